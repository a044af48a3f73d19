/** Hashtags in running text. */
import { countGraphemes } from './graphemes.ts'

export interface TagMatch {
  start: number
  end: number
  /** Without the `#`. */
  tag: string
}

/**
 * What a tag is made of, besides letters, marks and digits: joiners and the marks that words of Hebrew, Catalan,
 * Tibetan and Japanese are written with. Source: the conformance cases of twitter-text; Mastodon's rule differs only
 * in rare ones.
 */
const INSIDE =
  '\\p{L}\\p{M}\\p{Nd}_\\u200c\\u200d\\u00b7\\u05be\\u05f3\\u05f4\\u0f0b\\u0f0c\\u3003\\u301c\\u309b\\u309c\\u30a0\\u30fb\\uff5e'
const TAG = new RegExp(
  `(?<![&${INSIDE}](?<![\\ufe0e\\ufe0f\\u200d]))[#＃](?!\\ufe0f|\\u20e3)(?<tag>[${INSIDE}]*[\\p{L}\\p{M}][${INSIDE}]*)(?![#＃]|:\\/\\/)`,
  'gu',
)

/** Tags as X finds them: at least one letter, nothing of a word before the `#`. */
export function findHashtags(text: string): TagMatch[] {
  return Array.from(text.matchAll(TAG), (match) => toTag(match.index, match[0].length, match.groups!.tag!)).filter(
    // A tag cut short by the look-ahead (`#http://`) is no tag: the run must be taken whole.
    ({ end }) => !new RegExp(`^[${INSIDE}]`, 'u').test(text.slice(end)),
  )
}

/**
 * Tags as Bluesky's own client marks them: after white space only, up to the next one, without the punctuation at the
 * end, at most 64 graphemes (app.bsky.richtext.facet#tag). Digits alone are none.
 */
const BLUESKY = /(?<=^|\s)[#＃](?!\ufe0f)(?<tag>(?:(?!\u20e2|\u200d)[^\s\u00ad\u2060\u200a-\u200c])*)/gu

export function findBlueskyTags(text: string): TagMatch[] {
  const found: TagMatch[] = []
  for (const match of text.matchAll(BLUESKY)) {
    const tag = match.groups!.tag!.replace(/\p{P}+$/u, '')
    if (/[^\d\p{P}]/u.test(tag) && countGraphemes(tag) <= 64) found.push(toTag(match.index, tag.length + 1, tag))
  }
  return found
}

const toTag = (start: number, length: number, tag: string): TagMatch => ({ start, end: start + length, tag })
