/** Where one is in the calendar: all of it stands in the address, so that back works and a view can be mailed. */
import { calendarSearch } from '#app/address.ts'
import { addDays, addMonths, isDay, isMonth, monthOf } from './days.ts'
import { isStand, type Stand } from './stand.ts'

const views = ['month', 'week', 'list'] as const
type View = (typeof views)[number]
export interface Place {
  view: View
  /** A month, or one day: the day that is open in a list, the day that has the focus in a month, a day of the week that is shown. */
  at: string
  /** Ids of channels, people, branches, content areas, and stands; none: all. */
  channels: string[]
  stands: Stand[]
  people: string[]
  branches: string[]
  areas: string[]
  /** Ids of calendars of others that are put aside. */
  without: string[]
}
export type Filters = Pick<Place, 'channels' | 'stands' | 'people' | 'branches' | 'areas'>
export const noFilters: Filters = { channels: [], stands: [], people: [], branches: [], areas: [] }
export const filtered = (place: Filters): boolean =>
  [place.channels, place.stands, place.people, place.branches, place.areas].some(({ length }) => length > 0)

/** Reads the address; what is not a place there falls back to the month, or the week, of `today`. */
export function placeIn(search: URLSearchParams, today: string, kept: string[] = []): Place {
  const at = search.get('at') ?? ''
  const view = views.find((one) => one === search.get('view')) ?? 'month'
  const there = isDay(at) || isMonth(at) ? at : null
  return {
    view,
    at: view === 'week' ? dayOf(there ?? today, today) : (there ?? monthOf(today)),
    channels: search.getAll('channel'),
    stands: search.getAll('state').filter(isStand),
    people: search.getAll('person'),
    branches: search.getAll('branch'),
    areas: search.getAll('area'),
    without: search.has('without') ? search.getAll('without').filter((id) => id !== '') : kept,
  }
}
/** The day of a month that a week is shown for: today, if it is in it. */
export const dayOf = (at: string, today: string): string =>
  isDay(at) ? at : monthOf(today) === at ? today : `${at}-01`

/** The address of a place, from its `?`. */
export const searchOf = (place: Place): string => calendarSearch(place)

/** One on or back: a day in the list of one day, a week in the week, else a month. */
export function turned(place: Place, by: 1 | -1): Place {
  const { view, at } = place
  if (view === 'week') return { ...place, at: addDays(at, 7 * by) }
  return { ...place, at: view === 'list' && isDay(at) ? addDays(at, by) : addMonths(monthOf(at), by) }
}

/** On if it was off, off if it was on. */
export const toggled = <T>(list: T[], one: T): T[] =>
  list.includes(one) ? list.filter((it) => it !== one) : [...list, one]
