/** The calendar of a span of days: one query over deliveries, as small as the screen needs it. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import { type CalendarRow, itemsOf } from './calendar.rules.ts'

/** A year and a little: a list of a whole year must be possible, a mistake in the address must not be dear. */
const MOST_DAYS = 400

export async function calendarOf(ctx: Ctx, from: string, to: string) {
  const { zone } = libraryOf(ctx)
  const span = spanOf(from, to)
  return look(ctx, async (tx) => {
    const rows = await sql<CalendarRow>`
      select post_id as post, channel_id as channel, title, to_char(due_at at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI') as at, state, waiting_for as "waitingFor"
      from delivery where library_id = ${libraryOf(ctx).id} and kind = 'post' and post_id is not null and state <> 'cancelled'
        and due_at >= ${`${from} 00:00`}::timestamp at time zone ${zone} and due_at < ${`${span.end} 00:00`}::timestamp at time zone ${zone}
      order by due_at, post_id, part`.execute(tx.db)
    const channels = await tx.db
      .selectFrom('channel')
      .select(['id', 'name', 'network'])
      .where('library_id', '=', libraryOf(ctx).id)
      .orderBy('id')
      .execute()
    const items = itemsOf(
      rows.rows,
      channels.map((channel) => channel.id),
    )
    return { from, to, zone, channels, items }
  })
}

function spanOf(from: string, to: string): { end: string } {
  const day = (text: string, field: string) => {
    try {
      return Temporal.PlainDate.from(text, { overflow: 'reject' })
    } catch {
      throw badInput(field, 'shape', `${field} must be a day like 2027-03-14.`)
    }
  }
  const [first, last] = [day(from, 'from'), day(to, 'to')]
  const days = first.until(last).days
  if (days < 0) throw badInput('to', 'order', 'The last day comes before the first one.')
  if (days > MOST_DAYS) throw badInput('to', 'too-long', `At most ${MOST_DAYS} days at once.`)
  return { end: last.add({ days: 1 }).toString() }
}
