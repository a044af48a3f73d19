/** What the library posts about: made, renamed, put in order, retired. Never deleted, since posts name them. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { lockOrder, placeAmong } from '#app/order.ts'
import { badInput, conflict, type Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { DEFAULT_AREAS } from './areas.defaults.ts'
import type { AreaChange, AreaInput, ContentArea } from './areas.input.ts'
import { areaOf } from './areas.view.ts'

/** King asks for two to four a team; with more than this nobody finds the one that she means. */
const AREAS_MAX = 50

/** @throws Problem bad-input at `name` (taken, too many). */
export async function createArea(ctx: Ctx, input: AreaInput): Promise<ContentArea> {
  need(ctx, 'library.change')
  return inTx(ctx, 'createContentArea', async (tx) => {
    await lockOrder(tx, 'content_area')
    const { n, last } = await standing(tx)
    if (n >= AREAS_MAX) throw tooMany(n)
    const { id } = await tx.db
      .insertInto('content_area')
      .values(made(tx, input.name, last + 1))
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch(named(input.name))
    if (input.position !== undefined) await place(tx, id, input.position)
    tx.about({ kind: 'area', id })
    tx.say('area.changed', { kind: 'area', id })
    return areaOf(tx, id)
  })
}

/** @throws Problem not-found; conflict with `current` if somebody changed it meanwhile; bad-input at the field. */
export async function updateArea(ctx: Ctx, input: { id: string } & AreaChange): Promise<ContentArea> {
  need(ctx, 'library.change')
  const { id, version, name, position, retired } = input
  return inTx(ctx, 'updateContentArea', async (tx) => {
    await lockOrder(tx, 'content_area')
    const before = await areaOf(tx, id)
    if (before.version !== version)
      throw conflict('Somebody changed this content area meanwhile. Here it is as it stands.', { current: before })
    const { n, last } = await standing(tx)
    const back = retired === false && before.retired
    if (back && n >= AREAS_MAX) throw tooMany(n)
    await tx.db
      .updateTable('content_area')
      .set({
        ...(name !== undefined && { name }),
        ...(retired !== undefined && { retired_at: retired ? sql<Date>`coalesce(retired_at, ${tx.now})` : null }),
        // Its old place was given away.
        ...(back && { position: last + 1 }),
        version: version + 1,
        updated_at: tx.now,
      })
      .where('id', '=', id)
      .execute()
      .catch(named(name ?? before.name))
    if (position !== undefined && !(retired ?? before.retired)) await place(tx, id, position)
    tx.about({ kind: 'area', id }, retired === undefined ? {} : { retired })
    tx.say('area.changed', { kind: 'area', id })
    return areaOf(tx, id)
  })
}

/** For a library that was just made. */
export async function addDefaultAreas(tx: TxCtx): Promise<void> {
  const rows = DEFAULT_AREAS.map((name, position) => made(tx, name, position))
  await tx.db.insertInto('content_area').values(rows).execute()
}

const made = (tx: TxCtx, name: string, position: number) => ({
  library_id: libraryOf(tx).id,
  name,
  position,
  created_at: tx.now,
  created_by: personOf(tx),
  updated_at: tx.now,
})

async function standing(tx: TxCtx): Promise<{ n: number; last: number }> {
  const { rows } = await sql<{ n: number; last: number }>`
    select count(*)::int as n, coalesce(max(position), -1)::int as last from content_area where retired_at is null`.execute(
    tx.db,
  )
  return rows[0]!
}

/** Among those that stand. */
const place = (tx: TxCtx, id: string, at: number): Promise<void> =>
  placeAmong(tx, 'content_area', id, at, { beside: sql`retired_at is null`, now: sql`position, id` })

const tooMany = (n: number) =>
  badInput('name', 'too-many', `There are ${n} content areas already. Retire one before you add another.`)

/** unique_violation: the one that two areas could clash in is the name. */
const named =
  (name: string) =>
  (error: Error & { code?: string }): never => {
    throw error.code === '23505' ? taken(name) : error
  }
const taken = (name: string): Problem => badInput('name', 'taken', `Another content area is called “${name}” already.`)
