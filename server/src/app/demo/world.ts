/** What everything in the demonstration stands on: chance, days, people, branches, channels, pictures. */
import type { Chance } from './chance.ts'
import type { Drawn } from './pictures.ts'
import { BRANCHES, type ChannelKey, LIBRARY, PEOPLE } from './places.ts'
import type { Rows } from './rows.ts'

export interface World {
  rows: Rows
  chance: Chance
  /** The last moment of its past. */
  end: Date
  library: string
  people: { id: string; name: string; email: string }[]
  branches: { id: string; handle: string; name: string }[]
  /** Ids of content areas, by their names. */
  areas: Map<string, string>
  channels: Record<ChannelKey, string>
  pictures: (Drawn & { id: string })[]
  /** Where the library's own pages stand; the Bulletin's addresses begin with it. */
  origin: string
}

export const DAY = 86_400_000
export const ago = (world: World, days: number): Date => new Date(world.end.getTime() - days * DAY)
const zoned = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(LIBRARY.zone)
/** The library's day, as YYYY-MM-DD. */
export const dayOf = (at: Date): string => zoned(at).toPlainDate().toString()
export const dayFrom = (world: World, days: number): string => zoned(world.end).toPlainDate().add({ days }).toString()

/** A local time, some days from the last one; exact across the nights of the clocks. */
export function localTime(world: World, days: number, time: string): Date {
  const at = zoned(world.end).toPlainDate().add({ days }).toZonedDateTime({ timeZone: LIBRARY.zone, plainTime: time })
  return new Date(at.epochMilliseconds)
}
const WAKING = { from: 8, until: 20 }
/**
 * A quarter of an hour at or before the last moment, told in hours in which a library is awake (8 am to 8 pm): whoever begins a
 * demonstration at night finds what happened in the evening, not at 1 am. @param hours back from the last moment; less than 0: ahead
 */
export function awake(world: World, hours: number): Date {
  const now = zoned(world.end)
  const length = WAKING.until - WAKING.from
  const sinceOpening = Math.min(Math.max(now.hour + now.minute / 60 - WAKING.from, 0), length)
  const quarters = Math.floor((sinceOpening - hours) * 4)
  const days = Math.floor(quarters / (length * 4))
  const left = quarters - days * length * 4
  const time = new Temporal.PlainTime(WAKING.from).add({ minutes: left * 15 })
  return localTime(world, days, time.toString())
}
/** Nobody writes at night: twelve hours before, somebody did. */
export const byDay = (at: Date): Date => {
  const { hour } = zoned(at)
  return hour >= WAKING.from && hour < WAKING.until ? at : new Date(at.getTime() - 12 * 3_600_000)
}
export const plannedAt = (at: Date) => {
  const local = zoned(at)
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    zone: LIBRARY.zone,
  }
}
/** `Saturday`, and `10 a.m.` as American libraries print it. */
export const weekday = (at: Date): string =>
  new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: LIBRARY.zone }).format(at)
export function clock(hour: number): string {
  if (hour === 12) return 'noon'
  return `${hour > 12 ? hour - 12 : hour} ${hour >= 12 ? 'p.m.' : 'a.m.'}`
}

export const personOf = (world: World, email: string): string => world.people.find((one) => one.email === email)!.id
/** Who writes: everybody but those who only read. */
export const writers = (world: World): string[] =>
  PEOPLE.filter(({ role }) => role !== 'director' && role !== 'observer').map(({ email }) => personOf(world, email))
export const branchOf = (world: World, handle: string): string =>
  world.branches.find((one) => one.handle === handle)!.id
/** Large branches have more to tell. */
export const someBranch = (world: World) => {
  const weighed = BRANCHES.flatMap(({ handle, size }) =>
    Array<string>(size === 'large' ? 3 : size === 'middle' ? 2 : 1).fill(handle),
  )
  const handle = world.chance.one(weighed)
  return world.branches.find((one) => one.handle === handle)!
}
