/** From a local time in a zone to the moment it names, without a calendar library on the first page. */
interface Local {
  /** `2027-03-14` */
  date: string
  /** `09:00` */
  time: string
  zone: string
}

/**
 * The moment, as RFC 3339 in UTC; null where date or time are no date and time. As Temporal's `compatible`: of a doubled
 * hour the first one, and a skipped one is moved on by what was skipped.
 */
export function instantOf({ date, time, zone }: Local): string | null {
  const asUtc = Date.parse(`${date}T${time}Z`)
  if (Number.isNaN(asUtc)) return null
  const day = 86_400_000
  // The offsets before and after any change near it: one of them is right, or the time is skipped.
  const [before, after] = [offsetAt(asUtc - day, zone), offsetAt(asUtc + day, zone)]
  const tries = [asUtc - before, asUtc - after].filter((at) => at + offsetAt(at, zone) === asUtc)
  return new Date(tries.length > 0 ? Math.min(...tries) : asUtc - before).toISOString()
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** How far the zone's clock is ahead of UTC at this moment, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-US', { ...toTheSecond, timeZone: zone })
  clocks.set(zone, clock)
  const parts = clock.formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return local - Math.floor(at / 1000) * 1000
}

const toTheSecond: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
}
