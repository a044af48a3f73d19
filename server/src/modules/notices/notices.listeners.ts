import type { TxCtx } from '#app/ctx.ts'
import type { Fact, Listener } from '#app/fact.ts'
import { isNoticeKind, NOTICE_KINDS, type NoticeKind, noticeOf } from './notices.rules.ts'
import { raiseNotice } from './raise.ts'
import { settleIn } from './settle.ts'
import { channelStanding, closingStanding, deliveryStanding, type Standing } from './standing.view.ts'

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
  const standing = await deliveryStanding(tx, subject.id)
  // What a listing said of a post that is out stands as it was said.
  if (standing && (kind === 'delivery.lost' || kind === 'delivery.doubled')) return { kind, standing }
  const wanted = standing && noticeOf(standing.state, standing.waitingFor)
  if (!standing || !wanted) return null
  // "Unknown" for a moment is no news; publishing says when it is.
  return wanted === 'delivery.unknown' && kind !== 'delivery.unknown' ? null : { kind: wanted, standing }
}

async function hear(tx: TxCtx, fact: Fact): Promise<void> {
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
  { name: 'notices', hears: [...NOTICE_KINDS, 'channel.well', 'channel.connected', 'closing.ended'], hear },
]
