/** Out, by a person's word: what it does to the row, to the parts after it, and to the post that it changed. */
import { sql } from 'kysely'
import type { TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import type { Native } from './native.view.ts'
import { tell } from './settle.ts'
import { storableJson } from './storable.ts'
import type { Taken } from './taken.view.ts'

/** @param seen what the network knows it by and since when, where it was found there; else a person tells at most an address */
export async function outByPerson(
  tx: TxCtx,
  row: Taken,
  url: string | null,
  line: Parameters<typeof tell>[2],
  seen: Pick<Native, 'remoteId' | 'ref' | 'publishedAt'> | null = null,
): Promise<void> {
  if (!seen && url !== null && !/^https?:\/\//i.test(url))
    throw badInput('url', 'shape', 'An address begins with https://.')
  await sql`update delivery set state = 'published', waiting_for = null, reason = null, url = ${url}, published_at = coalesce(${seen?.publishedAt ?? null}::timestamptz, released_at, app.now()),
    remote_id = coalesce(${seen?.remoteId ?? null}, remote_id), remote = coalesce(${seen?.ref ? storableJson(seen.ref) : null}::jsonb, remote), settled_by = 'person', next_at = null,
    lease_token = null, lease_until = null, version = version + 1, updated_at = app.now() where id = ${row.id}`.execute(
    tx.db,
  )
  await tell(tx, row.id, line)
  if (row.part < row.parts) await afterByHand(tx, row)
  if (row.kind !== 'post') await changedByHand(tx, row, url)
  tx.say('delivery.published', { kind: 'delivery', id: row.id, post: row.post_id, of: row.kind })
}

/** What it does to the post that it changed. What the network knows that post by stays: a person tells at most an address. */
async function changedByHand(tx: TxCtx, { id, kind }: { id: string; kind: string }, url: string | null): Promise<void> {
  const changed = sql`(select changes_id from delivery where id = ${id})`
  await (kind === 'remove'
    ? sql`update delivery set removed_at = app.now(), version = version + 1 where id = ${changed}`
    : sql`update delivery set url = coalesce(${url}, url), (post_version, payload, payload_digest) = (select post_version, payload, payload_digest from delivery where id = ${id}),
          version = version + 1 where id = ${changed}`
  ).execute(tx.db)
}

/** By hand the whole thread is posted at once from one kit. A connected network needs the address of this part to answer it. */
async function afterByHand(tx: TxCtx, row: Taken): Promise<void> {
  const rest = tx.db
    .updateTable('delivery')
    .where('post_id', '=', row.post_id)
    .where('channel_id', '=', row.channel_id)
    .where('language', 'is not distinct from', row.language)
    .where('part', '>', row.part)
    .where('state', '=', 'waiting')
  if (row.manual)
    await rest
      .set({
        state: 'published',
        waiting_for: null,
        published_at: tx.now,
        settled_by: 'person',
        next_at: null,
        updated_at: tx.now,
      })
      .execute()
  else {
    const stopped = await rest
      .where('part', '=', row.part + 1)
      .set({
        state: 'partly',
        waiting_for: null,
        reason: 'the part before was found by a person; say whether to go on',
        next_at: null,
        updated_at: tx.now,
      })
      .returning('id')
      .execute()
    for (const { id } of stopped) tx.say('delivery.partly', { kind: 'delivery', id, post: row.post_id })
  }
}
