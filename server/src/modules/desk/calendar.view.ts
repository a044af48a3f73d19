/** The calendar of a span of days: one query over deliveries, as small as the screen needs it. */
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
    // A post that fits stands with all its channels, so that it can be moved whole: the filters choose posts, not rows.
    const fits =
      channel || state
        ? sql`exists (select 1 from delivery f where f.library_id = d.library_id and f.post_id = d.post_id and f.kind = 'post' and f.state <> 'cancelled'
            and ${channel ? sql`f.channel_id = any (${channel}::uuid[])` : all} and ${state ? sql`f.state = any (${state}::text[])` : all})`
        : all
    const [rows, channels, people, branches] = await Promise.all([
      sql<CalendarRow>`
        select d.post_id as post, d.channel_id as channel, d.title, to_char(d.due_at at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI') as at, d.state,
          d.waiting_for as "waitingFor", d.origin, p.created_by as person, p.branch_id as branch
        from delivery d join post p on p.library_id = d.library_id and p.id = d.post_id
        where d.library_id = ${id} and d.kind = 'post' and d.state <> 'cancelled'
          and d.due_at >= ${`${from} 00:00`}::timestamp at time zone ${zone} and d.due_at < ${`${end} 00:00`}::timestamp at time zone ${zone}
          and ${person ? sql`p.created_by = any (${person}::uuid[])` : all} and ${branch ? sql`p.branch_id = any (${branch}::uuid[])` : all} and ${fits}
        order by d.due_at, d.post_id, d.part`.execute(tx.db),
      tx.db
        .selectFrom('channel')
        .select(['id', 'name', 'network'])
        .where('library_id', '=', id)
        .orderBy('id')
        .execute(),
      sql<{ id: string; name: string }>`
        select p.id, p.name from membership m join person p on p.id = m.person_id where m.library_id = ${id} order by p.name, p.id`.execute(
        tx.db,
      ),
      tx.db
        .selectFrom('branch')
        .select(['id', 'name'])
        .where('library_id', '=', id)
        .orderBy('position')
        .orderBy('id')
        .execute(),
    ])
    const items = itemsOf(rows.rows, channels, people.rows, branches)
    return { from, to, zone, channels, people: people.rows, branches, items }
  })
}
