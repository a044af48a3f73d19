/** The calendar of a span of days: one query over posts and their deliveries, as small as the screen needs it. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { DeliveryState } from '#db/schema/publishing.ts'

/** A year and a little: a list of a whole year must be possible, a mistake in the address must not be dear. */
export const MOST_DAYS = 400

export interface CalendarItem {
  post: string
  title: string
  /** Local time in the library's zone, to the minute. */
  at: string
  on: { channel: number; state: DeliveryState; waitingFor?: string }[]
}

export async function calendarOf(ctx: Ctx, from: string, to: string) {
  const { zone } = libraryOf(ctx)
  const span = spanOf(from, to)
  return look(ctx, async (tx) => {
    const rows = await sql<{
      post: string
      title: string
      at: string
      channels: string[]
      states: DeliveryState[]
      waiting: (string | null)[]
    }>`
      select d.post_id as post, min(d.title) as title, to_char(min(d.due_at) at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI') as at,
        array_agg(d.channel_id) as channels, array_agg(d.state) as states, array_agg(d.waiting_for) as waiting
      from (
        select distinct on (post_id, channel_id) post_id, channel_id, title, due_at, state, waiting_for from delivery
        where library_id = ${libraryOf(ctx).id} and kind = 'post' and post_id is not null and state <> 'cancelled'
          and due_at >= ${`${from} 00:00`}::timestamp at time zone ${zone} and due_at < ${`${span.end} 00:00`}::timestamp at time zone ${zone}
        order by post_id, channel_id, case state when 'partly' then 0 when 'unknown' then 1 when 'held' then 2 when 'refused' then 3 when 'published' then 9 else 5 end, part
      ) d group by d.post_id order by min(d.due_at), d.post_id`.execute(tx.db)
    const channels = await tx.db
      .selectFrom('channel')
      .select(['id', 'name', 'network'])
      .where('library_id', '=', libraryOf(ctx).id)
      .orderBy('id')
      .execute()
    const place = new Map(channels.map((channel, at) => [channel.id, at]))
    const items = rows.rows.map(
      (row): CalendarItem => ({
        post: row.post,
        title: row.title,
        at: row.at,
        on: row.channels.map((id, at) => ({
          channel: place.get(id) ?? -1,
          state: row.states[at]!,
          ...(row.waiting[at] && { waitingFor: row.waiting[at] }),
        })),
      }),
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
