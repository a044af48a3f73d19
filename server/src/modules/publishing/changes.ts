/** Edits and removals of what is out: acts of their own, through the same machine. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { passGate } from './gate.ts'
import { digestOfPayload, type FrozenPart } from './payload.ts'
import type { Scheduled } from './schedule.ts'
import { take } from './take.ts'

/** @throws Problem conflict where the network cannot edit, or a change of it is under way. */
export async function scheduleEdit(
  tx: TxCtx,
  input: { delivery: string; version: number; part: FrozenPart },
): Promise<Scheduled> {
  return change(tx, input.delivery, 'edit', input.version, input.part)
}

export const removeDelivery = (ctx: Ctx, id: string): Promise<Scheduled> =>
  inTx(ctx, 'removeDelivery', (tx) => change(tx, id, 'remove', null, null))

async function change(
  tx: TxCtx,
  id: string,
  kind: 'edit' | 'remove',
  version: number | null,
  part: FrozenPart | null,
): Promise<Scheduled> {
  const row = await take(tx, id, kind)
  const channels = await passGate(tx, [row.channel_id])
  const channel = channels.get(row.channel_id)!
  const payload = part ?? (row.payload as FrozenPart)
  const under = await tx.db
    .selectFrom('delivery')
    .select('id')
    .where('changes_id', '=', id)
    .where('state', 'not in', ['published', 'cancelled', 'refused'])
    .executeTakeFirst()
  if (under) throw conflict('A change of this is under way.', { delivery: under.id })
  const made = tx.ids()
  await tx.db
    .insertInto('delivery')
    .values({
      library_id: libraryOf(tx).id,
      id: made,
      kind,
      origin: 'app',
      post_id: row.post_id,
      post_version: version ?? row.post_version,
      channel_id: row.channel_id,
      language: row.language,
      part: 1,
      parts: 1,
      changes_id: id,
      title: row.title,
      state: 'scheduled',
      due_at: tx.now,
      next_at: tx.now,
      payload: JSON.stringify(payload),
      payload_digest: digestOfPayload(payload),
      key: (channel.manual ? null : tx.networks.get(channel.network)?.publish?.keyFor(made)) ?? made,
      created_at: tx.now,
      created_by: personOf(tx),
      updated_at: tx.now,
    })
    .execute()
  tx.about({ kind: 'delivery', id }, { kind })
  tx.say('delivery.scheduled', { kind: 'delivery', id: made, post: row.post_id })
  tx.wakeSender()
  return { id: made, channel: row.channel_id, state: 'scheduled', dueAt: tx.now, part: 1, parts: 1 }
}

/** Removes what is out of a thread that stopped, the last part first, and lets the rest go. */
export const removeStopped = (ctx: Ctx, id: string): Promise<void> =>
  inTx(ctx, 'removeDelivery', async (tx) => {
    const row = await take(tx, id, 'remove')
    await cancelFrom(tx, row)
    const out = await tx.db
      .selectFrom('delivery')
      .select(['id'])
      .where('post_id', '=', row.post_id)
      .where('channel_id', '=', row.channel_id)
      .where('language', 'is not distinct from', row.language)
      .where('kind', '=', 'post')
      .where('state', '=', 'published')
      .where('removed_at', 'is', null)
      .orderBy('part', 'desc')
      .execute()
    for (const one of out) await change(tx, one.id, 'remove', null, null)
    tx.about({ kind: 'delivery', id })
  })

/** This part and all after it will not go out. */
export async function cancelFrom(
  tx: TxCtx,
  row: { id: string; post_id: string | null; channel_id: string; language: string | null; part: number },
): Promise<void> {
  await sql`update delivery set state = 'cancelled', waiting_for = null, next_at = null, lease_token = null, lease_until = null, version = version + 1, updated_at = app.now()
    where post_id = ${row.post_id} and channel_id = ${row.channel_id} and language is not distinct from ${row.language} and kind = 'post' and part >= ${row.part} and state not in ('published', 'cancelled', 'releasing', 'unknown')`.execute(
    tx.db,
  )
  tx.say('delivery.cancelled', { kind: 'delivery', id: row.id, post: row.post_id })
}
