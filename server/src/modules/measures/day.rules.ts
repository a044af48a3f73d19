/** The days of account readings: the library's own. */
import { dayIn } from '@shelftalker/shared/time/day-in.ts'

/** Spread over the first hour and a half of the day, so that all libraries of an installation do not ask at one moment. */
const SPREAD_MS = 90 * 60_000

/**
 * When the account is read next: early on the library's next day, always at the same minute for one channel.
 * @param seed the channel's id
 */
export function nextAccountReading(zone: string, seed: string, now: Date): Date {
  const midnight = dayIn(zone, now).add({ days: 1 }).toZonedDateTime(zone)
  return new Date(midnight.epochMilliseconds + spread(seed))
}

/** The last digits of a UUIDv7 are chance. */
const spread = (seed: string): number => (Number.parseInt(seed.slice(-6), 16) / 0xffffff) * SPREAD_MS
