/** The library's own strategic plan: made, changed, retired. Thin on purpose: enough that a goal can say what it serves. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { lockOrder, placeAmong } from '#app/order.ts'
import { badInput, conflict, notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { PlanKind } from '#db/schema/strategy.ts'
import { plansOf } from './plan.view.ts'
import type { Plan, PlanPartChange } from './strategy.input.ts'

/** Of one kind under one parent; a plan with more is a list that nobody follows. */
const PARTS_MAX = 100
const ABOVE: Record<PlanKind, PlanKind | null> = { plan: null, priority: 'plan', objective: 'priority' }

interface NewPart {
  kind: PlanKind
  of: string | null
  name: string
  starts?: string | null
  ends?: string | null
}

/** Answers all plans as they stand then. @throws Problem bad-input at `plan` or `priority` (unknown), `name` (too many), `ends` */
export async function createPlanPart(ctx: Ctx, part: NewPart): Promise<{ id: string; plans: Plan[] }> {
  need(ctx, 'library.change')
  const above = ABOVE[part.kind]
  checkDays(part.starts ?? null, part.ends ?? null)
  return inTx(ctx, `create${part.kind[0]!.toUpperCase()}${part.kind.slice(1)}`, async (tx) => {
    if (above) await needAbove(tx, above, part.of)
    const { rows } = await sql<{ n: number; last: number }>`
      select count(*)::int as n, coalesce(max(position), -1)::int as last from plan_part
      where library_id = ${libraryOf(tx).id} and kind = ${part.kind} and of_id is not distinct from ${part.of}::uuid and retired_at is null`.execute(
      tx.db,
    )
    const { n, last } = rows[0]!
    if (n >= PARTS_MAX) throw badInput('name', 'too-many', `There are ${n} already. Retire one before you add another.`)
    const { id } = await tx.db
      .insertInto('plan_part')
      .values({
        library_id: libraryOf(tx).id,
        kind: part.kind,
        of_id: part.of,
        words: part.name,
        starts: part.starts ?? null,
        ends: part.ends ?? null,
        position: last + 1,
        created_at: tx.now,
        created_by: personOf(tx),
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    tx.about({ kind: part.kind, id })
    tx.say('plan.changed', { kind: part.kind, id })
    return { id, plans: await plansOf(tx) }
  })
}

/** @throws Problem not-found; conflict with `current` if somebody changed it meanwhile; bad-input at the field. */
export async function updatePlanPart(
  ctx: Ctx,
  kind: PlanKind,
  id: string,
  { version, name, starts, ends, position, retired }: PlanPartChange,
): Promise<Plan[]> {
  need(ctx, 'library.change')
  if (kind !== 'plan' && (starts !== undefined || ends !== undefined))
    throw badInput(starts !== undefined ? 'starts' : 'ends', 'not-here', 'Only a plan has a first and a last day.')
  return inTx(ctx, 'updatePlanPart', async (tx) => {
    if (position !== undefined) await lockOrder(tx, 'plan_part')
    const row = await tx.db
      .selectFrom('plan_part')
      .selectAll()
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .where('kind', '=', kind)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound(kind)
    if (row.version !== version) {
      const { words, starts: from, ends: to } = row
      const current = {
        id,
        version: row.version,
        name: words,
        starts: from,
        ends: to,
        retired: row.retired_at !== null,
      }
      throw conflict('Somebody changed this meanwhile. Here it is as it stands.', { current })
    }
    checkDays(starts === undefined ? row.starts : starts, ends === undefined ? row.ends : ends)
    await tx.db
      .updateTable('plan_part')
      .set({
        ...(name !== undefined && { words: name }),
        ...(starts !== undefined && { starts }),
        ...(ends !== undefined && { ends }),
        ...(retired !== undefined && { retired_at: retired ? (row.retired_at ?? tx.now) : null }),
        version: version + 1,
        updated_at: tx.now,
      })
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .execute()
    if (position !== undefined) await place(tx, row, position)
    tx.about({ kind, id })
    tx.say('plan.changed', { kind, id })
    return plansOf(tx)
  })
}

/** Among those beside it, retired ones counted too. */
const place = (tx: TxCtx, { id, kind, of_id }: { id: string; kind: PlanKind; of_id: string | null }, at: number) =>
  placeAmong(tx, 'plan_part', id, at, {
    beside: sql`kind = ${kind} and of_id is not distinct from ${of_id}::uuid`,
    now: sql`position, id`,
  })

async function needAbove(tx: TxCtx, kind: PlanKind, id: string | null): Promise<void> {
  const row = await tx.db
    .selectFrom('plan_part')
    .select('id')
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw badInput(kind, 'not-found', `There is no such ${kind} in this library.`)
}
function checkDays(starts: string | null, ends: string | null): void {
  if (starts && ends && ends < starts)
    throw badInput('ends', 'before-start', `The plan would end (${ends}) before it begins (${starts}).`)
}
