/**
 * `Idempotency-Key` on a POST, honoured for 24 hours: the key's row, the work and the answer are one transaction, so there is no moment at
 * which the work is done and the key is not. A second request waits for the first one's row and then gets the first answer.
 */
import { createHash } from 'node:crypto'
import type { Json } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { conflict, Problem } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'

export interface Done {
  status: number
  body: Json
}
const KEPT_HOURS = 24

export async function once(
  ctx: Ctx,
  key: string,
  route: string,
  input: unknown,
  secret: boolean,
  work: (tx: TxCtx) => Promise<Done>,
): Promise<Done & { replayed: boolean }> {
  if (key.length < 8 || key.length > 200)
    throw new Problem('bad-input', 'Idempotency-Key must have 8 to 200 characters.', {
      fields: [{ path: 'Idempotency-Key', code: 'length', message: '8 to 200 characters.' }],
    })
  const library_id = libraryOf(ctx).id
  const digest = createHash('sha256').update(JSON.stringify(input)).digest()
  return inTx(ctx, 'idempotency', async (tx) => {
    const mine = await tx.db
      .insertInto('idempotency')
      .values({ library_id, key, route, digest })
      .onConflict((it) => it.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!mine) return replay(tx, key, route, digest)
    const done = await work({ ...tx, tx })
    await tx.db
      .updateTable('idempotency')
      .set({ status: done.status, body: secret || done.status === 204 ? null : JSON.stringify(done.body) })
      .where('key', '=', key)
      .where('route', '=', route)
      .execute()
    return { ...done, replayed: false }
  })
}

async function replay(tx: TxCtx, key: string, route: string, digest: Buffer): Promise<Done & { replayed: true }> {
  const row = await tx.db
    .selectFrom('idempotency')
    .selectAll()
    .where('key', '=', key)
    .where('route', '=', route)
    .executeTakeFirst()
  if (!row || row.status === null) throw conflict('A request with this Idempotency-Key is under way.')
  if (!row.digest.equals(digest))
    throw conflict('This Idempotency-Key was used for a different request.', { code: 'key-reused' })
  if (row.body === null && row.status !== 204)
    throw conflict('This was done already; its answer held a secret, which is not kept.', { code: 'answer-not-kept' })
  return { status: row.status, body: row.body, replayed: true }
}

/** Recurring: forgets keys that are past their time. Per library, since row-level security sees one at a time. */
export const forgetOldKeys = (tx: TxCtx) =>
  sql`delete from idempotency where created_at < app.now() - make_interval(hours => ${KEPT_HOURS})`.execute(tx.db)

/**
 * Answers that name somebody who is made anonymous are not kept either. The keys stay, so that nothing is done a second time.
 * @param words that tell who it is: her id, name and addresses
 */
export const forgetAnswers = (tx: TxCtx, words: string[]) =>
  sql`update idempotency set body = null where library_id = ${libraryOf(tx).id} and exists (
    select from unnest(${words.map((word) => JSON.stringify(word).slice(1, -1).toLowerCase())}::text[]) word
    where strpos(lower(body::text), word) > 0)`.execute(tx.db)
