/** What no database of ours keeps, wherever it stands in what came. */
import type { FieldProblem } from '#app/problem.ts'

/** Postgres keeps no NUL, and half a surrogate pair is no character. Walks all that was parsed; names each field as zod would. */
export function unkeepable(value: unknown, path = ''): FieldProblem[] {
  if (typeof value === 'string')
    return !value.includes('\u0000') && value.isWellFormed()
      ? []
      : [{ path, code: 'not-kept', message: 'This holds a character that cannot be kept.' }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => unkeepable(one, path ? `${path}.${key}` : key))
}
