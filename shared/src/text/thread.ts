/**
 * Splitting a text into the parts of a thread: at the person's own breaks, or at proposed ones. Pure: what fits is
 * asked of the caller, for every network counts in its own way.
 */
import { type EntityStyle, findEntities } from './entities.ts'

/** A line holding only three hyphens (or more) is a break that the person made. */
const OWN_BREAK = /^[ \t]*-{3,}[ \t]*$/m

/** Has the person made breaks? */
export const hasOwnBreaks = (text: string): boolean => OWN_BREAK.test(text.replaceAll('\r\n', '\n'))

/** The parts between the person's own breaks, trimmed, none of them empty. Without breaks: the text as one part. */
export function ownParts(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(new RegExp(OWN_BREAK, 'gm'))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/**
 * Parts that fit, each as full as a good break allows: between paragraphs, else between sentences, else between words,
 * else between graphemes. Never inside a link, a mention, a hashtag or a grapheme; never empty; white space at the
 * breaks is dropped, nothing else. A link that does not fit by itself stays whole and too long: the count says so.
 */
export function proposeBreaks(text: string, fits: (text: string) => boolean, style: EntityStyle): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest !== '') {
    const at = partEnd(rest, fits, style)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  return parts
}

function partEnd(text: string, fits: (text: string) => boolean, style: EntityStyle): number {
  const size = tooMuch(text, fits)
  if (size === null) return text.length
  // Further only where a single link fills all that was looked at.
  for (let seen = 2 * size; ; seen *= 2) {
    const at = bestBreak(text.slice(0, seen), fits, style)
    if (at > 0) return at
    if (seen >= text.length) return text.length
  }
}

/**
 * A length at which the beginning no longer fits, null if the whole text does. Breaks are looked for in twice that
 * length only (so that a link at its end is seen whole), else a long text would be read again for each of its parts.
 */
function tooMuch(text: string, fits: (text: string) => boolean): number | null {
  for (let size = 1024; size < text.length; size *= 2) if (!fits(text.slice(0, size).trimEnd())) return size
  return fits(text) ? null : text.length
}

/** A better kind of break is worth a shorter part, as long as it keeps a third of what could have stood in it. */
const WORTH = 1 / 3

/** Where the first part of a text that does not fit ends; 0 if there is no place to break it. */
function bestBreak(text: string, fits: (text: string) => boolean, style: EntityStyle): number {
  const kept = findEntities(text, style)
  const allowed = (at: number) => at > 0 && at < text.length && !kept.some(({ start, end }) => at > start && at < end)
  const last = (breaks: number[]) => lastFitting(text, breaks.filter(allowed), fits)

  const words = last(wordBreaks(text))
  const enough = words * WORTH
  const paragraph = last(after(text, /\n[ \t]*\n\s*/g))
  if (paragraph > 0 && paragraph >= enough) return paragraph
  const sentence = last(starts(text, 'sentence'))
  if (sentence > 0 && sentence >= enough) return sentence
  if (words > 0) return words
  const graphemes = starts(text, 'grapheme')
  // Nothing fits, not even one grapheme or the link it begins with: that much is let out, so that the rest goes on.
  return last(graphemes) || (graphemes.find(allowed) ?? 0)
}

/**
 * The last break before which the text fits, 0 if none. Counts grow with the text almost always, so the place is
 * searched by halves; a part that is lighter when longer (an address that becomes a link) may cost a little fullness.
 */
function lastFitting(text: string, breaks: number[], fits: (text: string) => boolean): number {
  let low = 0
  let high = breaks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(text.slice(0, breaks[middle]).trimEnd())) low = middle + 1
    else high = middle
  }
  return low === 0 ? 0 : breaks[low - 1]!
}

/** After white space; for scripts that write without spaces, also where the segmenter sees a word begin. */
function wordBreaks(text: string): number[] {
  const spaces = after(text, /\s+/g)
  const unspaced = starts(text, 'word').filter((at) =>
    /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(text.slice(at)),
  )
  return [...new Set([...spaces, ...unspaced])].sort((a, b) => a - b)
}

const after = (text: string, pattern: RegExp): number[] =>
  Array.from(text.matchAll(pattern), (match) => match.index + match[0].length)

const segmenters = {
  sentence: new Intl.Segmenter('en', { granularity: 'sentence' }),
  word: new Intl.Segmenter('en', { granularity: 'word' }),
  grapheme: new Intl.Segmenter('en', { granularity: 'grapheme' }),
}

function starts(text: string, granularity: keyof typeof segmenters): number[] {
  const found = Array.from(segmenters[granularity].segment(text), ({ index }) => index).filter((index) => index > 0)
  return granularity === 'sentence'
    ? found.filter((at) => !ABBREVIATED.test(text.slice(Math.max(0, at - 12), at)))
    : found
}

/** The segmenter ends a sentence at "Dr. " and "No. ". */
const ABBREVIATED = /(?:^|\s|\()(?:Dr|Mr|Mrs|Ms|Mx|St|No|vs|Jr|Sr|Prof|Rev|[A-Z])\.\s*$/
