/** Sentences and words of a text, and how hard it is to read by a named formula. Pure; what a reader does not read as words is left out. */
import { type EntityStyle, findEntities } from '../text/entities.ts'

export interface Sentence {
  start: number
  end: number
  words: number
}
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}]+)*/gu
/** Short forms with a full stop behind which no sentence ends. */
const SHORT =
  /(?:\b(?:mr|mrs|ms|dr|st|ave|rd|no|vs|jr|sr|prof|approx|dept|[ap]\.m|e\.g|i\.e)|(?<![\p{L}\p{N}])\p{L})\.$/iu
/** The longest of them with the character before: a line of nothing but initials is not read anew from its beginning for each. */
const SHORT_REACH = 10

export const wordsIn = (text: string): string[] => text.match(WORD) ?? []

/** The text with blanks for what nobody reads as words: links, mentions, hashtags. Places stay the same. */
export function readable(text: string, style: EntityStyle): string {
  let [read, at] = ['', 0]
  for (const { start, end } of findEntities(text, style)) {
    read += text.slice(at, start) + ' '.repeat(end - start)
    at = end
  }
  return read + text.slice(at)
}

/** Sentences with at least one word: they end at a mark, at the end of a line, and at a bullet. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let start = 0
  const close = (end: number) => {
    const piece = text.slice(start, end)
    const words = wordsIn(piece).length
    const lead = piece.length - piece.trimStart().length
    if (words > 0) found.push({ start: start + lead, end: start + piece.trimEnd().length, words })
    start = end
  }
  for (const { index, 0: mark } of text.matchAll(/(?<![.!?…])[.!?…]+["”’)]*(?=\s|$)|[;:]?\n+|[•·–—]\s/gu)) {
    const end = index + mark.length
    if (
      !(
        mark === '.' &&
        SHORT.test(text.slice(Math.max(start, end - SHORT_REACH), end)) &&
        /^\s+\S/u.test(text.slice(end))
      )
    )
      close(end)
  }
  close(text.length)
  return found
}

/** Below this a formula for passages says more of chance than of the text; ours to choose. */
const LEAST_WORDS = 30

/**
 * The school grade (US) that a text reads like, by the Automated Readability Index: 4.71 × letters and digits a word
 * + 0.5 × words a sentence − 21.43 (Smith and Senter, AMRL-TR-66-220, 1967). It counts no syllables, so two people
 * who count get the same. At least 1; null where there is too little text.
 */
export function readingGrade(text: string): number | null {
  const words = wordsIn(text)
  const sentences = sentencesOf(text).length
  if (words.length < LEAST_WORDS || sentences === 0) return null
  const letters = words.reduce((sum, word) => sum + word.replace(/[^\p{L}\p{N}]/gu, '').length, 0)
  return Math.max(1, Math.round((4.71 * letters) / words.length + (0.5 * words.length) / sentences - 21.43))
}

/** Nothing is said of languages that the lists and the formula were not made for. A text of which nobody said is taken for English. */
export const isEnglish = (language: string | null): boolean => language === null || /^en\b/i.test(language)

/**
 * Whether a sentence may begin at `start`: at the very beginning, on a new line, behind a bullet or a mark with blanks; quotation marks and
 * brackets may stand between. It looks back no farther than those reach: from the beginning each time, a long text would take seconds.
 * @param bullets what opens a line of a list; dashes stand in the middle of sentences too
 */
export function beginsSentence(text: Pick<string, 'charAt'>, start: number, bullets = /[•·–—]/u): boolean {
  let at = start - 1
  while (/["“‘(]/u.test(text.charAt(at))) at--
  if (at < 0) return true
  let blanks = 0
  for (; /\s/u.test(text.charAt(at)); at--, blanks++) if (text.charAt(at) === '\n') return true
  if (bullets.test(text.charAt(at))) return true
  if (blanks === 0) return false
  while (/["”’)]/u.test(text.charAt(at))) at--
  return /[.!?:]/u.test(text.charAt(at))
}
