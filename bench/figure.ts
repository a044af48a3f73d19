/** One measured figure, as it stands in results/latest.json. */
export interface Figure {
  /** null: could not be measured here; `why` says so. */
  value: number | null
  unit: 'ms' | 'MiB' | 'bytes' | 'packages' | 'ratio' | 'posts' | 'min'
  /** null: nothing to beat, reported for its own sake. */
  aim: number | null
  /** `least`: the aim is a lower bound. */
  better?: 'least'
  why?: string
}
export type Figures = Record<string, Figure>

export const median = (values: number[]): number => quantile(values, 0.5)
/** Nearest rank. @throws on an empty list: no figure is better than a made-up one. */
export function quantile(values: number[], q: number): number {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!
}
export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
export const meets = (figure: Figure): boolean | null =>
  figure.value === null || figure.aim === null
    ? null
    : figure.better === 'least'
      ? figure.value >= figure.aim
      : figure.value <= figure.aim
