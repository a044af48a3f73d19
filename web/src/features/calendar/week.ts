/** The week on a desk: hours from top to bottom, posts where their clock says, one under the other where they crowd. */
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
const cardMinutes = 60
/** In a crowd it takes so many: its hour and one line of its name. */
export const rowMinutes = 40
/** From this on a card has room for two lines of its name. */
export const twoLineMinutes = 55
/** Further than this below its hour nothing is drawn: the third of one moment still is, the rest is on the day. */
const mostBelow = 2 * rowMinutes
/** The line that counts the rest. */
const overMinutes = 30
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
  /** Where its card begins, and how much of the column it has: `cardMinutes`, or less where the next one needs the room. */
  minute: number
  minutes: number
}
/** What of a day is drawn, with how many of a crowd are not and where that is said. */
export interface Laid {
  placed: Placed[]
  over: { minute: number; count: number }[]
}

/**
 * Lays the posts of one day, in the order of the clock, under each other over the whole width: a name side by side with
 * others would be two letters. Who finds the place taken begins below; the hour on the card stays its own.
 * @param end the minute at which the column ends
 */
export function layDay(items: Shown[], end = 24 * 60): Laid {
  const laid: Laid = { placed: [], over: [] }
  const room = (from: number) => {
    const last = laid.placed.at(-1)
    if (last) last.minutes = Math.min(cardMinutes, Math.max(rowMinutes, from - last.minute))
  }
  let free = 0
  let over: Laid['over'][number] | null = null
  for (const item of items) {
    const at = Math.min(minuteOf(item.at), end - rowMinutes)
    const minute = Math.max(at, free)
    if (minute - at > mostBelow || minute + rowMinutes > end) {
      if (over) over.count += 1
      else {
        over = { minute: Math.min(free, end - overMinutes), count: 1 }
        laid.over.push(over)
        room(over.minute)
        free = over.minute + overMinutes
      }
      continue
    }
    if (!over) room(minute)
    over = null
    laid.placed.push({ item, minute, minutes: Math.min(cardMinutes, end - minute) })
    free = minute + rowMinutes
  }
  return laid
}

/** Where a pointer lets go, in steps of a quarter of an hour; or the half hour that was pressed. */
export const snapped = (minute: number, step: 15 | 30): number =>
  Math.min(
    Math.max(step === 15 ? Math.round(minute / step) * step : Math.floor(minute / step) * step, 0),
    24 * 60 - step,
  )
