/**
 * Graphemes: what a reader takes for one character (UAX #29, extended grapheme clusters). `Intl.Segmenter` knows them
 * in Node and in every browser since 2024; the locale does not change the clusters.
 */
let made: Intl.Segmenter | undefined
/** Made when first asked for: it takes as long as a hundred files to load. */
const clusters = (): Intl.Segmenter => {
  made ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return made
}

/** In printable ASCII and line feeds every unit is a cluster. A carriage return is not in it: CR LF is one cluster. */
const PLAIN = /^[\n\x20-\x7e]*$/

/** How many graphemes the text has. */
export function countGraphemes(text: string): number {
  if (PLAIN.test(text)) return text.length
  let count = 0
  for (const _ of clusters().segment(text)) count++
  return count
}

/** The first `count` graphemes, or the whole text if it has fewer. Never cuts inside one. */
export function takeGraphemes(text: string, count: number): string {
  if (count <= 0) return ''
  if (text.length <= count) return text
  if (PLAIN.test(text)) return text.slice(0, count)
  let taken = 0
  for (const { index } of clusters().segment(text)) {
    if (taken === count) return text.slice(0, index)
    taken++
  }
  return text
}

/** The text as a list of graphemes; joined they are the text again. */
export function splitGraphemes(text: string): string[] {
  if (PLAIN.test(text)) return text.split('')
  return Array.from(clusters().segment(text), ({ segment }) => segment)
}
