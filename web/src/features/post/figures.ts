/** Figures of a post as rows for a table: a channel's measures, each at the ages at which it was read. Pure. */
import type { Reading } from '#posts/types.ts'

export const AGES = ['1h', '1d', '7d', '28d'] as const
export type Age = (typeof AGES)[number]
export interface Cell {
  value: number | null
  /** Why there is none. */
  missing: string | null
}
export interface FigureRow {
  channel: string
  measure: string
  /** What the network itself calls it. */
  native: string
  /** Parts of a thread are added where each of them was told; else it is known of none. null: not read yet. */
  at: Record<Age, Cell | null>
}

/** @param readings of one post, in any order. What the network never counts has no row; a later word on the same age counts. */
export function figureRows(readings: Reading[]): FigureRow[] {
  const latest = new Map<string, Reading>()
  for (const one of readings) {
    if (!one.age || !one.delivery) continue
    const name = `${one.channel} ${one.measure} ${one.age} ${one.delivery}`
    const known = latest.get(name)
    if (!known || Date.parse(known.asOf) < Date.parse(one.asOf)) latest.set(name, one)
  }
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
    row.at[one.age!] = before ? together(before, one) : { value: one.value, missing: one.missing }
    rows.set(name, row)
  }
  return [...rows.values()].filter(({ at }) => AGES.some((age) => at[age] && at[age].missing !== 'not-counted'))
}

const together = (one: Cell, other: Cell): Cell =>
  one.value === null || other.value === null
    ? { value: null, missing: one.missing ?? other.missing }
    : { value: one.value + other.value, missing: null }
