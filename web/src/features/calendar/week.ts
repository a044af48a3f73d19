/** The week on a desk: hours from top to bottom, posts where their clock says, side by side where they crowd. */
import { addDays, weekdayOf } from './days.ts'
import type { Shown } from './sift.ts'

/** The seven days of the week that holds a day. `start`: 0 is Sunday. */
export function weekOf(day: string, start: number): string[] {
  const first = addDays(day, -((weekdayOf(day) - start + 7) % 7))
  return Array.from({ length: 7 }, (_, at) => addDays(first, at))
}

/** Minutes since midnight of `09:30` or `2027-03-14T09:30`. */
export const minuteOf = (at: string): number => Number(at.slice(-5, -3)) * 60 + Number(at.slice(-2))
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** A card takes so many minutes of the column, whatever a post takes: it has a moment, not a length. */
export const cardMinutes = 60
/** So many stand side by side; the rest is on the day. */
const mostLanes = 3
const hoursAtLeast = [8, 19] as const

/** The hours that are drawn, from the first to the one at which it ends: those of a usual day, and all that have a post or are open. */
export function hoursShown(minutes: number[]): { from: number; to: number } {
  const starts = minutes.map((minute) => Math.floor(minute / 60))
  const from = Math.min(hoursAtLeast[0], ...starts)
  const to = Math.max(hoursAtLeast[1], ...minutes.map((minute) => Math.ceil((minute + cardMinutes) / 60)))
  return { from, to: Math.min(to, 24) }
}

interface Placed {
  item: Shown
  minute: number
  lane: number
  /** How many lanes its crowd takes. */
  lanes: number
}
/** A crowd: posts that overlap, with how many found no lane and where it begins. */
export interface Laid {
  placed: Placed[]
  over: { minute: number; count: number }[]
}

/** Lays the posts of one day, in the order of the clock, into lanes. `last`: the last minute at which a card still fits. */
export function layDay(items: Shown[], last = 24 * 60 - cardMinutes): Laid {
  const laid: Laid = { placed: [], over: [] }
  let crowd: Placed[] = []
  let over = 0
  const close = () => {
    const lanes = Math.max(0, ...crowd.map(({ lane }) => lane + 1))
    for (const one of crowd) one.lanes = lanes
    laid.placed.push(...crowd)
    if (over > 0) laid.over.push({ minute: Math.max(...crowd.map(({ minute }) => minute)) + cardMinutes, count: over })
    crowd = []
    over = 0
  }
  for (const item of items) {
    const minute = Math.min(minuteOf(item.at), last)
    if (crowd.every((one) => one.minute + cardMinutes <= minute)) close()
    const busy = new Set(crowd.filter((one) => one.minute + cardMinutes > minute).map(({ lane }) => lane))
    const lane = Array.from({ length: mostLanes }, (_, at) => at).find((at) => !busy.has(at))
    if (lane === undefined) over += 1
    else crowd.push({ item, minute, lane, lanes: 1 })
  }
  close()
  return laid
}

/** Where a pointer lets go, in steps of a quarter of an hour; or the half hour that was pressed. */
export const snapped = (minute: number, step: 15 | 30): number =>
  Math.min(
    Math.max(step === 15 ? Math.round(minute / step) * step : Math.floor(minute / step) * step, 0),
    24 * 60 - step,
  )
