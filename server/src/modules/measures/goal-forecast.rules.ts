/**
 * Where a goal would stand on its day if things went on as they did: a straight line by least squares, with the interval in which a new
 * figure would fall eight times in ten (the usual prediction interval: t · s · √(1 + 1/n + (x − x̄)²/Σ(x − x̄)²)). It says nothing below six
 * figures, and nothing about days further ahead than the figures reach back.
 */
import { daysBetween, type Period } from './goal-periods.rules.ts'

/** The design's own threshold (mockups/DESIGN.md, Charts). */
export const LEAST_FIGURES = 6
/** Older figures say little of the line that goes on; half a year of weeks, two years of months. */
const MOST_FIGURES = 26

export type Forecast =
  | { is: 'told'; on: string; value: number; low: number; high: number; n: number }
  | { is: 'too-few'; n: number; needs: number }
  | { is: 'too-far'; n: number; until: string }

export function forecastOf(periods: readonly Period[], due: string): Forecast {
  const known = periods.filter(({ complete, value }) => complete && value !== null).slice(-MOST_FIGURES)
  const n = known.length
  if (n < LEAST_FIGURES) return { is: 'too-few', n, needs: LEAST_FIGURES }
  const first = known[0]!.to
  const last = known.at(-1)!.to
  const x = known.map(({ to }) => daysBetween(first, to))
  const reach = x.at(-1)!
  const ahead = daysBetween(first, due)
  if (ahead - reach > reach) {
    const until = Temporal.PlainDate.from(last).add({ days: reach }).toString()
    return { is: 'too-far', n, until }
  }
  const y = known.map(({ value }) => value as number)
  const mean = (values: number[]) => values.reduce((total, value) => total + value, 0) / n
  const [mx, my] = [mean(x), mean(y)]
  const sxx = x.reduce((total, at) => total + (at - mx) ** 2, 0)
  const slope = x.reduce((total, at, i) => total + (at - mx) * (y[i]! - my), 0) / sxx
  const at = (day: number) => my + slope * (day - mx)
  const s = Math.sqrt(x.reduce((total, day, i) => total + (y[i]! - at(day)) ** 2, 0) / (n - 2))
  const half = tNinety(n - 2) * s * Math.sqrt(1 + 1 / n + (ahead - mx) ** 2 / sxx)
  // Nothing that is counted falls below none.
  const count = (value: number) => Math.max(0, value)
  const value = at(ahead)
  return { is: 'told', on: due, value: count(value), low: count(value - half), high: count(value + half), n }
}

/** The 0.9 quantile of Student's t by Cornish and Fisher's expansion: within 0.01 from 4 degrees of freedom on. */
export function tNinety(freedom: number): number {
  const z = 1.2815515655446004
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3
}
