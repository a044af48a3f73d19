/** A channel's account as an adapter gets it. The only file that opens a connection's secret. */
import type { Account } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { inTx } from '#app/tx.ts'
import type { ConnectionState } from '#db/schema/channels.ts'
import { libraryRow } from './library.view.ts'
import { isLocal } from './network.ts'

const place = (channel: string) => `connection:${channel}`
export const sealSecret = (ctx: Ctx, channel: string, secret: JsonObject): Buffer =>
  ctx.vault.seal(secret, place(channel))

/**
 * The account with its secret in the clear; null for a channel that is not connected (or posted to by hand).
 * Our own page has one without a server, whose id is the library's; `told.channel` names its channel.
 * `keep` waits for a row that this transaction may hold, so it is called outside of it.
 */
export async function accountOf(tx: TxCtx, channel: string): Promise<Account | null> {
  const row = await tx.db
    .selectFrom('channel')
    .leftJoin('connection', (join) =>
      join.onRef('connection.library_id', '=', 'channel.library_id').onRef('connection.channel_id', '=', 'channel.id'),
    )
    .select([
      'network',
      'manual',
      'server',
      'account_id',
      'connection.handle as handle',
      'secret',
      'told',
      'connected_at',
    ])
    .where('channel.library_id', '=', libraryOf(tx).id)
    .where('channel.id', '=', channel)
    .executeTakeFirst()
  const adapter = row && tx.networks.get(row.network)
  if (!row || row.manual || !adapter) return null
  if (isLocal(adapter)) {
    const { id, handle } = await libraryRow(tx)
    return { server: '', id, handle, secret: {}, told: { channel }, keep: async () => {} }
  }
  if (!row.secret || row.secret.length === 0) return null
  return {
    server: row.server!,
    id: row.account_id!,
    handle: row.handle!,
    secret: tx.vault.open(row.secret, place(channel)),
    told: row.told ?? {},
    keep: (secret) => keep({ ...tx, tx: null }, channel, row.connected_at!, secret),
  }
}

/** In a transaction of its own: the network has renewed its secret whatever becomes of what we were doing. */
async function keep(ctx: Ctx, channel: string, connectedAt: Date, secret: JsonObject): Promise<void> {
  await inTx(ctx, 'keepSecret', async (tx) => {
    tx.about({ kind: 'channel', id: channel })
    await tx.db
      .updateTable('connection')
      .set({ secret: sealSecret(tx, channel, secret) })
      .where('library_id', '=', libraryOf(tx).id)
      .where('channel_id', '=', channel)
      // Meanwhile signed in anew, or out: then this one is stale.
      .where('connected_at', '=', connectedAt)
      .where((is) => is(is.fn<number>('octet_length', ['secret']), '>', 0))
      .execute()
  })
}

/** Notes how the connection stands. A change is said once: `channel.well`, `channel.sign-in-again`, `channel.unreachable`. */
export async function markConnection(
  tx: TxCtx,
  channel: string,
  state: ConnectionState,
  detail: string | null,
): Promise<void> {
  const before = await tx.db
    .selectFrom('connection')
    .select('state')
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .forUpdate()
    .executeTakeFirst()
  if (!before) return
  await tx.db
    .updateTable('connection')
    .set({ state, state_detail: state === 'well' ? null : detail, checked_at: tx.now })
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .execute()
  if (before.state === state) return
  tx.say(`channel.${state}`, { kind: 'channel', id: channel })
  if (state === 'well') tx.wakeSender()
}
