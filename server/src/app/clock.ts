/**
 * Time is the database's (sender.md, 11). Between transactions it is carried on by the monotonic clock, so that the machine's own
 * wall clock is never asked. Each transaction brings the database's time and sets the clock anew.
 */
export interface Clock {
  now(): Date
  /** Takes the database's time; answers by how many milliseconds it differs from what the monotonic clock expected, null the first time. */
  take(databaseNow: Date): number | null
}

export function databaseClock(monotonic: () => number = () => performance.now()): Clock {
  let offset: number | null = null
  return {
    now: () => new Date(offset === null ? Date.now() : monotonic() + offset),
    take(databaseNow) {
      const fresh = databaseNow.getTime() - monotonic()
      const jump = offset === null ? null : fresh - offset
      offset = fresh
      return jump
    },
  }
}
