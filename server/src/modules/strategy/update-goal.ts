import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { baselineColumns, checkNamed, refuse } from './create-goal.ts'
import { checkStated } from './goal.rules.ts'
import { statedGoal } from './goal.view.ts'
import { todayIn } from './known.view.ts'
import type { GoalChange, StatedGoal } from './strategy.input.ts'

/**
 * Changes what a goal says; what it said is kept as a version.
 * @throws Problem not-found; conflict with `current`; bad-input at the field
 */
export async function updateGoal(ctx: Ctx, id: string, { version, ...change }: GoalChange): Promise<StatedGoal> {
  need(ctx, 'library.change')
  return inTx(ctx, 'updateGoal', async (tx) => {
    const before = await lockedGoal(tx, id, version)
    if (before.closed) throw badInput('version', 'closed', 'This goal is closed. Open it again to change it.')
    const next = {
      per: before.per,
      baseline: change.baseline?.value ?? before.baseline.value,
      target: change.target ?? before.target,
      starts: change.starts ?? before.starts,
      due: change.due ?? before.due,
    }
    // A goal whose day has come may still get another name; only a new day must lie ahead.
    refuse(checkStated(next, change.due === undefined || change.due === before.due ? null : todayIn(tx).today))
    await checkNamed(tx, change)
    await keepVersion(tx, before)
    const { baseline, objective, owner, ...rest } = change
    await tx.db
      .updateTable('goal')
      .set({
        ...rest,
        ...(baseline && baselineColumns(baseline)),
        ...(objective !== undefined && { objective_id: objective }),
        ...(owner !== undefined && { owner_id: owner }),
        version: version + 1,
        updated_at: tx.now,
      })
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .execute()
    return told(tx, id, 'goal.changed', version + 1)
  })
}

/** Ends a goal, reached or not, with what was learned; its figures stop at that day. */
export async function closeGoal(ctx: Ctx, id: string, input: { version: number; reason: string }): Promise<StatedGoal> {
  need(ctx, 'library.change')
  return inTx(ctx, 'closeGoal', async (tx) => {
    const before = await lockedGoal(tx, id, input.version)
    if (before.closed) return before
    const by = personOf(tx)
    await setClosed(tx, id, input.version, { closed_at: tx.now, closed_by: by, closed_reason: input.reason })
    return told(tx, id, 'goal.closed', input.version + 1)
  })
}

export async function reopenGoal(ctx: Ctx, id: string, version: number): Promise<StatedGoal> {
  need(ctx, 'library.change')
  return inTx(ctx, 'reopenGoal', async (tx) => {
    const before = await lockedGoal(tx, id, version)
    if (!before.closed) return before
    await setClosed(tx, id, version, { closed_at: null, closed_by: null, closed_reason: null })
    return told(tx, id, 'goal.changed', version + 1)
  })
}

/** Locks it first, so that of two who change it at once the second sees what the first made of it. */
async function lockedGoal(tx: TxCtx, id: string, version: number): Promise<StatedGoal> {
  await tx.db
    .selectFrom('goal')
    .select('id')
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  const current = await statedGoal(tx, id)
  if (current.version !== version)
    throw conflict('Somebody changed this goal meanwhile. Here it is as it stands.', { current })
  return current
}

async function keepVersion(tx: TxCtx, goal: StatedGoal): Promise<void> {
  const { name, why, baseline, target, starts, due, objective, owner } = goal
  const stated: JsonObject = { name, why, baseline, target, starts, due, objective, owner: owner?.id ?? null }
  await tx.db
    .insertInto('goal_version')
    .values({
      library_id: libraryOf(tx).id,
      goal_id: goal.id,
      version: goal.version,
      stated: JSON.stringify(stated),
      at: tx.now,
      by_person: personOf(tx),
    })
    .execute()
}

const setClosed = (
  tx: TxCtx,
  id: string,
  version: number,
  set: { closed_at: Date | null; closed_by: string | null; closed_reason: string | null },
) =>
  tx.db
    .updateTable('goal')
    .set({ ...set, version: version + 1, updated_at: tx.now })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', id)
    .execute()

function told(tx: TxCtx, id: string, fact: string, version: number): Promise<StatedGoal> {
  tx.about({ kind: 'goal', id })
  tx.say(fact, { kind: 'goal', id, version })
  return statedGoal(tx, id)
}
