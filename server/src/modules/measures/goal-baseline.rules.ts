/** Where a goal begins, proposed from the library's own past: first compare with oneself (library-domain.md, 1.6). */
import type { Way } from '@shelftalker/shared/goals/goal-measures.ts'
import { completeOn, type GoalReading, median, type Period, periodsOf, type Why } from './goal-periods.rules.ts'

/** The median of the last 90 days is the usual base; whole months so that no half month counts as one. Months without a figure are passed over. */
const MONTHS = 3
export type Proposal =
  | { value: number; n: number; from: string; to: string; months: number | null }
  | { value: null; why: Why; on: string | null }

/** @param asOf the library's day @returns how many figures it rests on: readings of an account (1), posts of the months */
export function proposeBaseline(way: Way, readings: readonly GoalReading[], asOf: string): Proposal {
  const periods = periodsOf(way, readings, asOf)
  if (way === 'last') {
    const last = readings
      .filter(({ on, value }) => value !== null && on <= asOf)
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .at(-1)
    return last
      ? { value: last.value!, n: 1, from: last.on, to: last.on, months: null }
      : { value: null, why: 'no-figures', on: null }
  }
  const told = periods.filter(({ complete, value }) => complete && value !== null).slice(-MONTHS)
  if (told.length === 0) return { value: null, ...whyNone(way, periods) }
  return {
    value: rounded(median(told.map(({ value }) => value as number))),
    n: told.reduce((total, { n }) => total + n, 0),
    from: told[0]!.from,
    to: told.at(-1)!.to,
    months: told.length,
  }
}

function whyNone(way: Way, periods: Period[]): { why: Why; on: string | null } {
  const running = periods.at(-1)
  if (!running) return { why: 'no-posts', on: null }
  if (!running.complete) return { why: 'not-yet', on: completeOn(way, running.to) }
  return { why: running.why ?? 'no-figures', on: null }
}
const rounded = (value: number) => Math.round(value * 100) / 100
