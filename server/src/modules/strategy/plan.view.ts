import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import type { Plan } from './strategy.input.ts'

export const listPlans = (ctx: Ctx): Promise<Plan[]> => look(ctx, plansOf)

/** The plans as trees, each part in its own order; retired ones too, since goals may serve them. One query. */
export async function plansOf(tx: TxCtx): Promise<Plan[]> {
  const rows = await tx.db
    .selectFrom('plan_part')
    .select(['id', 'kind', 'of_id', 'words', 'starts', 'ends', 'position', 'version', 'retired_at'])
    .where('library_id', '=', libraryOf(tx).id)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const shown = ({ id, words, position, version, retired_at }: (typeof rows)[number]) => ({
    id,
    name: words,
    position,
    version,
    retired: retired_at !== null,
  })
  const under = (of: string) => rows.filter((row) => row.of_id === of)
  return rows
    .filter((row) => row.kind === 'plan')
    .map((plan) => ({
      ...shown(plan),
      starts: plan.starts,
      ends: plan.ends,
      priorities: under(plan.id).map((priority) => ({
        ...shown(priority),
        plan: plan.id,
        objectives: under(priority.id).map((one) => ({ ...shown(one), priority: priority.id })),
      })),
    }))
}
