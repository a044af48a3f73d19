/** Where one is in the calendar: all of it stands in the address, so that back works and a view can be mailed. */
import { addDays, addMonths, isDay, isMonth, monthOf } from './days.ts'
import { isStand, type Stand } from './stand.ts'

export interface Place {
  view: 'month' | 'list'
  /** A month, or one day: the day that is open in a list, the day that has the focus in a month. */
  at: string
  /** Ids of channels, and stands; none: all. */
  channels: string[]
  stands: Stand[]
}

/** Reads the address; what is not a place there falls back to the month of `today`. */
export function placeIn(search: URLSearchParams, today: string): Place {
  const at = search.get('at') ?? ''
  return {
    view: search.get('view') === 'list' ? 'list' : 'month',
    at: isDay(at) || isMonth(at) ? at : monthOf(today),
    channels: search.getAll('channel'),
    stands: search.getAll('state').filter(isStand),
  }
}

/** The address of a place, from its `?`. */
export function searchOf({ view, at, channels, stands }: Place): string {
  const search = new URLSearchParams({ view, at })
  for (const channel of channels) search.append('channel', channel)
  for (const stand of stands) search.append('state', stand)
  return `?${search}`
}

/** One on or back: a day in the list of one day, else a month. */
export function turned(place: Place, by: 1 | -1): Place {
  const { view, at } = place
  return { ...place, at: view === 'list' && isDay(at) ? addDays(at, by) : addMonths(monthOf(at), by) }
}

/** On if it was off, off if it was on. */
export const toggled = <T>(list: T[], one: T): T[] =>
  list.includes(one) ? list.filter((it) => it !== one) : [...list, one]
