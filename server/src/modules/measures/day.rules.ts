/** The days of account readings: the library's own. */

/** Spread over the first hour and a half of the day, so that all libraries of an installation do not ask at one moment. */
const SPREAD_MS = 90 * 60_000

/** The day it is in that zone: `2027-03-14`. */
export const dayIn = (zone: string, at: Date): string => zoned(zone, at).toPlainDate().toString()

/**
 * When the account is read next: early on the library's next day, always at the same minute for one channel.
 * @param seed the channel's id
 */
export function nextAccountReading(zone: string, seed: string, now: Date): Date {
  const midnight = zoned(zone, now).toPlainDate().add({ days: 1 }).toZonedDateTime(zone)
  return new Date(midnight.epochMilliseconds + spread(seed))
}

const zoned = (zone: string, at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)

/** The last digits of a UUIDv7 are chance. */
const spread = (seed: string): number => (Number.parseInt(seed.slice(-6), 16) / 0xffffff) * SPREAD_MS
