import { type Ctx, libraryOf } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { accountOf, markConnection } from './accounts.ts'
import { webAddress } from './channel.store.ts'
import { type ChannelView, getChannel } from './channels.view.ts'
import { adapterFor, callOf } from './network.ts'
import { stateAfter } from './trouble.rules.ts'

/** Asks the network itself how the account stands, and reads its limits anew. */
export async function checkChannel(ctx: Ctx, id: string): Promise<ChannelView> {
  need(ctx, 'channels.manage', { channel: id })
  const { network } = await getChannel(ctx, id)
  const { signIn } = adapterFor(ctx, network)
  const account = await look(ctx, (tx) => accountOf(tx, id))
  if (!signIn || !account)
    throw conflict('This channel is not connected, so there is nothing to ask.', { code: 'not-connected' })
  const answer = await signIn.health(callOf(ctx), account)
  await inTx(ctx, 'checkChannel', async (tx) => {
    tx.about({ kind: 'channel', id })
    if (!answer.ok) {
      const { state, detail } = stateAfter(answer.trouble.trouble)
      return markConnection(tx, id, state, detail)
    }
    const { account: now, told } = answer.value.health
    if (now.id !== account.id)
      return markConnection(tx, id, 'sign-in-again', `This sign-in now belongs to ${now.handle}.`)
    await tx.db
      .updateTable('connection')
      .set({ handle: now.handle, told: JSON.stringify(told) })
      .where('library_id', '=', libraryOf(tx).id)
      .where('channel_id', '=', id)
      .execute()
    await tx.db
      .updateTable('channel')
      .set({ handle: now.handle, url: webAddress(now.url) })
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .execute()
    await markConnection(tx, id, 'well', null)
  })
  return getChannel(ctx, id)
}

/** How long an answer of the network is believed; the rest is done at night or when a delivery fails. */
const BELIEVED_HOURS = 20

/** For the recurring job, once per library: checks what was not asked for long. One trouble does not stop the rest. */
export async function checkDueConnections(ctx: Ctx): Promise<{ checked: number; failed: number }> {
  const ids = await look(ctx, (tx) =>
    tx.db
      .selectFrom('connection')
      .select('channel_id')
      .where('library_id', '=', libraryOf(tx).id)
      .where((is) => is(is.fn<number>('octet_length', ['secret']), '>', 0))
      .where('checked_at', '<', new Date(tx.now.getTime() - BELIEVED_HOURS * 3_600_000))
      .execute(),
  )
  let failed = 0
  for (const { channel_id } of ids) {
    try {
      await checkChannel(ctx, channel_id)
    } catch (error) {
      failed += 1
      ctx.log.warn('a channel could not be checked', { channel: channel_id, error })
    }
  }
  return { checked: ids.length - failed, failed }
}
