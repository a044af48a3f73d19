import type { PlainKey } from '#i18n/t.ts'
import type { PartKind } from './api/plans.ts'

/** What each kind of part of a plan is called where it is typed. */
export const partWords: Record<PartKind, { add: PlainKey; label: PlainKey; hint: PlainKey; max: number }> = {
  plan: { add: 'goals.addPlan', label: 'goals.planName', hint: 'goals.planHint', max: 200 },
  priority: { add: 'goals.addPriority', label: 'goals.priorityName', hint: 'goals.priorityHint', max: 300 },
  objective: { add: 'goals.addObjective', label: 'goals.objectiveName', hint: 'goals.objectiveHint', max: 500 },
}
