import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { ChannelState, Standing } from '#db/schema/channels.ts'
import { holdMember } from '#modules/library/index.ts'
import { canMove } from './channel.rules.ts'
import { type SignedIn, saveConnection } from './channel.store.ts'
import { type ChannelView, getChannel } from './channels.view.ts'
import { adapterFor, isLocal } from './network.ts'
import { signInWith } from './sign-in-fields.ts'

export interface NewChannel {
  network: string
  name: string
  /** Somebody posts by hand, from a kit. The only way where nothing speaks to the network. */
  manual?: boolean | undefined
  /** What facts.connect asks for. */
  connection?: Record<string, string> | undefined
  handle?: string | undefined
  url?: string | null | undefined
  state?: Exclude<ChannelState, 'paused'> | undefined
  standing?: Standing | undefined
  roleAddress?: string | null | undefined
}

/** Adds a channel to the registry: connected, by hand, or only as an idea. Nothing becomes public by it. */
export async function createChannel(ctx: Ctx, input: NewChannel): Promise<ChannelView> {
  need(ctx, 'channels.manage')
  const adapter = adapterFor(ctx, input.network)
  const { facts } = adapter
  if (isLocal(adapter)) throw badInput('network', 'there-already', `The library has its ${facts.name} already.`)
  const manual = input.manual ?? (input.connection === undefined && !adapter.signIn)
  if (manual && !facts.can.manual)
    throw badInput('manual', 'not-by-hand', `${facts.name} is not posted to by hand here; connect it.`)
  if (manual && input.connection)
    throw badInput('connection', 'by-hand', 'A channel is connected or posted to by hand.')
  const brought = input.connection ? await signInWith(ctx, adapter, input.connection) : null
  const id = await inTx(ctx, 'createChannel', async (tx) => {
    await holdMember(tx)
    return insertChannel(tx, input, manual, brought)
  })
  return getChannel(ctx, id)
}

/** Also the end of a sign-in at the network. */
export async function insertChannel(
  tx: TxCtx,
  input: NewChannel,
  manual: boolean,
  brought: SignedIn | null,
): Promise<string> {
  const usable = manual || brought !== null
  const standing = input.standing ?? 'ours'
  const state = input.state ?? (usable && standing === 'ours' ? 'active' : 'idea')
  const move = canMove({ from: 'idea', to: state, usable, standing, live: 0 })
  if (!move.ok) throw badInput('state', move.code, move.message)
  const id = tx.ids()
  await tx.db
    .insertInto('channel')
    .values({
      library_id: libraryOf(tx).id,
      id,
      network: input.network,
      name: input.name,
      handle: input.handle ?? '',
      url: input.url ?? null,
      state,
      standing,
      manual,
      role_address: input.roleAddress ?? null,
      paused_reason: null,
      created_at: tx.now,
      created_by: personOf(tx),
    })
    .execute()
  if (brought) await saveConnection(tx, adapterFor(tx, input.network), id, brought)
  tx.about({ kind: 'channel', id }, { network: input.network, manual })
  tx.say('channel.created', { kind: 'channel', id })
  return id
}
