/** Times as a person reads them, always in a zone that is said: the library's, not the device's. */
import { written } from '@shelftalker/shared/time/written.ts'
import { currentLocale } from './t.ts'

const made = new Map<string, Intl.DateTimeFormat>()
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = currentLocale() + JSON.stringify(options)
  const known = made.get(name) ?? new Intl.DateTimeFormat(currentLocale(), options)
  made.set(name, known)
  return known
}

/** `at` is RFC 3339. */
const write = (at: string, options: Intl.DateTimeFormatOptions): string => written(formatter(options), new Date(at))

/** `9:02 am` */
export const clock = (at: string, zone: string): string => write(at, { timeZone: zone, timeStyle: 'short' })
/** `Tuesday, November 17, 2026` */
export const longDate = (at: string, zone: string): string => write(at, { timeZone: zone, dateStyle: 'full' })
/** `Nov 17, 2026` */
export const shortDate = (at: string, zone: string): string => write(at, { timeZone: zone, dateStyle: 'medium' })
/** `Nov 17, 2026, 9:02 am` */
export const dateAndClock = (at: string, zone: string): string =>
  write(at, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' })
/** `Eastern Time`: the zone's name without summer or winter. */
export function zoneName(zone: string): string {
  const parts = formatter({ timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(new Date())
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}
/** `2026-11-17`: which day it is in the zone. */
export function dayIn(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(at),
  )
}
/** `09:30`, by the 24-hour clock, as the browser's own inputs and the server take it. */
export function timeIn(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
}
/** Only the hour of the day in the zone, 0 to 23: for a greeting. */
export function hourIn(at: string, zone: string): number {
  return Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(at)),
  )
}
/** A moment as one would say it at `now`: the clock alone, with its date on another day, with its year in another one. */
export function moment(at: string, zone: string, now = new Date()): string {
  const [day, today] = [dayIn(at, zone), dayIn(now.toISOString(), zone)]
  if (day === today) return clock(at, zone)
  if (day.slice(0, 4) !== today.slice(0, 4)) return dateAndClock(at, zone)
  return write(at, { timeZone: zone, month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })
}
/** "Bulletin, Mastodon and Bluesky" */
export const listed = (words: string[]): string => new Intl.ListFormat(currentLocale()).format(words)
/** `Spanish`: the tag itself where it has no name, or is none. What was kept long ago, or came from a network, may be no language that anybody knows. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(currentLocale(), { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
/** `Mexico` of `MX`: as it came where the code has no name. */
export function regionName(code: string, otherwise: string): string {
  try {
    return new Intl.DisplayNames(currentLocale(), { type: 'region', fallback: 'none' }).of(code) ?? otherwise
  } catch {
    return otherwise
  }
}
/** `Noviembre de 2026`: a month, a day or a figure's name as the beginning of a heading. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(currentLocale()) + text.slice(1)
/** `Jun 30, 2027`: a day of the calendar (`2027-06-30`), in no zone. */
export const dayName = (day: string): string => write(`${day}T12:00:00Z`, { timeZone: 'UTC', dateStyle: 'medium' })
/** `October 2026`, of any day in it. */
export const monthName = (day: string): string =>
  write(`${day}T12:00:00Z`, { timeZone: 'UTC', month: 'long', year: 'numeric' })
/** `Oct` */
export const shortMonth = (day: string): string => write(`${day}T12:00:00Z`, { timeZone: 'UTC', month: 'short' })
/** `1,240` or `3.6`: a figure with one place behind the point at most. */
export const figure = (value: number): string =>
  new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 1 }).format(value)
/** `917` or `3.6`: a figure that nobody counted, such as a forecast; no tenths where they would claim more than is known. */
export const aboutFigure = (value: number): string => figure(Math.abs(value) < 100 ? value : Math.round(value))
/** `86%` of a share from 0 to 1. */
export const percent = (share: number): string =>
  new Intl.NumberFormat(currentLocale(), { style: 'percent', maximumFractionDigits: 0 }).format(share)
