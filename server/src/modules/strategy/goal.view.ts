/** Goals as they were stated, without their progress: that is the room of measures' to say. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import type { StatedGoal } from './strategy.input.ts'

const person = (column: string) =>
  sql`(select json_build_object('id', a.id, 'name', a.name) from person a where a.id = ${sql.ref(column)})`

interface Row extends Omit<StatedGoal, 'closed' | 'before'> {
  closedAt: Date | null
  closedBy: StatedGoal['owner']
  closedReason: string | null
  before: (Omit<StatedGoal['before'][number], 'at'> & { at: string })[] | null
}

/** @param ids null: all, open ones first, by their due day. One query. */
export async function statedGoals(tx: TxCtx, ids: string[] | null = null): Promise<StatedGoal[]> {
  const { rows } = await sql<Row>`
    select g.id, g.version, g.measure, g.per, g.objective_id as objective, g.name, g.why, g.target, g.starts, g.due, g.created_at as "createdAt",
      (select json_build_object('id', c.id, 'name', c.name, 'network', c.network) from channel c where c.library_id = g.library_id and c.id = g.channel_id) as channel,
      json_build_object('value', g.baseline, 'n', g.baseline_n, 'from', g.baseline_from, 'to', g.baseline_to, 'how', g.baseline_how) as baseline,
      ${person('g.owner_id')} as owner, g.closed_at as "closedAt", ${person('g.closed_by')} as "closedBy", g.closed_reason as "closedReason",
      (select json_agg(json_build_object('version', v.version, 'at', v.at, 'by', ${person('v.by_person')}, 'target', v.stated->'target', 'due', v.stated->'due') order by v.version desc)
       from goal_version v where v.library_id = g.library_id and v.goal_id = g.id) as before
    from goal g where g.library_id = ${libraryOf(tx).id} ${ids ? sql`and g.id = any (${ids}::uuid[])` : sql``}
    order by g.closed_at is not null, g.due, g.id`.execute(tx.db)
  return rows.map(({ closedAt, closedBy, closedReason, before, ...row }) => ({
    ...row,
    closed: closedAt && { at: closedAt, by: closedBy, reason: closedReason ?? '' },
    before: (before ?? []).map((one) => ({ ...one, at: new Date(one.at) })),
  }))
}

/** @throws Problem not-found, also for what another library owns. */
export async function statedGoal(tx: TxCtx, id: string): Promise<StatedGoal> {
  const [goal] = await statedGoals(tx, [id])
  if (!goal) throw notFound('goal')
  return goal
}
