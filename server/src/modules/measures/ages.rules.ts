/** The ages at which a post is read, so that posts of different days can be compared at the same age. */
import type { Age } from '#db/schema/measures.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface AgeRule {
  age: Age
  /** How long after it was published. */
  afterMs: number
  /** Read later than this beyond the age, a figure no longer stands for it: a quarter of the age, and never above three days. */
  lateMs: number
}
/** In their order. Source of the ages: product's measures, "equal age: day 1, 7, 28", and the first hour for the delivery record. */
const AGES: readonly AgeRule[] = [
  { age: '1h', afterMs: HOUR, lateMs: HOUR / 4 },
  { age: '1d', afterMs: DAY, lateMs: DAY / 4 },
  { age: '7d', afterMs: 7 * DAY, lateMs: 1.75 * DAY },
  { age: '28d', afterMs: 28 * DAY, lateMs: 3 * DAY },
]

/** When a post of that moment is read at an age. */
const dueAt = (published: Date, { afterMs }: AgeRule): Date => new Date(published.getTime() + afterMs)

/** The first age that a post, found now, can still be read at; null for one that is older than all of them. */
export function firstAge(published: Date, now: Date): { age: Age; at: Date } | null {
  const rule = AGES.find((one) => now.getTime() <= dueAt(published, one).getTime() + one.lateMs)
  return rule ? { age: rule.age, at: dueAt(published, rule) } : null
}

/**
 * What a reading at this moment is. A machine that slept does not fake the ages it missed: they are told as missing, and the figure stands for
 * the age that it is in time for, or for none.
 * @param from the age that was planned next
 * @param now when the network answered
 */
export function standsFor(
  published: Date,
  from: Age,
  now: Date,
): { age: Age | null; missed: Age[]; next: { age: Age; at: Date } | null } {
  const missed: Age[] = []
  let age: Age | null = null
  for (const rule of AGES.slice(AGES.findIndex((one) => one.age === from))) {
    const due = dueAt(published, rule)
    if (due > now) return { age, missed, next: { age: rule.age, at: due } }
    if (now.getTime() <= due.getTime() + rule.lateMs) age = rule.age
    else missed.push(rule.age)
  }
  return { age, missed, next: null }
}
