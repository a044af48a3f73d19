/** The calendar of a span of days: one row a post, as small as the screen needs it. What was made on the network is its own delivery. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { JsonText } from '#app/http/json-text.ts'
import { lookAtOnce } from '#app/tx.ts'
import type { CalendarQuery } from './calendar.input.ts'
import { type CalendarRow, itemsText } from './calendar.rules.ts'
import { spanOf } from './span.rules.ts'

type Filters = Partial<Omit<CalendarQuery, 'from' | 'to'>>
interface Named {
  id: string
  name: string
}

/** @returns a `calendarAnswer` (calendar.answer.ts), one round trip @throws Problem bad-input at `from` or `to` */
export async function calendarOf(ctx: Ctx, from: string, to: string, filters: Filters = {}): Promise<JsonText> {
  const { id, zone } = libraryOf(ctx)
  const { end } = spanOf(from, to)
  const [rows, channels, people, branches, areas] = await lookAtOnce(
    ctx,
    postsIn({ library: id, zone, from, end }, filters),
    sql<
      Named & { network: string }
    >`/* kept:calendar-channels */ select id, name, network from channel where library_id = ${id} order by id`,
    sql<Named>`/* kept:calendar-people */
      select p.id, p.name from membership m join person p on p.id = m.person_id where m.library_id = ${id} order by p.name, p.id`,
    sql<Named>`/* kept:calendar-branches */ select id, name from branch where library_id = ${id} order by position, id`,
    sql<Named>`/* kept:calendar-areas */ select id, name from content_area where library_id = ${id} order by position, id`,
  )
  const head = JSON.stringify({ from, to, zone, channels, people, branches, areas })
  return new JsonText(`${head.slice(0, -1)},"items":${itemsText(rows, zone, { channels, people, branches, areas })}}`)
}

/**
 * Posts are looked up by all their ids in one walk of their key, however many years lie beside the span. The join is a full one because that
 * is never done row by row, as a planner would that does not know yet how many there are; a post always has its group, so it adds nothing.
 */
function postsIn(span: { library: string; zone: string; from: string; end: string }, filters: Filters) {
  const { library, zone, from, end } = span
  const { channel, state, person, branch, area } = filters
  // A post that fits on one channel stands with all of them, so that it can be moved whole: the filters choose posts, not rows.
  const fits = [
    ...(channel ? [sql`d.channel_id = any (${channel}::uuid[])`] : []),
    ...(state ? [sql`d.state = any (${state}::text[])`] : []),
  ]
  const of = [
    ...(person ? [sql`p.created_by = any (${person}::uuid[])`] : []),
    ...(branch ? [sql`p.branch_id = any (${branch}::uuid[])`] : []),
    ...(area ? [sql`p.area_id = any (${area}::uuid[])`] : []),
  ]
  return sql<CalendarRow>`
    with g as materialized (
      select coalesce(d.post_id, d.id) as post, min(d.title) as title, min(d.due_at) as due,
        string_agg(d.channel_id || ' ' || d.state || ' ' || coalesce(d.waiting_for, ''), ',') as on, bool_and(d.post_id is null) as native
      from delivery d
      where d.library_id = ${library} and d.kind = 'post' and d.state <> 'cancelled'
        and d.due_at >= ${`${from} 00:00`}::timestamp at time zone ${zone} and d.due_at < ${`${end} 00:00`}::timestamp at time zone ${zone}
      group by coalesce(d.post_id, d.id) ${fits.length > 0 ? sql`having bool_or(${sql.join(fits, sql` and `)})` : sql``}),
    p as materialized (
      select id, created_by, branch_id, area_id from post where library_id = ${library} and id = any ((select array_agg(post) from g)::uuid[]))
    select g.post, g.title, date_part('epoch', g.due)::int8::text as due, g.on,
      coalesce(p.created_by::text, '') || ' ' || coalesce(p.branch_id::text, '') || ' ' || coalesce(p.area_id::text, '') || case when g.native then ' n' else ' ' end as marks
    from g full join p on p.id = g.post ${of.length > 0 ? sql`where ${sql.join(of, sql` and `)}` : sql``}
    order by g.due, g.post`
}
