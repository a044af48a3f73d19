/** Figures out of a network's answer, the same for all adapters. */
import type { Figure, Measure } from './port.ts'

type Counted = Measure['counts']['post'][number]

/**
 * One figure for each measure that a network counts. A name that is absent or null in the answer is `not-told`.
 * @param told the answer's own fields by native name
 */
export function figuresOf(counted: readonly Counted[], told: Record<string, unknown>): Figure[] {
  return counted.map(({ measure, native }) => {
    const value = told[native]
    return typeof value === 'number' && Number.isFinite(value)
      ? { measure, native, value, missing: null }
      : { measure, native, value: null, missing: 'not-told' }
  })
}
