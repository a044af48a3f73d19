import { dayIn } from '#i18n/format.ts'
import type { When } from './move.ts'

/** A moment (RFC 3339) on the clock of a zone. */
export function localIn(at: string, zone: string): When {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return { date: dayIn(at, zone), time: time.format(new Date(at)), zone }
}
