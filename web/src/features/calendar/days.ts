/** Days as `2027-03-14` and months as `2027-03`: counted in UTC, where every day has 24 hours, so that no change of clocks can move one. */
const dayMs = 86_400_000
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const addDays = (day: string, count: number): string => iso(Date.parse(day) + count * dayMs)
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs
export const monthOf = (day: string): string => day.slice(0, 7)

/** `2027-11` and 2 → `2028-01`. */
export function addMonths(month: string, count: number): string {
  const [year, at] = month.split('-').map(Number) as [number, number]
  return iso(Date.UTC(year, at - 1 + count, 1)).slice(0, 7)
}
/** The same day of another month; its last one where it is shorter (January 31 → February 28). */
export function sameDayIn(month: string, day: string): string {
  const days = daysOf(month)
  return days[Math.min(Number(day.slice(8)), days.length) - 1]!
}
/** All days of a month, in order. */
export function daysOf(month: string): string[] {
  const first = `${month}-01`
  const count = daysBetween(first, `${addMonths(month, 1)}-01`)
  return Array.from({ length: count }, (_, at) => addDays(first, at))
}
/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: string): number => new Date(Date.parse(day)).getUTCDay()

/** The weeks that a month touches, whole, so with days of its neighbours. `weekStart`: 0 is Sunday. */
export function weeksOf(month: string, weekStart: number): string[][] {
  const days = daysOf(month)
  const first = addDays(days[0]!, -((weekdayOf(days[0]!) - weekStart + 7) % 7))
  const count = Math.ceil((daysBetween(first, days.at(-1)!) + 1) / 7)
  return Array.from({ length: count }, (_, week) => Array.from({ length: 7 }, (_, at) => addDays(first, week * 7 + at)))
}

/** True for a day or a month that exists. */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && iso(Date.parse(text) || 0) === text
export const isMonth = (text: string): boolean => isDay(`${text}-01`)

/** Where weeks begin on Sunday, for browsers that don't know it themselves (CLDR supplemental data, `weekData`, 2025). */
const sundays = new Set(
  'AG AS BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KR MM MO MX PH PR US ZA'.split(' '),
)

/** The weekday on which weeks begin for a locale (BCP 47): 0 is Sunday. */
export function weekStart(locale: string): number {
  const known = new Intl.Locale(locale).maximize() as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  // 1 to 7 from Monday, so that Sunday is 7 and becomes 0.
  const first = (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay
  return first === undefined ? (sundays.has(known.region ?? '') ? 0 : 1) : first % 7
}
