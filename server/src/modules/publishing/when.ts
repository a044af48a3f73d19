import { resolvePlanned } from '@shelftalker/shared/time/planned.ts'
import { badInput } from '#app/problem.ts'
import type { PlannedTime } from '#db/schema/content.ts'

/** @throws Problem bad-input naming `when.date`, `when.time` or `when.zone`. */
export function dueOf(planned: PlannedTime): { dueAt: Date; planned: PlannedTime; clocks: 'skipped' | 'twice' | null } {
  const resolved = resolvePlanned(planned)
  if (!resolved.ok)
    throw badInput(
      `when.${resolved.trouble.field}`,
      'shape',
      `The ${resolved.trouble.field} ${resolved.trouble.reason}.`,
    )
  return {
    dueAt: new Date(resolved.value.instant.epochMilliseconds),
    planned: resolved.value.local,
    clocks: resolved.value.clocks,
  }
}
