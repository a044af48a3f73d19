/** What a person plans is a local date and time in a zone; the instant follows from the zone's rules, and may change with them. */
import { bad, good, type Outcome } from '../outcome.ts'

export interface PlannedTime {
  /** `2027-03-14`. */
  date: string
  /** `09:00`, by the 24-hour clock; seconds are not planned. */
  time: string
  /** IANA name, e.g. `America/New_York`. */
  zone: string
}

export interface ResolvedTime {
  instant: Temporal.Instant
  /** As the clocks there will show it; another time than planned where the planned one does not exist. */
  local: PlannedTime
  /**
   * `skipped`: clocks jump over that time, and it is meant as much later as they jump. `twice`: clocks show it twice, and
   * the first is meant. null: there is exactly one such time. (As RFC 5545, 3.3.5, has it for calendars.)
   */
  clocks: 'skipped' | 'twice' | null
}

export interface PlannedTrouble {
  field: keyof PlannedTime
  reason: string
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
/** A place, not an offset: `+02:00` would not follow summer time. */
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/
/** RFC 3339 writes years with four digits, and the last day of 9999 is already in 10000 somewhere. */
const LAST_YEAR = 9998

/** Whether a zone is a place that is known here. An offset is none: Postgres, too, reads the sign of `+05:00` the other way round. */
export const isZone = (zone: string, temporal: typeof Temporal = Temporal): boolean =>
  ZONE.test(zone) && attempt(() => temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)) !== null

/**
 * The instant of a planned time, or the field that is wrong. Browsers without Temporal pass one in.
 */
export function resolvePlanned(
  planned: PlannedTime,
  temporal: typeof Temporal = Temporal,
): Outcome<ResolvedTime, PlannedTrouble> {
  const { date, time, zone } = planned
  if (!DATE.test(date)) return bad({ field: 'date', reason: 'must look like 2027-03-14' })
  if (!TIME.test(time)) return bad({ field: 'time', reason: 'must look like 09:00, from 00:00 to 23:59' })
  const day = attempt(() => temporal.PlainDate.from(date, { overflow: 'reject' }))
  if (!day) return bad({ field: 'date', reason: 'is not a day of the calendar' })
  if (day.year > LAST_YEAR) return bad({ field: 'date', reason: `is too far away; the last year is ${LAST_YEAR}` })
  const plain = day.toPlainDateTime(temporal.PlainTime.from(time))
  const zoned = (disambiguation: 'earlier' | 'later') => attempt(() => plain.toZonedDateTime(zone, { disambiguation }))
  const earlier = ZONE.test(zone) ? zoned('earlier') : null
  const later = earlier && zoned('later')
  if (!earlier || !later) return bad({ field: 'zone', reason: 'is not a time zone that is known here' })
  if (earlier.equals(later)) return good({ instant: earlier.toInstant(), local: planned, clocks: null })
  // In an overlap both show the planned time; in a gap neither does.
  if (earlier.toPlainDateTime().equals(plain))
    return good({ instant: earlier.toInstant(), local: planned, clocks: 'twice' })
  const shown = later.toPlainDateTime()
  const local = {
    date: shown.toPlainDate().toString(),
    time: shown.toPlainTime().toString({ smallestUnit: 'minute' }),
    zone,
  }
  return good({ instant: later.toInstant(), local, clocks: 'skipped' })
}

/** Temporal says by a RangeError what it cannot read. */
function attempt<T>(make: () => T): T | null {
  try {
    return make()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
