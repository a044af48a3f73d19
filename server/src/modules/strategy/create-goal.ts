import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { channelsFor } from '#modules/channels/index.ts'
import { type Checked, checkScope, checkStated } from './goal.rules.ts'
import { statedGoal } from './goal.view.ts'
import { isObjective, isOwner, todayIn } from './known.view.ts'
import type { Baseline, GoalInput, StatedGoal } from './strategy.input.ts'

/** More than anybody can keep an eye on; the tree stays one screenful to load. */
const GOALS_MAX = 200

/** @throws Problem bad-input at each field that cannot stand. */
export async function createGoal(ctx: Ctx, input: GoalInput & { baseline: Baseline }): Promise<StatedGoal> {
  need(ctx, 'library.change')
  return inTx(ctx, 'createGoal', async (tx) => {
    const { measure, per } = await scopeOf(tx, input)
    const { today } = todayIn(tx)
    const starts = input.starts ?? today
    const { baseline, target, due, objective } = input
    refuse(checkStated({ per, baseline: baseline.value, target, starts, due }, today))
    await checkNamed(tx, input)
    const { n } = await tx.db
      .selectFrom('goal')
      .select(tx.db.fn.countAll<number>().as('n'))
      .where('library_id', '=', libraryOf(tx).id)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (n >= GOALS_MAX)
      throw badInput('measure', 'too-many', `There are ${n} open goals. Close one before you make another.`)
    const me = personOf(tx)
    const { id } = await tx.db
      .insertInto('goal')
      .values({
        library_id: libraryOf(tx).id,
        measure: measure.measure,
        per,
        channel_id: input.channel,
        objective_id: objective,
        name: input.name,
        why: input.why,
        ...baselineColumns(baseline),
        target,
        starts,
        due,
        owner_id: input.owner === undefined ? me : input.owner,
        created_at: tx.now,
        created_by: me,
        updated_at: tx.now,
        closed_by: null,
        closed_reason: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    tx.about({ kind: 'goal', id })
    tx.say('goal.created', { kind: 'goal', id, version: 1 })
    return statedGoal(tx, id)
  })
}

/** @throws Problem bad-input at `measure`, `per` or `channel`. */
export async function scopeOf(
  tx: TxCtx,
  { measure, per, channel: id }: Pick<GoalInput, 'measure' | 'per' | 'channel'>,
): Promise<Checked> {
  const [channel] = id === null ? [] : await channelsFor(tx, [id])
  if (id !== null && !channel) throw badInput('channel', 'not-found', 'There is no such channel in this library.')
  const scope = channel
    ? {
        name: channel.name,
        network: channel.network,
        networkName: channel.facts.name,
        read: !channel.manual && channel.facts.can.measure === true,
      }
    : null
  const checked = checkScope({ measure, per, channel: scope })
  if ('path' in checked) throw refusal([checked])
  return checked
}

export async function checkNamed(
  tx: TxCtx,
  { objective, owner }: { objective?: string | null | undefined; owner?: string | null | undefined },
): Promise<void> {
  if (objective && !(await isObjective(tx, objective)))
    throw badInput('objective', 'not-found', 'There is no such objective in this library.')
  if (owner && !(await isOwner(tx, owner)))
    throw badInput('owner', 'not-found', 'This person does not belong to the library.')
}

export const baselineColumns = (baseline: Baseline) => ({
  baseline: baseline.value,
  baseline_n: baseline.n,
  baseline_from: baseline.from,
  baseline_to: baseline.to,
  baseline_how: baseline.how,
})

const refusal = (fields: Problem['fields']) =>
  new Problem('bad-input', fields.map((one) => one.message).join(' '), { fields })
export function refuse(fields: Problem['fields']): void {
  if (fields.length > 0) throw refusal(fields)
}
