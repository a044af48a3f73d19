/** A channel's account as an adapter gets it. The only file that opens a connection's secret. */
import type { Account } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { inTx, look, type Statement } from '#app/tx.ts'
import { VaultTrouble } from '#app/vault.ts'
import type { ConnectionState } from '#db/schema/channels.ts'
import { libraryRow } from './library.view.ts'
import { isLocal } from './network.ts'
import { keep, renewAlone } from './renew-alone.ts'

const place = (channel: string) => `connection:${channel}`
export const sealSecret = (ctx: Ctx, channel: string, secret: JsonObject): Buffer =>
  ctx.vault.seal(secret, place(channel))

export interface AccountRow {
  network: string
  manual: boolean
  server: string | null
  account_id: string | null
  handle: string | null
  secret: Buffer | null
  told: JsonObject | null
  connected_at: Date | null
}
/** What `accountFrom` needs, as a statement of its own, so that the sender can ask for it together with others. */
export const accountRow = (library: string, channel: string): Statement<AccountRow> => sql`/* kept:account-row */
  select c.network, c.manual, n.server, n.account_id, n.handle, n.secret, n.told, n.connected_at
  from (select * from channel where library_id = ${library} and id = ${channel} offset 0) c
  left join connection n on n.library_id = c.library_id and n.channel_id = c.id`

/** The same for several channels, each with its id. */
export const accountRows = (
  library: string,
  channels: string[],
): Statement<AccountRow & { channel: string }> => sql`/* kept:account-rows */
  select c.id as channel, c.network, c.manual, n.server, n.account_id, n.handle, n.secret, n.told, n.connected_at
  from unnest(${channels}::uuid[]) asked (channel)
  cross join lateral (select * from channel where library_id = ${library} and id = asked.channel offset 0) c
  left join lateral (select * from connection where library_id = ${library} and channel_id = asked.channel offset 0) n on true`

/**
 * The account with its secret in the clear; null for a channel that is not connected (or posted to by hand), also where the
 * secret does not open with the key that is here (a restore without the key folder): then it is as good as none.
 * Our own page has one without a server, whose id is the library's; `told.channel` names its channel.
 * `keep` waits for a row that a transaction may hold, so it is called outside of it.
 */
export async function accountFrom(ctx: Ctx, channel: string, row: AccountRow): Promise<Account | null> {
  const adapter = ctx.networks.get(row.network)
  if (row.manual || !adapter) return null
  if (isLocal(adapter)) {
    const { id, handle } = await look(ctx, libraryRow)
    return { server: '', id, handle, secret: {}, told: { channel }, keep: async () => {} }
  }
  if (!row.secret || row.secret.length === 0) return null
  const secret = opened(ctx, row.secret, channel)
  if (!secret) return null
  const outside: Ctx = { ...ctx, tx: null }
  const at = {
    network: row.network,
    channel,
    connectedAt: row.connected_at!,
    open: (tx: Ctx, sealed: Buffer) => opened(tx, sealed, channel),
    seal: (tx: Ctx, secret: JsonObject) => sealSecret(tx, channel, secret),
  }
  const account: Account = {
    server: row.server!,
    id: row.account_id!,
    handle: row.handle!,
    secret,
    told: row.told ?? {},
    // In a transaction of its own: the network has renewed its secret whatever becomes of what we were doing.
    keep: (secret) =>
      inTx(outside, 'keepSecret', async (tx) => {
        tx.about({ kind: 'channel', id: channel })
        await keep(tx, at, secret)
      }),
    renewAlone: (work) => renewAlone(outside, at, () => account.secret, work),
  }
  return account
}

export async function accountOf(tx: TxCtx, channel: string): Promise<Account | null> {
  const found = await accountRow(libraryOf(tx).id, channel).execute(tx.db)
  return found.rows[0] ? accountFrom({ ...tx, tx }, channel, found.rows[0]) : null
}

function opened(tx: Ctx, sealed: Buffer, channel: string): JsonObject | null {
  try {
    return tx.vault.open(sealed, place(channel))
  } catch (error) {
    if (!(error instanceof VaultTrouble)) throw error
    tx.log.error('the sign-in of a channel does not open with the encryption key that is here', { channel })
    return null
  }
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
