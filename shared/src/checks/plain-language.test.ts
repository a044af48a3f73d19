import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Checked, withFix } from './finding.ts'
import { plainLanguage } from './plain-language.ts'
import { PLAIN_WORDS } from './plain-words.ts'
import { beginsSentence, readable, readingGrade, sentencesOf, wordsIn } from './reading.ts'

const of = (text: string, language: string | null = 'en'): Checked => ({ text, language, style: 'mastodon', media: [] })
const keys = (text: string, language: string | null = 'en') =>
  plainLanguage(of(text, language)).map(({ message }) => message.key.replace('checks.plain.', ''))
const mended = (text: string) =>
  plainLanguage(of(text))
    .toSorted((a, b) => (b.at?.start ?? 0) - (a.at?.start ?? 0))
    .reduce(withFix, text)
const sentences = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

test('a sentence ends at its mark, at a line’s end and at a bullet, and not behind a short form or inside an address', () => {
  assert.deepEqual(sentences('Come in. It is warm! Is it? “Yes.” Good'), [
    'Come in.',
    'It is warm!',
    'Is it?',
    '“Yes.”',
    'Good',
  ])
  assert.deepEqual(sentences('Bring\n\na coat\n• and a hat'), ['Bring', 'a coat', 'and a hat'])
  assert.deepEqual(sentences('Dr. Shah reads at 10 a.m. on Main St. today. Come.'), [
    'Dr. Shah reads at 10 a.m. on Main St. today.',
    'Come.',
  ])
  assert.deepEqual(sentences('See approx. ten, e.g. A. B. C. Reed, no. 4. Go... now'), [
    'See approx. ten, e.g. A. B. C. Reed, no. 4.',
    'Go...',
    'now',
  ])
  assert.deepEqual(sentences('Wait...what is....it'), ['Wait...what is....it'])
  assert.deepEqual(sentences('Until 9 p.m.'), ['Until 9 p.m.'])
  assert.deepEqual(sentences('Version 2.5 of our form'), ['Version 2.5 of our form'])
  assert.deepEqual(sentences(' … 🎉 !'), [], 'without a word there is no sentence')
})

test('a word keeps its apostrophe and its hyphen, in any script', () => {
  assert.deepEqual(wordsIn('The children’s story-time, año 2026: ¡sí!'), [
    'The',
    'children’s',
    'story-time',
    'año',
    '2026',
    'sí',
  ])
})

test('links, mentions and hashtags are not read as words, and nothing moves', () => {
  const text = 'See https://example.org/a.b?c with @ana@social.example at #StoryTime today'
  const read = readable(text, 'mastodon')
  assert.equal(read.length, text.length)
  assert.deepEqual(wordsIn(read), ['See', 'with', 'at', 'today'])
})

test('a long sentence is pointed at with its first words and its count; 25 words are still easy', () => {
  const words = (count: number) => `${Array.from({ length: count }, () => 'word').join(' ')}.`
  assert.deepEqual(keys(words(25)), [])
  const [finding, ...more] = plainLanguage(of(`Short one. ${words(26)} Short again.`))
  assert.deepEqual(more, [])
  assert.deepEqual(finding!.message, {
    key: 'checks.plain.sentence',
    values: { begin: 'word word word word', count: 26, max: 25 },
  })
  assert.deepEqual(finding!.at, { start: 11, end: 11 + words(26).length })
  assert.deepEqual([finding!.level, finding!.fix], ['look', null])
})

test('a simpler word is proposed in the writer’s own case, and putting it in leaves the rest alone', () => {
  for (const [text, plain] of [
    ['Please call prior to your visit.', 'Please call before your visit.'],
    ['Prior to your visit, call.', 'Before your visit, call.'],
    ['In order  to\nget help: utilize it.', 'To\nget help: use it.'],
    ['We can assist. Participate in numerous ways!', 'We can help. Take part in many ways!'],
    ['Search the OPAC.', 'Search the catalog.'],
    ['It commences at ten.', 'It begins at ten.'],
  ] as const)
    assert.equal(mended(text).replace(/\s+/g, ' '), plain.replace(/\s+/g, ' '), text)
})

test('a letter that is only another shape of one is read as that one, and nothing is thrown', () => {
  // The pattern takes the long s and the sign for kelvin as s and k.
  for (const [text, plain] of [
    ['We can a\u017f\u017fi\u017ft you.', 'We can help you.'],
    ['It i\u017f a bike in order to\u00a0go.', 'It i\u017f a bike in order to\u00a0go.'.replace('in order to', 'to')],
  ] as const)
    assert.equal(mended(text), plain)
  for (const { word } of PLAIN_WORDS)
    assert.equal(
      keys(`We ${word.replaceAll('s', '\u017f').replaceAll('k', '\u212a')} it`).length,
      keys(`We ${word} it`).length,
      word,
    )
})

/** What a beginning is, said as one pattern over all that stands before. */
const BEGINNING = /(?:^|[.!?:]["”’)]*\s+|\n\s*|[•·–—]\s*)["“‘(]*$/u

test('a sentence begins at the text’s beginning, on a line, behind a bullet or a mark, whatever opens it', () => {
  for (const before of ['', '“(', 'Go. ', 'Go!” “', 'Note: ', 'a\n', 'a\n  (', '• ', '—', '\n\n"'])
    assert.ok(beginsSentence(`${before}Assist`, before.length), before)
  for (const before of [' ', 'the ', 'a “', 'Go.', 'Go.”', 'an; ', ') '])
    assert.ok(!beginsSentence(`${before}Assist`, before.length), before)
  const piece = fc.constantFrom(
    '.',
    '!',
    ':',
    ' ',
    '\n',
    '\u00a0',
    '"',
    '”',
    '’',
    ')',
    '(',
    '“',
    '‘',
    '•',
    '–',
    'a',
    '🎉',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const before = pieces.join('')
      assert.equal(beginsSentence(`${before}Assist`, before.length), BEGINNING.test(before))
    }),
  )
})

test('to see whether a sentence begins, only what stands right before is looked at, however long the text is', () => {
  let looked = 0
  const counting = (text: string) => ({
    charAt(at: number) {
      looked++
      return text.charAt(at)
    },
  })
  const line = `${'\n'.repeat(40)}Assist`
  const long = line.repeat(1000)
  for (let at = 40; at < long.length; at += line.length) beginsSentence(counting(long), at)
  assert.ok(looked <= 3 * long.length, `${looked} looks at ${long.length} characters`)
  looked = 0
  beginsSentence(counting(`${'.'.repeat(50_000)} the Assist`), 50_005)
  assert.ok(looked < 10)
})

test('names, parts of words, links and tags are left as they are', () => {
  for (const text of [
    'Meet the Sufficient Grace choir.',
    'The Numerous Voices book club',
    'Insufficient light; reassistance; pre-assist',
    'See https://example.org/obtain/in-order-to',
    '#Participate with @assist@social.example',
  ])
    assert.deepEqual(keys(text), [], text)
})

test('every proposal of the list is simpler: not longer than what it replaces but for two that say what they mean', () => {
  const longer = PLAIN_WORDS.filter(({ word, simpler }) => simpler.length > word.length).map(({ word }) => word)
  assert.deepEqual(
    longer,
    ['periodicals', 'opac'].toSorted((a, b) => longer.indexOf(a) - longer.indexOf(b)),
  )
  assert.equal(new Set(PLAIN_WORDS.map(({ word }) => word)).size, PLAIN_WORDS.length, 'no word stands there twice')
  for (const { word, simpler, source } of PLAIN_WORDS) {
    assert.equal(word, word.toLowerCase())
    assert.ok(simpler && !PLAIN_WORDS.some((one) => one.word === simpler), `${simpler} needs a simpler one itself`)
    assert.ok(URL.canParse(source.url))
  }
})

test('the grade is the published formula’s, worked out by hand', () => {
  // 30 words of 4 letters in 3 sentences: 4.71 × 4 + 0.5 × 10 − 21.43 = 2.41.
  const easy = `${Array.from({ length: 10 }, () => 'tree').join(' ')}. `.repeat(3)
  assert.equal(readingGrade(easy), 2)
  // 30 words of 6 letters in one: 28.26 + 15 − 21.43 = 21.83.
  assert.equal(readingGrade(Array.from({ length: 30 }, () => 'forest').join(' ')), 22)
  assert.equal(readingGrade(`${'a '.repeat(3)}. `.repeat(20)), 1, 'never below the first')
})

test('of too little text no grade is told, and a text of links alone has nothing to be read', () => {
  assert.equal(readingGrade('Closed today.'), null)
  assert.deepEqual(keys('Closed today.'), [])
  assert.deepEqual(keys('https://example.org/closed #Closed'), [])
})

test('what reads with ease is called fine with its grade; what is hard is a hint, never a must', () => {
  const easy =
    'Story time is back. Bring the kids at ten. We read, we sing, and we make a mess. It is free, and you need no card. Stay as long as you like, and ask us.'
  const [fine, ...more] = plainLanguage(of(easy))
  assert.deepEqual([fine!.level, more.length], ['fine', 0])
  const hard =
    'Institutional stakeholders collaboratively prioritise intergenerational programming initiatives. Comprehensive accessibility considerations fundamentally characterise organisational decision-making processes. Subsequent deliberations necessitate extraordinarily comprehensive interdepartmental communication. Interdisciplinary committees systematically investigate representational inequalities. Institutional stakeholders collaboratively prioritise.'
  const hints = plainLanguage(of(hard))
  assert.deepEqual(
    hints.map(({ message }) => message.key),
    ['checks.plain.grade'],
  )
  assert.ok(hints.every(({ level }) => level === 'look'))
})

test('nothing is said of a language for which there is no list and no formula', () => {
  const text = 'Prior to commencing, utilize numerous periodicals.'
  assert.equal(keys(text, 'es').length, 0)
  assert.equal(keys(text, 'not a language').length, 0)
  assert.ok(keys(text, 'en-GB').length > 0)
  assert.ok(keys(text, null).length > 0)
})

test('whatever is written, places stay within the text and nothing must be mended', () => {
  const piece = fc.oneof(
    fc.constantFrom(...PLAIN_WORDS.map(({ word }) => word), '. ', '\n', ' ', '— ', 'https://a.example/obtain', '#Tag '),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join(' ')
      for (const { at, level, fix } of plainLanguage(of(text))) {
        assert.notEqual(level, 'must')
        if (!at) continue
        assert.ok(at.start >= 0 && at.start < at.end && at.end <= text.length)
        if (fix) assert.notEqual(text.slice(at.start, at.end), fix.text)
      }
    }),
  )
})
