/**
 * Weighted counting as X does it: twitter-text's `parseTweet`, configuration 3 (and the two older ones, which the
 * conformance cases need). Numbers from github.com/twitter/twitter-text, `config/v1.json`, `v2.json`, `v3.json`
 * (Apache-2.0), read at 30e2430.
 *
 * The package `twitter-text` was weighed and left: last released in 2020, it brings core-js 2 and an emoji table of
 * Unicode 11, and a list of top-level domains as old.
 */
import { linkRules } from './entities.ts'
import { splitGraphemes } from './graphemes.ts'
import { findUrls } from './urls.ts'

export interface Weights {
  /** The most that a text may weigh, in whole units (weights divided by `scale`). */
  max: number
  scale: number
  defaultWeight: number
  /** Whole units. */
  link: number
  /** Is an emoji, however many code points it is made of, one character of default weight? */
  emojiAsOne: boolean
  /** Code points from first to last, both included. */
  ranges: { first: number; last: number; weight: number }[]
}

/** Latin to Georgian, the spaces and joiners, the dashes and quotes, the primes: half the weight of the rest. */
const lightRanges: Weights['ranges'] = [
  { first: 0, last: 4351, weight: 100 },
  { first: 8192, last: 8205, weight: 100 },
  { first: 8208, last: 8223, weight: 100 },
  { first: 8242, last: 8247, weight: 100 },
]
export const weightsV1: Weights = { max: 140, scale: 1, defaultWeight: 1, link: 23, emojiAsOne: false, ranges: [] }
export const weightsV2: Weights = {
  max: 280,
  scale: 100,
  defaultWeight: 200,
  link: 23,
  emojiAsOne: false,
  ranges: lightRanges,
}
export const weightsV3: Weights = { ...weightsV2, emojiAsOne: true }

export interface Weighed {
  /** Whole units, rounded down. */
  count: number
  /** Of the maximum, in thousandths, rounded down. */
  permille: number
  /** UTF-16 index (exclusive) up to which the text is not too heavy; the text's length if all of it fits. */
  fitsTo: number
  /** Not empty, not too heavy, nothing in it that X refuses. */
  valid: boolean
}

/** Byte order marks and the non-character: X refuses a text that holds one. */
const REFUSED = /[\ufffe\ufeff\uffff]/

/** Weighs the text in normal form C, a link as `link`. */
export function weigh(text: string, weights: Weights = weightsV3): Weighed {
  const limit = weights.max * weights.scale
  const refused = REFUSED.exec(text)?.index ?? text.length
  let weight = 0
  let fitsTo = 0
  let index = 0
  const put = (units: number, more: number) => {
    weight += more
    index += units
    if (weight <= limit && index <= refused) fitsTo = index
  }
  const putText = (piece: string) => {
    for (const grapheme of splitGraphemes(piece)) put(grapheme.length, weightOf(grapheme, weights))
  }
  for (const link of findUrls(text, linkRules.x)) {
    putText(text.slice(index, link.start))
    put(link.end - link.start, weights.link * weights.scale)
  }
  putText(text.slice(index))
  return {
    count: Math.floor(weight / weights.scale),
    permille: Math.floor((weight * 1000) / limit),
    fitsTo,
    valid: text !== '' && weight <= limit && refused === text.length,
  }
}

function weightOf(grapheme: string, { emojiAsOne, defaultWeight, ranges }: Weights): number {
  const emoji = emojiAsOne ? (grapheme.match(emojiPattern())?.length ?? 0) : 0
  const rest = emoji > 0 ? grapheme.replace(emojiPattern(), '') : grapheme
  let weight = emoji * defaultWeight
  for (const character of rest.normalize('NFC')) {
    const code = character.codePointAt(0)!
    weight += ranges.find(({ first, last }) => code >= first && code <= last)?.weight ?? defaultWeight
  }
  return weight
}

let emojis: RegExp | undefined
/**
 * Emoji as Unicode recommends them for interchange, and keycaps without their presentation selector. Made when first asked for: reading the
 * whole list takes a while.
 */
function emojiPattern(): RegExp {
  emojis ??= /\p{RGI_Emoji}|[0-9#*]\u20e3/gv
  return emojis
}
