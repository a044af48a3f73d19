import type { TxCtx } from '#app/ctx.ts'
import type { Fact, Listener } from '#app/fact.ts'
import { isNoticeKind, NOTICE_KINDS, type NoticeKind, noticeOf } from './notices.rules.ts'
import { raiseNotice } from './raise.ts'
import { settleIn } from './settle.ts'
import {
  channelStanding,
  channelsOfLeaver,
  closingStanding,
  deliveryStanding,
  namedStanding,
  type Standing,
} from './standing.view.ts'

/** What the present state deserves, which may be another notice than the fact thought of, or none. */
async function deserved(tx: TxCtx, { kind, subject }: Fact): Promise<{ kind: NoticeKind; standing: Standing } | null> {
  if (subject.kind === 'channel') {
    const standing = await channelStanding(tx, subject.id)
    return standing?.state === 'sign-in-again' ? { kind: 'channel.sign-in-again', standing } : null
  }
  if (subject.kind === 'closing') {
    const standing = await closingStanding(tx, subject.id)
    return standing && { kind: 'closing.declared', standing }
  }
  if (subject.kind === 'invitation') {
    const standing = await namedStanding(tx, subject.id)
    return standing && { kind: 'administrator.named', standing }
  }
  const standing = await deliveryStanding(tx, subject.id)
  // What a listing said of a post that is out stands as it was said.
  if (standing && (kind === 'delivery.lost' || kind === 'delivery.doubled')) return { kind, standing }
  const wanted = standing && noticeOf(standing.state, standing.waitingFor)
  if (!standing || !wanted) return null
  // "Unknown" for a moment is no news; publishing says when it is.
  return wanted === 'delivery.unknown' && kind !== 'delivery.unknown' ? null : { kind: wanted, standing }
}

/** Each channel that still goes out by this person's sign-in: signing in anew is the library's to do. */
async function hearLeaver(tx: TxCtx, { id, subject }: Fact): Promise<void> {
  const kind = 'channel.connected-by-leaver'
  for (const { channel } of await channelsOfLeaver(tx, subject.id))
    await raiseNotice(tx, {
      once: `${kind}:${channel}:${id}`,
      kind,
      subject: { kind: 'channel', id: channel },
      person: subject.id,
    })
}
const LEFT = ['person.cut-off', 'person.left']

async function hear(tx: TxCtx, fact: Fact): Promise<void> {
  if (LEFT.includes(fact.kind)) return hearLeaver(tx, fact)
  if (!isNoticeKind(fact.kind)) {
    await settleIn(tx)
    return
  }
  const now = await deserved(tx, fact)
  if (!now) return
  const { id } = fact.subject
  await raiseNotice(tx, {
    once: `${now.kind}:${id}:${now.standing.acts}`,
    kind: now.kind,
    subject: { kind: fact.subject.kind, id },
    person: now.standing.author,
  })
}

/** `channel.well` and `connected` are rare and close what stands about a channel; deliveries are closed by the sweep. */
export const noticeListeners: Listener[] = [
  {
    name: 'notices',
    hears: [...NOTICE_KINDS, ...LEFT, 'person.joined', 'channel.well', 'channel.connected', 'closing.ended'],
    hear,
  },
]
