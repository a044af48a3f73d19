/** Readings grouped into the periods that a goal is read by: weeks for what stands at a moment, calendar months for what posts had. */
import { EQUAL_AGE_DAYS, type Way } from '@shelftalker/shared/goals/goal-measures.ts'

/** One figure behind a goal. Days are the library's own. */
export interface GoalReading {
  /** Of the account: the day it was read. Of a post: the day it went out. */
  on: string
  /** The post's count at equal age, or the account's figure. null: not told, or not read yet; never 0 for want of knowing. */
  value: number | null
}
/** Why a period has no figure. */
export type Why = 'no-posts' | 'too-few-told' | 'not-yet' | 'no-figures'

export interface Period {
  from: string
  to: string
  value: number | null
  /** Figures that went into it, and how many there could have been. */
  n: number
  of: number
  /** Only of a mean: its two halves, so that it can be pooled and checked. */
  numerator: number | null
  denominator: number | null
  /** Nothing will be added to it. */
  complete: boolean
  why: Why | null
}

/** Below this share of posts with a figure, a sum says more about what is missing than about the month. */
const LEAST_TOLD = 0.5

const plain = (day: string) => Temporal.PlainDate.from(day)
const DAY_MS = 86_400_000
/** By UTC, where all days are of one length: it is asked for each of a year's readings, and a calendar takes ten times as long. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string): number => plain(from).until(plain(to)).days

/**
 * From the period of the first reading to that of `asOf`, none left out: a month without posts is a gap, and shown as one.
 * @param asOf the library's day
 */
export function periodsOf(way: Way, readings: readonly GoalReading[], asOf: string): Period[] {
  const known = readings.filter(({ on }) => on <= asOf)
  if (known.length === 0) return []
  const byPeriod = new Map<string, GoalReading[]>()
  for (const reading of known) {
    const from = beginOf(way, reading.on)
    const there = byPeriod.get(from)
    if (there) there.push(reading)
    else byPeriod.set(from, [reading])
  }
  const periods: Period[] = []
  for (let from = [...byPeriod.keys()].sort()[0]!; from <= asOf; from = nextOf(way, from))
    periods.push(periodOf(way, from, byPeriod.get(from) ?? [], asOf))
  return periods
}

/** The day from which on nothing more is added to a period: its last post has reached the age at which it counts. */
export const completeOn = (way: Way, to: string): string => addDays(to, way === 'last' ? 1 : EQUAL_AGE_DAYS + 1)

const beginOf = (way: Way, day: string) =>
  way === 'last' ? addDays(day, -((new Date(day).getUTCDay() + 6) % 7)) : `${day.slice(0, 7)}-01`
const nextOf = (way: Way, from: string) =>
  way === 'last' ? addDays(from, 7) : plain(from).add({ months: 1 }).toString()

function periodOf(way: Way, from: string, readings: GoalReading[], asOf: string): Period {
  const to = addDays(nextOf(way, from), -1)
  const complete = asOf >= completeOn(way, to)
  const values = readings.flatMap(({ value }) => (value === null ? [] : [value]))
  const period = { from, to, n: values.length, of: readings.length, complete, numerator: null, denominator: null }
  const missing = (why: Why): Period => ({ ...period, value: null, why })
  if (way === 'last') {
    const last = readings
      .filter(({ value }) => value !== null)
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .at(-1)
    return last ? { ...period, value: last.value, why: null } : missing('no-figures')
  }
  if (readings.length === 0) return missing('no-posts')
  if (values.length < readings.length * LEAST_TOLD || values.length === 0)
    return missing(complete ? 'too-few-told' : 'not-yet')
  const sum = values.reduce((total, value) => total + value, 0)
  if (way === 'sum') return { ...period, value: sum, why: null }
  if (way === 'median') return { ...period, value: median(values), why: null }
  return { ...period, value: sum / values.length, numerator: sum, denominator: values.length, why: null }
}

/** @throws on an empty list: the middle of nothing is no figure. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('there is no median of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
