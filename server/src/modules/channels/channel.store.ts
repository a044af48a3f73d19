/** Reads and writes of channel, connection and remote_account. */
import type { Adapter, Health } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { conflict, notFound } from '#app/problem.ts'
import type { ConnectionState } from '#db/schema/channels.ts'
import { sealSecret } from './accounts.ts'
import { claimOf } from './channel.rules.ts'

/** What a successful sign-in brought. */
export interface SignedIn {
  server: string
  health: Health
  secret: JsonObject
}

/** The row, locked until the transaction ends. @throws Problem not-found. */
export async function lockChannel(tx: TxCtx, id: string) {
  const row = await tx.db
    .selectFrom('channel')
    .selectAll()
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('channel')
  return row
}

/** Whose channel and account an id is; null where it never was connected. */
const connectionOf = (tx: TxCtx, channel: string) =>
  tx.db
    .selectFrom('connection')
    .select(['server', 'account_id', 'handle', 'state', 'checked_at'])
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .executeTakeFirst()

/**
 * Keeps what a sign-in brought. The account must be free in the whole installation, and the same as before if there was one.
 * @throws Problem conflict, code `taken` or `other-account`.
 */
export async function saveConnection(tx: TxCtx, adapter: Adapter, channel: string, brought: SignedIn): Promise<void> {
  const { account, told } = brought.health
  const before = await connectionOf(tx, channel)
  if (
    before &&
    (before.account_id !== account.id ||
      claimOf({ server: before.server, id: account.id }).server !==
        claimOf({ server: brought.server, id: account.id }).server)
  )
    throw conflict(
      `This channel belongs to ${before.handle}; that was ${account.handle}. Sign in with the same account, or add another channel.`,
      { code: 'other-account' },
    )
  await claim(tx, adapter, channel, { server: brought.server, id: account.id })
  const values = {
    server: brought.server,
    account_id: account.id,
    handle: account.handle,
    secret: sealSecret(tx, channel, brought.secret),
    told: JSON.stringify(told),
    state: 'well' as ConnectionState,
    state_detail: null,
    checked_at: tx.now,
    connected_by: personOf(tx),
    connected_at: tx.now,
  }
  await tx.db
    .insertInto('connection')
    .values({ library_id: libraryOf(tx).id, channel_id: channel, ...values })
    .onConflict((it) => it.columns(['library_id', 'channel_id']).doUpdateSet(values))
    .execute()
  await tx.db
    .updateTable('channel')
    .set((is) => ({
      handle: account.handle,
      url: webAddress(account.url),
      manual: false,
      version: is('version', '+', 1),
    }))
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', channel)
    .execute()
  tx.say('channel.connected', { kind: 'channel', id: channel })
  if (before && before.state !== 'well') tx.say('channel.well', { kind: 'channel', id: channel })
  tx.wakeSender()
}

/** One account, one channel, in all libraries together. Where else it is connected is told only within the same library. */
async function claim(
  tx: TxCtx,
  adapter: Adapter,
  channel: string,
  account: { server: string; id: string },
): Promise<void> {
  const key = { network: adapter.facts.network, ...claimOf(account) }
  const mine = await tx.db
    .insertInto('remote_account')
    .values({ ...key, library_id: libraryOf(tx).id, channel_id: channel })
    .onConflict((it) => it.doNothing())
    .returning('channel_id')
    .executeTakeFirst()
  if (mine) return
  const holder = await tx.db
    .selectFrom('remote_account')
    .select(['library_id', 'channel_id'])
    .where('network', '=', key.network)
    .where('server', '=', key.server)
    .where('account_id', '=', key.account_id)
    .executeTakeFirst()
  if (holder?.library_id === libraryOf(tx).id && holder.channel_id === channel) return
  const here = holder?.library_id === libraryOf(tx).id ? await nameOf(tx, holder.channel_id) : null
  throw conflict(
    here === null
      ? 'This account is connected to Shelftalker already. An account belongs to one channel, so that nothing goes out twice.'
      : `This account is connected already: it is the channel “${here}”.`,
    { code: 'taken', ...(here !== null && { channel: holder!.channel_id }) },
  )
}

const nameOf = async (tx: TxCtx, id: string) =>
  (
    await tx.db
      .selectFrom('channel')
      .select('name')
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .executeTakeFirst()
  )?.name ?? null

/** The secret goes, the account's name stays: only the same account may come back. Others may take the account meanwhile. */
export async function forgetSecret(tx: TxCtx, channel: string, detail: string): Promise<void> {
  await tx.db
    .updateTable('connection')
    .set({ secret: Buffer.alloc(0), state: 'sign-in-again', state_detail: detail, checked_at: tx.now })
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .execute()
  await tx.db
    .deleteFrom('remote_account')
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .execute()
}

/** An address from outside that may stand in a link on a page; null if it is none. */
export function webAddress(url: string | null): string | null {
  const parsed = url === null ? null : URL.parse(url)
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : null
}
