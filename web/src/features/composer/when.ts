/** The planned time as the person reads it, and what the clocks do to it. */

import { dayIn, timeIn } from '#i18n/format.ts'
import { instantOf } from '#i18n/instant.ts'
import type { Planned } from '#posts/types.ts'

export interface Moment {
  /** RFC 3339. */
  at: string
  /** The clocks jump over that time, or show it twice; null: there is exactly one. */
  clocks: 'skipped' | 'twice' | null
}

const localAt = (at: number, zone: string): string => {
  const moment = new Date(at).toISOString()
  return `${dayIn(moment, zone)} ${timeIn(moment, zone)}`
}
const minute = 60_000

/** null until day and time are both there and are a day and a time. */
export function momentOf({ date, time, zone }: Planned): Moment | null {
  const at = instantOf({ date, time, zone })
  if (at === null) return null
  const wanted = `${date} ${time}`
  if (localAt(Date.parse(at), zone) !== wanted) return { at, clocks: 'skipped' }
  // Clocks are set back by an hour almost everywhere, on Lord Howe Island by half of one; of the two times the first is meant.
  const again = [30, 60, 120].some((later) => localAt(Date.parse(at) + later * minute, zone) === wanted)
  return { at, clocks: again ? 'twice' : null }
}

/** Tomorrow at nine: what most people plan for. */
export function tomorrowAtNine(now: number, zone: string): Planned {
  const [year = 0, month = 1, day = 1] = dayIn(new Date(now).toISOString(), zone).split('-').map(Number)
  return { date: new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10), time: '09:00', zone }
}

/** From the calendar's address: `?date=2027-03-14&time=09:00`. A day alone is meant at nine. */
export function plannedFrom(search: URLSearchParams, zone: string): Planned | null {
  const date = search.get('date') ?? ''
  const time = search.get('time') ?? '09:00'
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  return momentOf({ date, time, zone }) && { date, time, zone }
}
