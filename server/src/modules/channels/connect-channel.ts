import type { Ctx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { holdMember } from '#modules/library/index.ts'
import { lockChannel, saveConnection } from './channel.store.ts'
import { type ChannelView, getChannel } from './channels.view.ts'
import { adapterFor } from './network.ts'
import { signInWith } from './sign-in-fields.ts'

/** Connects a channel, or signs in to it again with the same account. What waited for the sign-in goes on by itself. */
export async function connectChannel(ctx: Ctx, id: string, typed: Record<string, string>): Promise<ChannelView> {
  need(ctx, 'channels.manage', { channel: id })
  const { network } = await getChannel(ctx, id)
  const adapter = adapterFor(ctx, network)
  const brought = await signInWith(ctx, adapter, typed)
  await inTx(ctx, 'connectChannel', async (tx) => {
    await holdMember(tx)
    const row = await lockChannel(tx, id)
    if (row.state === 'retired') throw conflict('This channel is retired. Take it up again first.', { code: 'retired' })
    await saveConnection(tx, adapter, id, brought)
    tx.about({ kind: 'channel', id })
  })
  return getChannel(ctx, id)
}
