/** The places of a library: made, changed, retired. Never deleted, since posts and closings name them. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { lockOrder, placeAmong } from '#app/order.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { Branch, BranchChange, BranchInput } from './branches.input.ts'
import { branchOf } from './branches.view.ts'
import { checkZone } from './make-library.ts'

/** More would not fit a screen on which somebody chooses half asleep; the largest systems have about 100. */
export const BRANCHES_MAX = 300

/** @throws Problem bad-input at `zone`, `handle` (shape, taken) or `name` (too many). */
export async function createBranch(ctx: Ctx, input: BranchInput): Promise<Branch> {
  need(ctx, 'library.change')
  if (input.zone !== null) checkZone(input.zone, 'zone')
  const handle = input.handle ?? handleFrom(input.name)
  checkHandle(handle)
  return inTx(ctx, 'createBranch', async (tx) => {
    if (input.position !== undefined) await lockOrder(tx, 'branch')
    const { rows } = await sql<{ n: number; last: number }>`
      select count(*)::int as n, coalesce(max(position), -1)::int as last from branch`.execute(tx.db)
    if (rows[0]!.n >= BRANCHES_MAX)
      throw badInput('name', 'too-many', `A library holds up to ${BRANCHES_MAX} branches.`)
    const made = await tx.db
      .insertInto('branch')
      .values({
        library_id: libraryOf(tx).id,
        handle,
        name: input.name,
        zone: input.zone,
        address: input.address,
        position: rows[0]!.last + 1,
        created_at: tx.now,
        created_by: personOf(tx),
        updated_at: tx.now,
      })
      .onConflict((clash) => clash.columns(['library_id', 'handle']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) throw taken(handle)
    if (input.position !== undefined) await place(tx, made.id, input.position)
    tx.about({ kind: 'branch', id: made.id })
    tx.say('branch.created', { kind: 'branch', id: made.id })
    return branchOf(tx, made.id)
  })
}

/** @throws Problem not-found; conflict with `current` if somebody changed it meanwhile; bad-input at the field. */
export async function updateBranch(ctx: Ctx, input: { id: string } & BranchChange): Promise<Branch> {
  need(ctx, 'library.change')
  const { id, version, retired, position, ...rest } = input
  if (rest.zone) checkZone(rest.zone, 'zone')
  if (rest.handle !== undefined) checkHandle(rest.handle)
  return inTx(ctx, 'updateBranch', async (tx) => {
    if (position !== undefined) await lockOrder(tx, 'branch')
    const done = await tx.db
      .updateTable('branch')
      .set({
        ...rest,
        ...(retired !== undefined && { retired_at: retired ? sql<Date>`coalesce(retired_at, ${tx.now})` : null }),
        version: version + 1,
        updated_at: tx.now,
      })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
      .catch((error: Error & { code?: string }) => {
        // unique_violation: the one that two branches could clash in is the handle
        throw error.code === '23505' ? taken(rest.handle ?? '') : error
      })
    const current = await branchOf(tx, id)
    if (!done) throw conflict('Somebody changed this branch meanwhile. Here it is as it stands.', { current })
    if (position !== undefined) await place(tx, id, position)
    tx.about({ kind: 'branch', id }, retired === undefined ? {} : { retired })
    tx.say('branch.changed', { kind: 'branch', id })
    return position === undefined ? current : branchOf(tx, id)
  })
}

/** Among those that stand. */
const place = (tx: TxCtx, id: string, at: number): Promise<void> =>
  placeAmong(tx, 'branch', id, at, { beside: sql`retired_at is null`, now: sql`position, name, id` })

/** “Wharf Street” → wharf-street. Letters of other scripts leave nothing; then it is asked for. */
export const handleFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')

function checkHandle(handle: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(handle))
    throw badInput('handle', 'shape', 'Small letters, digits and hyphens, up to 63, beginning with a letter or digit.')
}
const taken = (handle: string) => badInput('handle', 'taken', `Another branch is called “${handle}” already.`)
