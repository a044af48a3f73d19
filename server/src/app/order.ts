/** The order that people give to things of a library: branches, parts of a plan, content areas. */
import { type RawBuilder, sql } from 'kysely'
import { libraryOf, type TxCtx } from './ctx.ts'
import { lockFor } from './tx.ts'

type Ordered = 'branch' | 'plan_part' | 'content_area'

/** Two who put things in order at once do it one after the other: to be asked for before the row itself is locked. */
export const lockOrder = (tx: TxCtx, table: Ordered): Promise<unknown> =>
  lockFor(tx, `${table}-order:${libraryOf(tx).id}`)

/**
 * Puts a row at its place, from 0, among those beside it; the others make room. Only their place changes, no version.
 * @param beside which rows those are @param now in which order they stand now
 */
export async function placeAmong(
  tx: TxCtx,
  table: Ordered,
  id: string,
  at: number,
  { beside, now }: { beside: RawBuilder<unknown>; now: RawBuilder<unknown> },
): Promise<void> {
  const library = libraryOf(tx).id
  await sql`
    with others as (
      select id, row_number() over (order by ${now}) - 1 as n from ${sql.table(table)}
      where library_id = ${library} and id <> ${id} and ${beside}),
    placed as (
      select id, case when n < ${at} then n else n + 1 end as position from others
      union all select ${id}::uuid, least(${at}::bigint, (select count(*) from others)))
    update ${sql.table(table)} t set position = placed.position from placed
    where t.library_id = ${library} and t.id = placed.id and t.position <> placed.position`.execute(tx.db)
}
