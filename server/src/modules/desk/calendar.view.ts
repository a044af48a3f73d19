/** The calendar of a span of days: one row a post, as small as the screen needs it. What was made on the network is its own delivery. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import type { CalendarQuery } from './calendar.input.ts'
import { type CalendarRow, itemsOf } from './calendar.rules.ts'
import { spanOf } from './span.rules.ts'

type Filters = Partial<Omit<CalendarQuery, 'from' | 'to'>>
const all = sql`true`

export async function calendarOf(ctx: Ctx, from: string, to: string, filters: Filters = {}) {
  const { id, zone } = libraryOf(ctx)
  const { end } = spanOf(from, to)
  const { channel, state, person, branch } = filters
  return look(ctx, async (tx) => {
    // A post that fits on one channel stands with all of them, so that it can be moved whole: the filters choose posts, not rows.
    const fits = sql`having bool_or(${channel ? sql`d.channel_id = any (${channel}::uuid[])` : all} and ${state ? sql`d.state = any (${state}::text[])` : all})`
    const [rows, channels, people, branches] = await Promise.all([
      sql<CalendarRow>`
        select g.*, p.created_by as person, p.branch_id as branch from (
          select coalesce(d.post_id, d.id) as post, min(d.title) as title, date_part('epoch', min(d.due_at))::int8 as due,
            string_agg(d.channel_id || ' ' || d.state || ' ' || coalesce(d.waiting_for, ''), ',') as on, bool_and(d.origin = 'network') as native
          from delivery d
          where d.library_id = ${id} and d.kind = 'post' and d.state <> 'cancelled'
            and d.due_at >= ${`${from} 00:00`}::timestamp at time zone ${zone} and d.due_at < ${`${end} 00:00`}::timestamp at time zone ${zone}
          group by coalesce(d.post_id, d.id) ${channel || state ? fits : sql``}) g
        left join post p on p.library_id = ${id} and p.id = g.post
        where ${person ? sql`p.created_by = any (${person}::uuid[])` : all} and ${branch ? sql`p.branch_id = any (${branch}::uuid[])` : all}
        order by g.due, g.post`.execute(tx.db),
      tx.db
        .selectFrom('channel')
        .select(['id', 'name', 'network'])
        .where('library_id', '=', id)
        .orderBy('id')
        .execute(),
      sql<{ id: string; name: string }>`
        select p.id, p.name from membership m join person p on p.id = m.person_id
        where m.library_id = ${id} order by p.name, p.id`.execute(tx.db),
      tx.db
        .selectFrom('branch')
        .select(['id', 'name'])
        .where('library_id', '=', id)
        .orderBy('position')
        .orderBy('id')
        .execute(),
    ])
    const items = itemsOf(rows.rows, zone, channels, people.rows, branches)
    return { from, to, zone, channels, people: people.rows, branches, items }
  })
}
