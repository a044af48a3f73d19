/** What a person decides about a delivery. Each is one transaction that locks the row and checks its state first. */
import { sql } from 'kysely'
import { type Ctx, personOf, type TxCtx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { PlannedTime } from '#db/schema/content.ts'
import { cancelFrom } from './changes.ts'
import { checkDue, passGate } from './gate.ts'
import { outByPerson } from './out-by-person.ts'
import type { FrozenPart } from './payload.ts'
import { lookAt } from './schedule.ts'
import { tell } from './settle.ts'
import { deedsOf, take } from './take.ts'
import type { Taken } from './taken.view.ts'

const verb = <T>(ctx: Ctx, name: string, id: string, work: (tx: TxCtx) => Promise<T>): Promise<T> =>
  inTx(ctx, name, async (tx) => {
    need(tx, 'posts.publish')
    tx.about({ kind: 'delivery', id })
    return work(tx)
  })

export const cancelDelivery = (ctx: Ctx, id: string): Promise<void> =>
  verb(ctx, 'cancelDelivery', id, async (tx) => {
    const row = await take(tx, id, 'cancel')
    if (row.kind === 'post') return cancelFrom(tx, row)
    await tx.db
      .updateTable('delivery')
      .set({
        state: 'cancelled',
        waiting_for: null,
        next_at: null,
        lease_token: null,
        lease_until: null,
        updated_at: tx.now,
      })
      .where('id', '=', id)
      .execute()
    tx.say('delivery.cancelled', { kind: 'delivery', id, post: row.post_id })
  })

/** A new moment. Also the way on for what is held: it never fires by itself (sender.md, 12). */
export const moveDelivery = (
  ctx: Ctx,
  id: string,
  input: { dueAt: Date; planned: PlannedTime | null },
): Promise<void> =>
  verb(ctx, 'moveDelivery', id, async (tx) => {
    const row = await take(tx, id, 'move')
    await setDue(tx, row, input.dueAt, input.planned)
  })

export const publishNow = (ctx: Ctx, id: string): Promise<void> =>
  verb(ctx, 'publishDeliveryNow', id, async (tx) => {
    const row = await take(tx, id, 'publishNow')
    await setDue(tx, row, tx.now, null)
  })

/** The same again, after a refusal whose cause was mended. */
export const retryDelivery = (ctx: Ctx, id: string): Promise<void> =>
  verb(ctx, 'retryDelivery', id, async (tx) => {
    const row = await take(tx, id, 'retry')
    await setDue(tx, row, tx.now, null)
  })

/** Goes on with a thread that stopped in the middle. @throws Problem conflict where the part before cannot be answered. */
export const continueThread = (ctx: Ctx, id: string): Promise<void> =>
  verb(ctx, 'continueThread', id, async (tx) => {
    const row = await take(tx, id, 'continue')
    const before = await tx.db
      .selectFrom('delivery')
      .select('remote')
      .where('post_id', '=', row.post_id)
      .where('channel_id', '=', row.channel_id)
      .where('language', 'is not distinct from', row.language)
      .where('part', '=', row.part - 1)
      .where('kind', '=', 'post')
      .where('state', '=', 'published')
      .executeTakeFirst()
    // Found by a person: we have its address, not what the network knows it by, and the next part would stand alone.
    if (!before?.remote) {
      const can = deedsOf(tx, row).filter((deed) => deed !== 'continue')
      throw conflict(
        `The part before was found by a person, so this one cannot be made an answer to it. Leave the thread as it is${can.includes('remove') ? ', or remove it' : ''}.`,
        { state: row.state, can },
      )
    }
    await setDue(tx, row, tx.now, null)
  })

/** Leaves a thread as it is: what is out stays, the rest will not go out. */
export const leaveThread = (ctx: Ctx, id: string): Promise<void> =>
  verb(ctx, 'leaveThread', id, async (tx) => cancelFrom(tx, await take(tx, id, 'leave')))

async function setDue(tx: TxCtx, row: Taken, dueAt: Date, planned: PlannedTime | null): Promise<void> {
  const channel = (await passGate(tx, [row.channel_id])).get(row.channel_id)!
  checkDue(tx, dueAt, row.no_use_after)
  const nextAt = row.waiting_for === 'part' ? null : lookAt(tx, dueAt, row.payload as FrozenPart, !channel.manual)
  const whole = {
    due_at: dueAt,
    planned_date: planned?.date ?? null,
    planned_time: planned?.time ?? null,
    planned_zone: planned?.zone ?? null,
    updated_at: tx.now,
  }
  await tx.db
    .updateTable('delivery')
    .set({
      ...whole,
      state: row.waiting_for === 'part' ? 'waiting' : 'scheduled',
      waiting_for: row.waiting_for === 'part' ? 'part' : null,
      reason: null,
      field: null,
      next_at: nextAt,
      // Prepared for the former moment.
      prepared: null,
      prepared_digest: null,
      tries: 0,
      claimed_by: null,
      claimed_at: null,
      lease_token: null,
      lease_until: null,
      version: sql`version + 1`,
    })
    .where('id', '=', row.id)
    .execute()
  // The parts that wait for this one keep its moment, so that lateness is counted from it.
  await tx.db
    .updateTable('delivery')
    .set(whole)
    .where('post_id', '=', row.post_id)
    .where('channel_id', '=', row.channel_id)
    .where('language', 'is not distinct from', row.language)
    .where('part', '>', row.part)
    .where('state', '=', 'waiting')
    .where('waiting_for', '=', 'part')
    .execute()
  tx.say('delivery.scheduled', { kind: 'delivery', id: row.id, post: row.post_id })
  tx.wakeSender()
}

/** A person's word on an unknown outcome: "it is there" with its address, or "it is not there". */
export const settleDelivery = (
  ctx: Ctx,
  id: string,
  input: { is: 'out' | 'not-out'; url: string | null },
): Promise<void> =>
  verb(ctx, 'settleDelivery', id, async (tx) => {
    const row = await takeToSettle(tx, id)
    const line = {
      step: 'person' as const,
      at: tx.now,
      outcome: input.is === 'out' ? 'a person saw it' : 'a person looked: it is not there',
      byPerson: personOf(ctx),
    }
    if (input.is === 'out') return outByPerson(tx, row, input.url, line)
    await tx.db
      .updateTable('delivery')
      .set({
        state: row.part > 1 ? 'partly' : 'held',
        reason: 'not-out',
        next_at: null,
        lease_token: null,
        lease_until: null,
        updated_at: tx.now,
        version: sql`version + 1`,
      })
      .where('id', '=', id)
      .execute()
    await tell(tx, id, line)
    tx.say('delivery.settled', { kind: 'delivery', id, post: row.post_id })
  })

/** "I am posting this": so that two people don't post it twice. */
export const claimByHand = (ctx: Ctx, id: string): Promise<void> =>
  verb(ctx, 'claimDelivery', id, async (tx) => {
    const row = await take(tx, id, 'claim')
    const me = personOf(ctx)
    if (row.claimed_by && row.claimed_by !== me)
      throw conflict('Somebody else is posting this.', { claimedBy: row.claimed_by })
    await tx.db
      .updateTable('delivery')
      .set({ claimed_by: me, claimed_at: tx.now, updated_at: tx.now, version: sql`version + 1` })
      .where('id', '=', id)
      .execute()
    tx.say('delivery.changed', { kind: 'delivery', id, post: row.post_id })
  })

/** "Done, here is the address." */
export const doneByHand = (ctx: Ctx, id: string, input: { url: string | null }): Promise<void> =>
  verb(ctx, 'markDeliveryDone', id, async (tx) => {
    const row = await takeToFinish(tx, id)
    await outByPerson(tx, row, input.url, {
      step: 'person',
      at: tx.now,
      outcome: 'posted by hand',
      byPerson: personOf(ctx),
    })
  })

/** Locked, for a person's word on an unknown outcome. @throws Problem conflict while it is looked for */
export async function takeToSettle(tx: TxCtx, id: string): Promise<Taken> {
  const row = await take(tx, id, 'settle')
  if (row.lease_until && row.lease_until > tx.now)
    throw conflict('It is being looked for just now. Try again in a moment.', { state: row.state })
  return row
}

/** Locked, for "done". @throws Problem conflict where somebody else said that she is posting it */
export async function takeToFinish(tx: TxCtx, id: string): Promise<Taken> {
  const row = await take(tx, id, 'done')
  if (row.claimed_by && row.claimed_by !== personOf(tx))
    throw conflict('Somebody else is posting this. Ask whether it is out.', { claimedBy: row.claimed_by })
  return row
}
