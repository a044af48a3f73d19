import type { Account } from '@shelftalker/networks/port.ts'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { ChannelState, Standing } from '#db/schema/channels.ts'
import { accountOf } from './accounts.ts'
import { canMove, pauseOf, shownState } from './channel.rules.ts'
import { forgetSecret, lockChannel } from './channel.store.ts'
import { type ChannelView, countLive, getChannel } from './channels.view.ts'
import { revoke } from './disconnect-channel.ts'
import { adapterFor, isLocal } from './network.ts'

export interface ChannelChange {
  /** The version that the person saw. */
  version: number
  name?: string | undefined
  state?: ChannelState | undefined
  standing?: Standing | undefined
  roleAddress?: string | null | undefined
  /** Of a channel that is posted to by hand; a connected one is told by its network. */
  handle?: string | undefined
  url?: string | null | undefined
}

/**
 * Changes the registry's entry. Retiring takes the sign-in back and frees the account; it cancels nothing, and is refused while
 * something is still to go out. @throws Problem conflict with `current`, or with the code of what stands in the way.
 */
export async function updateChannel(ctx: Ctx, id: string, input: ChannelChange): Promise<ChannelView> {
  need(ctx, 'channels.manage', { channel: id })
  const done = await inTx(ctx, 'updateChannel', async (tx) => {
    const row = await lockChannel(tx, id)
    if (row.version !== input.version) return null
    if ((input.handle !== undefined || input.url !== undefined) && !row.manual)
      throw badInput(input.handle !== undefined ? 'handle' : 'url', 'from-network', 'The network tells this itself.')
    const moved = await move(tx, row, input)
    await tx.db
      .updateTable('channel')
      .set({
        ...(input.name !== undefined && { name: input.name }),
        ...(input.standing !== undefined && { standing: input.standing }),
        ...(input.roleAddress !== undefined && { role_address: input.roleAddress }),
        ...(input.handle !== undefined && { handle: input.handle }),
        ...(input.url !== undefined && { url: input.url }),
        ...moved.set,
        version: row.version + 1,
      })
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .execute()
    tx.about({ kind: 'channel', id }, input.state === undefined ? {} : { state: input.state })
    tx.say('channel.changed', { kind: 'channel', id })
    return { network: row.network, signedOut: moved.signedOut }
  })
  const now = await getChannel(ctx, id)
  if (!done) throw conflict('Somebody changed this channel meanwhile. Here it is as it stands.', { current: now })
  // After the commit, so that a network that does not answer keeps nobody from retiring a channel.
  if (done.signedOut) await revoke(ctx, done.network, done.signedOut)
  return now
}

type Row = Awaited<ReturnType<typeof lockChannel>>

async function move(
  tx: TxCtx,
  row: Row,
  input: ChannelChange,
): Promise<{ set: Partial<Row>; signedOut: Account | null }> {
  const from = shownState(row.state, pauseOf(row, tx.now))
  const to = input.state ?? from
  const standing = input.standing ?? row.standing
  const account = await accountOf(tx, row.id)
  const adapter = adapterFor(tx, row.network)
  const live = to === 'retired' ? await countLive(tx, row.id) : 0
  const may = canMove({ from, to, usable: row.manual || account !== null, standing, live })
  if (!may.ok) throw conflict(may.message, { code: may.code, ...(live > 0 && { live }) })
  if (standing === 'not-ours' && (to === 'active' || to === 'paused'))
    throw badInput('standing', 'not-ours', 'An account that is not ours cannot be active. Retire the channel first.')
  if (from === to) return { set: {}, signedOut: null }
  const noPause = { paused_reason: null, paused_until: null, paused_at: null, paused_by: null }
  if (to === 'paused') {
    need(tx, 'pause', { channel: row.id })
    tx.say('channel.paused', { kind: 'channel', id: row.id })
    const paused = { paused_reason: 'Paused in the list of channels', paused_until: null, paused_at: tx.now }
    return { set: { ...paused, paused_by: personOf(tx) }, signedOut: null }
  }
  if (from === 'paused') {
    tx.say('channel.resumed', { kind: 'channel', id: row.id })
    tx.wakeSender()
  }
  if (to !== 'retired') return { set: { state: to, ...noPause }, signedOut: null }
  if (account && !isLocal(adapter)) await forgetSecret(tx, row.id, 'The channel was retired.')
  return { set: { state: to, ...noPause }, signedOut: isLocal(adapter) ? null : account }
}
