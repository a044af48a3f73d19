/** English texts of the checks. Braces hold the values of the finding. */
export const checkMessages = {
  'checks.altText.fine': 'Every picture is described.',
  'checks.altText.missing': 'Picture {number} has no alt text. Say what it shows, or mark it as decorative.',
  'checks.altText.fileName': 'The alt text of picture {number} looks like a file name. Say what the picture shows.',
  'checks.hashtagCase.fine': 'Hashtags can be read word by word.',
  'checks.hashtagCase.words':
    'Begin each word of {tag} with a capital, so that a screen reader says the words: {better}.',
  'checks.hashtagCase.long': 'If {tag} is more than one word, begin each word with a capital.',
  'checks.allCaps.fine': 'No words in capitals only.',
  'checks.allCaps.words':
    'Words in capitals only are hard to read, and some screen readers spell them letter by letter.',
  'checks.fancyLetters.fine': 'All letters are ordinary letters.',
  'checks.fancyLetters.symbols':
    'These {count} characters look like letters but are symbols. Screen readers name each one or skip it.',
  'checks.plain.sentence': '“{begin} …” has {count} words in one sentence; up to {max} are easy to follow.',
  'checks.plain.word': '“{better}” says the same as “{word}”, and more people know it.',
  'checks.plain.grade': 'It reads like grade {grade}; most people read with ease up to grade {max}.',
  'checks.plain.fine': 'It reads like grade {grade}.',
  'checks.privateNumbers.fine': 'Nothing looks like a card number or an ID.',
  'checks.privateNumbers.libraryCard': 'This looks like the number of a library card ({digits} digits).',
  'checks.privateNumbers.payment': 'This looks like the number of a payment card ({digits} digits).',
  'checks.privateNumbers.socialSecurity': 'This looks like a Social Security number.',
} as const

export type CheckMessage = keyof typeof checkMessages
