/** What strangers call themselves, made fit to stand in a list and in a post. */

import { takeGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import type { MentionMatch } from '@shelftalker/shared/text/mentions.ts'
import type { Named } from './port.ts'

/** Longer names say no more in a list. */
const NAME_MAX = 80
/** Breaks, controls, and marks that turn the direction of what stands around them. */
const UNSEEN = /[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** null where the handle would not be read as one whole mention: then it names nobody in a post. */
export function named(
  handle: string,
  name: string | null | undefined,
  find: (text: string) => MentionMatch[],
): Named | null {
  const text = `@${handle}`
  const found = find(text)[0]
  if (found?.start !== 0 || found.end !== text.length) return null
  return { handle, name: takeGraphemes((name ?? '').replace(UNSEEN, ' ').trim(), NAME_MAX) }
}
