/** From an event to the days on which it stands, on the library's clock. */
import type { KeptEvent } from '#db/schema/calendar.ts'
import { startsOf } from './repeat.rules.ts'

export interface Occurrence {
  title: string
  place: string | null
  first: string
  last: string
  /** Local time of the library; null: the whole day. */
  at: string | null
  until: string | null
}

/** @param zone the library's */
export function occurrencesOf(event: KeptEvent, from: string, to: string, zone: string): Occurrence[] {
  const whole = event.start.length === 10
  const begins = Temporal.PlainDate.from(from)
  const ends = Temporal.PlainDate.from(to).add({ days: 1 })
  // What began before the first day may still go on.
  const back = whole ? event.lasts : Math.ceil(event.lasts / 1440) + 1
  const at = (date: Temporal.PlainDate) => date.toZonedDateTime(whole ? 'UTC' : zone).toInstant()
  const starts = startsOf(event, at(begins.subtract({ days: back })), at(ends), zone)
  return starts
    .map((start) => (whole ? daysFrom(event, start) : timesFrom(event, start, zone)))
    .filter(({ first, last }) => first <= to && last >= from)
}

const daysFrom = ({ title, place, lasts }: KeptEvent, start: string): Occurrence => ({
  title,
  place,
  first: start,
  last: Temporal.PlainDate.from(start)
    .add({ days: lasts - 1 })
    .toString(),
  at: null,
  until: null,
})

function timesFrom({ title, place, lasts, zone: own }: KeptEvent, start: string, zone: string): Occurrence {
  const begins = Temporal.PlainDateTime.from(start)
    .toZonedDateTime(own ?? zone)
    .withTimeZone(zone)
  const ends = begins.add({ minutes: lasts })
  // Midnight belongs to the evening before.
  const lastly = lasts > 0 ? ends.subtract({ milliseconds: 1 }) : ends
  const clock = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' })
  return {
    title,
    place,
    first: begins.toPlainDate().toString(),
    last: lastly.toPlainDate().toString(),
    at: clock(begins),
    until: lasts > 0 ? clock(ends) : null,
  }
}
