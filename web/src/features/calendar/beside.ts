/** What stands beside the posts of a day, in the order in which a person needs to know it. */
import type { Days } from './api/days.ts'
import { addDays } from './days.ts'
import type { Shown } from './sift.ts'

export interface Beside {
  closed: Days['closed']
  notes: Days['notes']
  events: Days['events']
}
const nothing: Beside = { closed: [], notes: [], events: [] }

/** By day; what lasts stands on each of its days. A day without anything is not in it. */
export function besideDays(days: Days | undefined): Map<string, Beside> {
  const by = new Map<string, Beside>()
  const at = (day: string): Beside => {
    const there = by.get(day) ?? { closed: [], notes: [], events: [] }
    by.set(day, there)
    return there
  }
  if (!days) return by
  const each = (first: string, last: string, put: (day: string) => void) => {
    const end = last < days.to ? last : days.to
    for (let day = first > days.from ? first : days.from; day <= end; day = addDays(day, 1)) put(day)
  }
  for (const one of days.closed) at(one.day).closed.push(one)
  for (const one of days.notes) each(one.first, one.last, (day) => at(day).notes.push(one))
  for (const one of days.events) each(one.first, one.last, (day) => at(day).events.push(one))
  return by
}
export const besideOf = (by: Map<string, Beside>, day: string): Beside => by.get(day) ?? nothing

/** Everywhere and all day: the day is drawn as closed. */
export const isClosed = ({ closed }: Beside): boolean =>
  closed.some(({ branches, starts }) => branches === null && starts === null)

/** Days of a list that have no post, but something else to know. */
export function withBeside(
  days: [string, Shown[]][],
  beside: Map<string, Beside>,
  inSpan: (day: string) => boolean,
): [string, Shown[]][] {
  const there = new Set(days.map(([day]) => day))
  const more = [...beside.keys()]
    .filter((day) => !there.has(day) && inSpan(day))
    .map((day): [string, Shown[]] => [day, []])
  return [...days, ...more].sort(([one], [other]) => (one < other ? -1 : 1))
}
