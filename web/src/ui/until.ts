import { dayIn } from '#i18n/format.ts'
import { instantOf } from '#i18n/instant.ts'

export type Until = 'tomorrow' | 'two-hours' | 'moment' | 'ended'

/** When a pause ends, as RFC 3339; null means that somebody must end it; undefined that day or time are missing. `now` in milliseconds. */
export function untilOf(
  choice: Until,
  local: { date: string; time: string },
  zone: string,
  now: number,
): string | null | undefined {
  switch (choice) {
    case 'ended':
      return null
    case 'two-hours':
      return new Date(now + 2 * 3_600_000).toISOString()
    case 'tomorrow': {
      const today = dayIn(new Date(now).toISOString(), zone)
      const date = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
      return instantOf({ date, time: '09:00', zone }) ?? undefined
    }
    case 'moment':
      return instantOf({ ...local, zone }) ?? undefined
  }
}
