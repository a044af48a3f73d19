/** What no database of ours keeps, wherever it stands in what came. */
import type { FieldProblem } from '#app/problem.ts'

/**
 * Postgres keeps no NUL, and half a surrogate pair is no character. Walks all that was parsed; names each field as zod would. Without recursion:
 * a body may be nested deeper than any stack.
 */
export function unkeepable(value: unknown): FieldProblem[] {
  const found: FieldProblem[] = []
  const open: { path: string; value: unknown }[] = [{ path: '', value }]
  for (const { path, value } of open) {
    if (typeof value === 'string') {
      if (value.includes('\u0000') || !value.isWellFormed())
        found.push({ path, code: 'not-kept', message: 'This holds a character that cannot be kept.' })
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) open.push({ path: path ? `${path}.${key}` : key, value: inner })
  }
  return found
}
