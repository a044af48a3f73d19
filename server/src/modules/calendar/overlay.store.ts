/** A copy of a calendar as rows: the last good one stands until the next good one is there, whole. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { KeptEvent } from '#db/schema/calendar.ts'
import type { Fetched } from './fetch-calendar.ts'
import type { ReadCalendar } from './ical.ts'
import { lastDayOf } from './repeat.rules.ts'

/** How old a calendar may be before it is asked again. */
export const REFRESH_HOURS = 3
const BATCH = 2_000

export async function storeCopy(
  tx: TxCtx,
  overlay: string,
  { events, told }: ReadCalendar,
  marks: Omit<Fetched, 'calendar'> | null,
): Promise<void> {
  const library = libraryOf(tx).id
  await tx.db.deleteFrom('overlay_event').where('library_id', '=', library).where('overlay_id', '=', overlay).execute()
  for (let at = 0; at < events.length; at += BATCH) {
    const rows = events.slice(at, at + BATCH).map((event, n) => ({ number: at + n, ...daysOf(event), event }))
    await sql`insert into overlay_event (library_id, overlay_id, number, first, last, event)
      select ${library}, ${overlay}, e.number, e.first, e.last, e.event
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(number int, first date, last date, event jsonb)`.execute(
      tx.db,
    )
  }
  await tx.db
    .updateTable('calendar_overlay')
    .set({
      ...(marks !== null && { etag: marks.etag, last_modified: marks.lastModified }),
      events: events.length,
      told: JSON.stringify(told),
    })
    .where('library_id', '=', library)
    .where('id', '=', overlay)
    .execute()
  await markGood(tx, overlay, marks !== null)
}

/** It is as it should be: read just now, or not changed since. */
export async function markGood(tx: TxCtx, overlay: string, asksAgain: boolean): Promise<void> {
  await tx.db
    .updateTable('calendar_overlay')
    .set({
      good_at: tx.now,
      tried_at: tx.now,
      tries: 0,
      trouble: null,
      trouble_since: null,
      next_at: asksAgain ? new Date(tx.now.getTime() + REFRESH_HOURS * 3_600_000) : null,
      claim: null,
      claimed_until: null,
    })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', overlay)
    .execute()
  tx.say('overlay.changed', { kind: 'overlay', id: overlay })
}

/** A day wider than its own zone's days, since the library's may differ from them. */
function daysOf(event: KeptEvent): { first: string; last: string | null } {
  const day = event.start.length === 10
  const first = [event.start, ...(event.also ?? [])].sort()[0]!.slice(0, 10)
  const last = lastDayOf(event)
  const lasts = day ? event.lasts : Math.ceil(event.lasts / 1440)
  const move = (date: string, days: number) => Temporal.PlainDate.from(date).add({ days }).toString()
  return { first: move(first, -1), last: last === null ? null : move(last, lasts + 1) }
}
