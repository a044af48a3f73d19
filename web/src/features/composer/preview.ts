/** What each channel gets of what is written: its wordings, the parts of a thread, and how the network counts them. Pure. */
import { type Count, countFor, styleOf } from '@shelftalker/networks/count.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import { type CountedPart, partsOf, type Wording, wordingsOf } from '@shelftalker/networks/wordings.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { EntityStyle } from '@shelftalker/shared/text/entities.ts'
import { hasOwnBreaks } from '@shelftalker/shared/text/thread.ts'
import type { Content } from './content.ts'

export interface Shown extends Wording {
  style: EntityStyle
  /** Of the text as it is typed, before it is parted. */
  whole: Count
  parts: CountedPart[]
  /** Too long for one post, and parted by us. */
  proposed: boolean
}

/** All that a channel gets, by the server's own rule. */
export const shownOn = (facts: Facts, told: JsonObject | null, content: Content, channel: string): Shown[] =>
  wordingsOf(content, channel).map((wording) => shown(facts, told, wording))

export function shown(facts: Facts, told: JsonObject | null, wording: Wording): Shown {
  const warning = facts.can.warning ? (wording.options.warning ?? '') : ''
  const parts = partsOf(facts, told, wording)
  return {
    ...wording,
    style: styleOf[facts.text.counts],
    whole: countFor(facts, told, wording.text, warning),
    parts,
    proposed: !hasOwnBreaks(wording.text) && parts.length > 1,
  }
}

/** The one text with a line of hyphens where it would be parted for this network. */
export const withBreaks = (parts: { text: string }[]): string => parts.map(({ text }) => text).join('\n\n---\n\n')
