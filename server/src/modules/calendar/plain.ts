/** One line of text for people, from strangers: no control characters, none that turn the reading direction, at most `max` characters. */
export const plain = (text: string, max: number): string =>
  [...text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\s]+/gu, ' ').trim()].slice(0, max).join('').toWellFormed()
