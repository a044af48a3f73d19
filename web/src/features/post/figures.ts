/** Figures of a post as rows for a table: a channel's measures, each at the ages at which it was read. Pure. */
import { MEASURES } from '@shelftalker/shared/measures/dictionary.ts'
import type { Delivery, Reading } from '#posts/types.ts'

export const AGES = ['1h', '1d', '7d', '28d'] as const
export type Age = (typeof AGES)[number]
export interface Cell {
  value: number | null
  /** Why there is none; null with no value: not every part was read. */
  missing: string | null
}
export interface FigureRow {
  channel: string
  measure: string
  /** What the network itself calls it. */
  native: string
  /** Parts of a thread are added where each of them was told; else it is known of none. null: none was read yet. */
  at: Record<Age, Cell | null>
}

/**
 * In the order of the dictionary of measures.
 * @param readings of one post, in any order. What the network never counts has no row; a later word on the same age counts.
 * @param parts how many deliveries are out, by channel: the sum of some of them would be too low a figure of the post
 */
export function figureRows(readings: Reading[], parts: Map<string, number>): FigureRow[] {
  const latest = new Map<string, Reading>()
  for (const one of readings) {
    if (!one.age || !one.delivery) continue
    const name = `${one.channel} ${one.measure} ${one.age} ${one.delivery}`
    const known = latest.get(name)
    if (!known || Date.parse(known.asOf) < Date.parse(one.asOf)) latest.set(name, one)
  }
  // By part and not by measure: only one part of a thread has a poll, whose votes are then all votes.
  const told = Map.groupBy(latest.values(), ({ channel, age }) => `${channel} ${age}`)
  const whole = ({ channel, age }: Reading) =>
    new Set(told.get(`${channel} ${age}`)?.map(({ delivery }) => delivery)).size >= (parts.get(channel) ?? 0)
  const rows = new Map<string, FigureRow>()
  for (const one of latest.values()) {
    const name = `${one.channel} ${one.measure}`
    const row: FigureRow = rows.get(name) ?? {
      channel: one.channel,
      measure: one.measure,
      native: one.native,
      at: { '1h': null, '1d': null, '7d': null, '28d': null },
    }
    const before = row.at[one.age!]
    const cell = { value: whole(one) ? one.value : null, missing: one.missing }
    row.at[one.age!] = before ? together(before, cell) : cell
    rows.set(name, row)
  }
  return [...rows.values()]
    .filter(({ at }) => AGES.some((age) => at[age] && at[age].missing !== 'not-counted'))
    .sort((one, other) => placeOf(one.measure) - placeOf(other.measure))
}

/** How many posts are out on each channel by machine: each is read by itself, a part of a thread or in another language. */
export function partsOut(deliveries: Delivery[]): Map<string, number> {
  const out = deliveries.filter(({ kind, manual, publishedAt }) => kind === 'post' && !manual && publishedAt !== null)
  return new Map(
    Array.from(
      Map.groupBy(out, ({ channel }) => channel),
      ([channel, all]) => [channel, all.length],
    ),
  )
}

const places = new Map(MEASURES.map(({ measure }, at) => [measure, at]))
/** A measure that this program does not know comes last. */
const placeOf = (measure: string): number => places.get(measure) ?? MEASURES.length

const together = (one: Cell, other: Cell): Cell =>
  one.value === null || other.value === null
    ? { value: null, missing: one.missing ?? other.missing }
    : { value: one.value + other.value, missing: null }
