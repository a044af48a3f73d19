/** Days and months by name. They are no moments, so they are read in UTC and belong to no zone. */
import { clock } from '#i18n/format.ts'
import { currentLocale } from '#i18n/t.ts'

const made = new Map<string, Intl.DateTimeFormat>()
function write(day: string, options: Intl.DateTimeFormatOptions): string {
  const key = currentLocale() + JSON.stringify(options)
  const known = made.get(key) ?? new Intl.DateTimeFormat(currentLocale(), { ...options, timeZone: 'UTC' })
  made.set(key, known)
  return known.format(Date.parse(day))
}

/** `March 2027` */
export const monthTitle = (month: string): string => write(`${month}-01`, { month: 'long', year: 'numeric' })
/** `Sunday, March 14, 2027` */
export const dayTitle = (day: string): string => write(day, { dateStyle: 'full' })
/** `Sun, Mar 14` */
export const dayShort = (day: string): string => write(day, { weekday: 'short', month: 'short', day: 'numeric' })
/** `Sunday` */
export const weekdayName = (day: string): string => write(day, { weekday: 'long' })
/** `14`; with its month, `Apr 1`, where another one is shown. */
export const dayNumber = (day: string, withMonth: boolean): string =>
  write(day, withMonth ? { month: 'short', day: 'numeric' } : { day: 'numeric' })
/** `9:00 am`, of a local time such as `2027-03-14T09:00`. */
export const timeOf = (at: string): string => clock(`${at}:00Z`, 'UTC')
/** `Sun` */
export const weekdayShort = (day: string): string => write(day, { weekday: 'short' })
/** `March 14 – 20, 2027` */
export const spanTitle = (from: string, to: string): string =>
  new Intl.DateTimeFormat(currentLocale(), {
    month: 'long',
    day: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatRange(Date.parse(from), Date.parse(to))
