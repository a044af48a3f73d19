/** States a goal from where the library stands by its own figures, unless somebody says another baseline. */
import type { Ctx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { createGoal, type GoalInput } from '#modules/strategy/index.ts'
import type { GoalAnswer } from './goal.answers.ts'
import { baselineFor, goalOf } from './goal.view.ts'

/** @throws Problem bad-input at `baseline` where there is no figure to propose, else as `createGoal` */
export async function makeGoal(ctx: Ctx, input: GoalInput): Promise<GoalAnswer> {
  need(ctx, 'library.change')
  return inTx(ctx, 'makeGoal', async (tx) => {
    const baseline = input.baseline ?? (await proposed(tx, input))
    const { id } = await createGoal(tx, { ...input, baseline })
    tx.about({ kind: 'goal', id })
    return goalOf(tx, id)
  })
}

async function proposed(tx: Parameters<typeof baselineFor>[0], input: GoalInput) {
  const found = await baselineFor(tx, input)
  if (found.value === null)
    throw badInput(
      'baseline',
      'no-figures',
      `There is no figure of your own yet to begin from${found.on ? `; the first may be there on ${found.on}` : ''}. Write down where you stand today.`,
    )
  const { value, n, from, to } = found
  return { value, n, from, to, how: 'own' as const }
}
