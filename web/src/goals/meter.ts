/** Where things stand on a goal's ruler, in hundredths of its length. The scale begins at 0, as every count does. */
import { aheadIn } from './ahead.ts'
import type { Goal } from './types.ts'

export interface Ruler {
  now: number | null
  from: number
  target: number
  reach: { low: number; high: number } | null
}

/** The largest of them stands at nine tenths, so that the flag has room. */
export function rulerOf({ baseline, target, progress }: Pick<Goal, 'baseline' | 'target' | 'progress'>): Ruler {
  const { now } = progress
  const ahead = aheadIn(progress)
  const largest = Math.max(baseline.value, target, now?.value ?? 0, Math.min(ahead?.high ?? 0, target * 2), 1e-9)
  const at = (value: number) => Math.min(100, (value / largest) * 90)
  return {
    now: now?.value == null ? null : at(now.value),
    from: at(baseline.value),
    target: at(target),
    reach: ahead && seen(at(ahead.low), at(ahead.high)),
  }
}

/** A whisker narrower than this would look like a speck on the ruler. */
const LEAST = 2
function seen(low: number, high: number): { low: number; high: number } {
  const lack = Math.max(0, LEAST - (high - low)) / 2
  return { low: low - lack, high: high + lack }
}
