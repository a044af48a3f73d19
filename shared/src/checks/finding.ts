/** What a check before publishing answers. Checks are pure, know no network, and keep nothing. */
import type { EntityStyle } from '../text/entities.ts'
import type { CheckMessage } from './messages.en.ts'

export type CheckRule =
  | 'alt-text'
  | 'hashtag-case'
  | 'all-caps'
  | 'fancy-letters'
  | 'private-numbers'
  | 'plain-language'

/** `must`: not published before it is mended. `look`: the person decides. `fine`: the rule has nothing to say. */
export type CheckLevel = 'must' | 'look' | 'fine'

export interface Finding {
  rule: CheckRule
  level: CheckLevel
  /** A key of the catalogue and what stands in its braces. Never holds the private number or text itself. */
  message: { key: CheckMessage; values: Record<string, string | number> }
  /** Where the rule comes from, for people to read. */
  source: CheckSource
  /** What would stand at `at` instead; null where nobody can know. */
  fix: { text: string } | null
  /** UTF-16 range in the text, end exclusive; null where it is not about a place in the text. */
  at: { start: number; end: number } | null
}
export interface CheckSource {
  name: string
  url: string
}

/** What is looked at: one text (a variant, or a part of a thread) with its pictures. */
export interface Checked {
  text: string
  /** BCP 47, null where nobody said. */
  language: string | null
  /** How links, mentions and tags are read on the channel. */
  style: EntityStyle
  media: { alt: string | null; decorative: boolean }[]
}

export type Check = (checked: Checked) => Finding[]

/** The text with the finding's fix in it; unchanged where there is none. */
export function withFix(text: string, { fix, at }: Pick<Finding, 'fix' | 'at'>): string {
  return fix && at ? text.slice(0, at.start) + fix.text + text.slice(at.end) : text
}
