/** Moments as calendars write them: a day, a local time in a zone, an instant. */

export interface Moment {
  /** `2027-03-14` or `2027-03-14T09:00:00`. */
  text: string
  /** A day as a whole. */
  days: boolean
  /** null: the library's own, whichever that is when somebody looks. */
  zone: string | null
  /** Milliseconds, taken in UTC where the zone is not known yet: good for differences. */
  epoch: number
  /** Another moment, written as this one is: its day, or its time in this zone. */
  alike(other: Moment): string
}

/** @throws RangeError for a moment that does not exist, or lies outside of 1900 to 2200 */
export function momentOf(written: string, named: string | null): Moment {
  const days = /^\d{4}-\d\d-\d\d$/.test(written)
  const utc = written.endsWith('Z')
  const zone = utc ? 'UTC' : days ? null : named
  const plain = Temporal.PlainDateTime.from(utc ? written.slice(0, -1) : written, { overflow: 'reject' })
  if (plain.year < 1900 || plain.year > 2200) throw new RangeError('out of our time')
  const epoch = plain.toZonedDateTime(zone ?? 'UTC').epochMilliseconds
  const moment: Moment = {
    text: days ? written : plain.toString({ smallestUnit: 'second' }),
    days,
    zone,
    epoch,
    alike(other) {
      if (moment.days || other.days) return other.text.slice(0, 10)
      if (other.zone === moment.zone || other.zone === null || moment.zone === null) return other.text
      return Temporal.Instant.fromEpochMilliseconds(other.epoch)
        .toZonedDateTimeISO(moment.zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' })
    },
  }
  return moment
}
