/** A post of hours or safety: written, frozen and scheduled in the caller's transaction, for it is one act with what it announces. */
import { countFor } from '@shelftalker/networks/count.ts'
import { titleOf } from '@shelftalker/shared/text/title.ts'
import type { TxCtx } from '#app/ctx.ts'
import { need } from '#app/rights.rules.ts'
import { type ChannelFor, channelsFor } from '#modules/channels/index.ts'
import { type Scheduled, schedulePost } from '#modules/publishing/index.ts'
import { postInput } from './content.input.ts'
import { insertPost, refuseUnknown } from './post.store.ts'
import { freeze } from './submit-post.ts'
import { type Worded, wordedFor } from './worded.ts'

export interface Urgent {
  text: string
  /** BCP 47. */
  language: string
  channels: string[]
  /** When it stops being true, if that is known: it is not sent later. */
  noUseAfter: Date | null
  /** The one branch that it is about; null: several, or the library. Whether the caller may speak for those is the caller's to ask. */
  branch: string | null
}

/**
 * Words only: pictures and link cards would have to be drawn and fetched first. No check stands against it; where a channel cannot
 * take it, the delivery finds a person as every other does.
 * @throws Problem not-allowed for another branch than one's own, bad-input for a channel that is not the library's own, conflict for one that is not active
 */
export async function postUrgently(tx: TxCtx, urgent: Urgent): Promise<{ post: string; deliveries: Scheduled[] }> {
  const { text, language, channels, noUseAfter, branch } = urgent
  need(tx, 'posts.publish', branch === null ? {} : { branch })
  const input = { ...postInput.parse({ text, language, channels, branch }), noUseAfter }
  const made = await insertPost(tx, input)
  if (Array.isArray(made)) refuseUnknown(made)
  await freeze(tx, { id: made.id, version: 1 })
  tx.about({ kind: 'post', id: made.id }, { urgent: true })
  tx.say('post.created', { kind: 'post', id: made.id, version: 1 })
  if (channels.length === 0) return { post: made.id, deliveries: [] }
  const worded = wordedFor({ post: input, channels: await channelsFor(tx, channels) })
  const deliveries = await schedulePost(tx, {
    post: made.id,
    version: 1,
    title: titleOf(null, text),
    dueAt: tx.now,
    planned: null,
    noUseAfter,
    urgent: true,
    orders: worded.map(({ channel, wording, parts }) => ({
      channel: channel.id,
      language: wording.language,
      parts: parts.map((part) => ({ text: part.text, language, title: null, options: {}, media: [], card: null })),
    })),
  })
  return { post: made.id, deliveries }
}

export interface UrgentCount {
  channel: string
  /** As this network counts; of all parts. */
  count: number
  /** null: no limit is known. */
  max: number | null
  parts: number
  /** It would be refused: it cannot be broken into parts that fit. */
  over: boolean
}
export function countUrgently(urgent: Pick<Urgent, 'text' | 'language'>, channels: ChannelFor[]): UrgentCount[] {
  const input = postInput.parse({ text: urgent.text, language: urgent.language })
  return wordedFor({ post: input, channels }).map(({ channel, parts }: Worded) => ({
    channel: channel.id,
    count: parts.reduce((sum, one) => sum + one.count, 0),
    max: countFor(channel.facts, channel.told, '').max,
    parts: parts.length,
    over: parts.some(({ over }) => over),
  }))
}
