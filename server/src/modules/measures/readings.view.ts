/** Figures as they were told: newest first, each with its moment, its age and what it stands for. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { Age, ReadingSource } from '#db/schema/measures.ts'

export interface ReadingRow {
  id: string
  channel: string
  delivery: string | null
  post: string | null
  measure: string
  native: string
  value: number | null
  missing: string | null
  asOf: Date
  age: Age | null
  day: string | null
  source: ReadingSource
}
export interface ReadingsQuery {
  limit: number
  after?: string | undefined
  channel?: string | undefined
  post?: string | undefined
  delivery?: string | undefined
  measure?: string | undefined
  age?: Age | undefined
  from?: Date | undefined
  to?: Date | undefined
}

/** One page. Rows are never changed, so the number of the last one is the cursor. */
export const listReadings = (ctx: Ctx, query: ReadingsQuery): Promise<{ items: ReadingRow[]; next: string | null }> =>
  look(ctx, async (tx) => {
    const library = libraryOf(ctx).id
    if (query.after !== undefined && !/^\d{1,18}$/.test(query.after))
      throw badInput('after', 'unknown', 'This is no cursor of ours: take `next` of the page before.')
    const of: [unknown, ReturnType<typeof sql>][] = [
      [query.after, sql`r.id < ${query.after}::bigint`],
      [query.channel, sql`r.channel_id = ${query.channel}`],
      [query.delivery, sql`r.delivery_id = ${query.delivery}`],
      [
        query.post,
        sql`r.delivery_id in (select id from delivery where library_id = ${library} and post_id = ${query.post})`,
      ],
      [query.measure, sql`r.measure = ${query.measure}`],
      [query.age, sql`r.age = ${query.age}`],
      [query.from, sql`r.as_of >= ${query.from}`],
      [query.to, sql`r.as_of < ${query.to}`],
    ]
    const asked = of.filter(([value]) => value !== undefined).map(([, condition]) => sql`and ${condition}`)
    const { rows } = await sql<ReadingRow>`
      select r.id::text as id, r.channel_id as channel, r.delivery_id as delivery, d.post_id as post, r.measure, r.native, r.value, r.missing,
        r.as_of as "asOf", r.age, r.day::text as day, r.source
      from (select * from reading r where r.library_id = ${library} ${sql.join(asked, sql` `)} order by r.id desc limit ${query.limit + 1}) r
      left join delivery d on d.library_id = r.library_id and d.id = r.delivery_id
      order by r.id desc`.execute(tx.db)
    const items = rows.slice(0, query.limit)
    return { items, next: rows.length > query.limit ? items.at(-1)!.id : null }
  })
