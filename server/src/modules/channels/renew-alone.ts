/**
 * One renewal at a time for an account, over all processes: a refresh token is good once, and two that use it end the sign-in.
 * An advisory lock of the database names the account. It is given back with the connection, so that a killed process holds up nobody;
 * and it holds no row, so that a slow server keeps nobody from reading or changing the channel.
 */
import type { Account, Renewed } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { inTx, lockFor } from '#app/tx.ts'
import { ourClient } from './our-client.ts'

/** Each holds a database connection while a server answers: the pool has twelve, and people need some. */
const AT_ONCE = 3
/** Longer than one renewal may take, by its call's deadline. */
const PATIENCE = '20s'

interface Place {
  network: string
  channel: string
  connectedAt: Date
  open(tx: TxCtx, sealed: Buffer): JsonObject | null
  seal(tx: TxCtx, secret: JsonObject): Buffer
}

export const renewAlone = (
  ctx: Ctx,
  place: Place,
  inHand: () => JsonObject,
  work: Parameters<NonNullable<Account['renewAlone']>>[0],
): Promise<Renewed | null> =>
  oneOf(`${libraryOf(ctx).id}/${place.channel}`, async () => {
    const client = await ourClient(ctx, place.network)
    try {
      return await inTx({ ...ctx, tx: null }, 'renewSecret', async (tx) => {
        tx.about({ kind: 'channel', id: place.channel })
        await lock(tx, place.channel)
        const row = await stored(tx, place)
        // Signed out, or in anew, meanwhile: what is in hand is all that its holder knows, and is kept nowhere.
        const secret = (row && place.open(tx, row)) ?? inHand()
        const done = await work({ secret, client })
        if (done.secret && row) await keep(tx, place, done.secret)
        return done
      })
    } catch (error) {
      if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return null
      throw error
    }
  })
const LOCK_NOT_AVAILABLE = '55P03'

async function lock(tx: TxCtx, channel: string): Promise<void> {
  await sql`select set_config('lock_timeout', ${PATIENCE}, true)`.execute(tx.db)
  await lockFor(tx, `renew:${libraryOf(tx).id}:${channel}`)
}

/** Read after the lock: what the one before kept. null: this sign-in is over. */
async function stored(tx: TxCtx, { channel, connectedAt }: Place): Promise<Buffer | null> {
  const row = await tx.db
    .selectFrom('connection')
    .select('secret')
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .where('connected_at', '=', connectedAt)
    .executeTakeFirst()
  return row && row.secret.length > 0 ? row.secret : null
}

export async function keep(tx: TxCtx, place: Place, secret: JsonObject): Promise<void> {
  await tx.db
    .updateTable('connection')
    .set({ secret: place.seal(tx, secret) })
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', place.channel)
    // Meanwhile signed in anew, or out: then this one is stale.
    .where('connected_at', '=', place.connectedAt)
    .where((is) => is(is.fn<number>('octet_length', ['secret']), '>', 0))
    .execute()
}

const lines = new Map<string, Promise<unknown>>()
let free = AT_ONCE
const waiting: (() => void)[] = []

/** In this process in order, so that those who wait hold no connection. */
async function oneOf<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = lines.get(name) ?? Promise.resolve()
  const mine = before.then(() => bounded(work))
  const settled = mine.catch(() => {})
  lines.set(name, settled)
  void settled.then(() => lines.get(name) === settled && lines.delete(name))
  return mine
}

async function bounded<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1
  else await new Promise<void>((go) => waiting.push(go))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
}
