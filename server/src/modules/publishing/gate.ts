/** The gate that everything passes which may become public: scheduling, moving, publishing now, retrying, imports. */
import type { TxCtx } from '#app/ctx.ts'
import { conflict, Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { type ChannelFor, channelsFor } from '#modules/channels/index.ts'

/** @throws Problem not-allowed; conflict where the channel cannot be posted to. */
export async function passGate(tx: TxCtx, channels: string[]): Promise<Map<string, ChannelFor>> {
  for (const channel of channels) need(tx, 'posts.publish', { channel })
  const found = new Map((await channelsFor(tx, channels)).map((one) => [one.id, one]))
  for (const id of channels) {
    const channel = found.get(id)
    if (!channel)
      throw new Problem('bad-input', 'One of the channels is not in this library.', {
        fields: [{ path: 'channels', code: 'unknown', message: `There is no channel ${id}.` }],
      })
    if (channel.state !== 'active' && channel.state !== 'paused')
      throw conflict(`${channel.name} is ${channel.state}; only an active channel can be posted to.`, { channel: id })
    if (!channel.manual && !channel.facts.can.publish)
      throw conflict(`Nothing can be posted to ${channel.name} from here.`, { channel: id })
  }
  return found
}

/** A time that has passed, up to this long ago, means "now": the person needed a moment. */
const PAST_GRACE_MS = 60_000

/** @throws Problem bad-input at `when`. */
export function checkDue(tx: TxCtx, dueAt: Date, noUseAfter: Date | null): void {
  if (dueAt.getTime() < tx.now.getTime() - PAST_GRACE_MS)
    throw new Problem('bad-input', 'This time has passed. Choose one that is still to come.', {
      fields: [{ path: 'when', code: 'past', message: 'This time has passed.' }],
    })
  if (noUseAfter && dueAt >= noUseAfter)
    throw new Problem('bad-input', 'The post may not be used any more at this time.', {
      fields: [{ path: 'when', code: 'after-no-use', message: 'This is after “no use after”.' }],
    })
}
