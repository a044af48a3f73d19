import type { Account } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { accountOf } from './accounts.ts'
import { forgetSecret, lockChannel } from './channel.store.ts'
import { type ChannelView, getChannel } from './channels.view.ts'
import { adapterFor, callOf } from './network.ts'
import { keptApp } from './network-app.ts'

export interface Disconnected {
  channel: ChannelView
  /** The network has ended the sign-in too. If not, `reason` says what is left to do there. */
  revoked: boolean
  reason: string | null
}

/** Takes the sign-in back, there and here. What is scheduled stays, and waits for a sign-in with the same account. */
export async function disconnectChannel(ctx: Ctx, id: string): Promise<Disconnected> {
  need(ctx, 'channels.manage', { channel: id })
  const { network } = await getChannel(ctx, id)
  const account = await look(ctx, (tx) => accountOf(tx, id))
  if (!account || account.server === '') throw conflict('This channel is not connected.', { code: 'not-connected' })
  const ended = await revoke(ctx, network, account)
  await inTx(ctx, 'disconnectChannel', async (tx) => {
    await lockChannel(tx, id)
    await forgetSecret(tx, id, 'Disconnected here.')
    tx.about({ kind: 'channel', id }, { revoked: ended.revoked })
    tx.say('channel.disconnected', { kind: 'channel', id })
  })
  return { channel: await getChannel(ctx, id), ...ended }
}

/** As far as the network has a way to end a sign-in. Never throws for a network's trouble. */
export async function revoke(
  ctx: Ctx,
  network: string,
  account: Account,
): Promise<{ revoked: boolean; reason: string | null }> {
  const { signIn, facts } = adapterFor(ctx, network)
  const elsewhere = `End it on ${facts.name} too, where your account lists the apps that may use it.`
  if (!signIn?.revoke) return { revoked: false, reason: elsewhere }
  const answer = await signIn.revoke(callOf(ctx), account, (await keptApp(ctx, network, account.server))?.app ?? null)
  return answer.ok ? { revoked: true, reason: null } : { revoked: false, reason: elsewhere }
}
