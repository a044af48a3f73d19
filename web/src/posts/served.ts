/** What a post can serve, out of the library's goals and plans: pure. */
import type { Goal, Plan } from '#goals/types.ts'

export interface Named {
  id: string
  name: string
}
/** What can be served, under the word for it: open goals, and the objectives that stand. */
export interface Served {
  goals: Named[]
  objectives: Named[]
}

export function servedBy(goals: Goal[], plans: Plan[], chosen: string | null, nameOf: (goal: Goal) => string): Served {
  return {
    goals: goals
      .filter(({ id, closed }) => closed === null || id === chosen)
      .map((goal) => ({ id: goal.id, name: nameOf(goal) })),
    objectives: plans
      .filter((plan) => !plan.retired)
      .flatMap((plan) => plan.priorities.filter((one) => !one.retired).flatMap((one) => one.objectives))
      .filter(({ id, retired }) => !retired || id === chosen)
      .map(({ id, name }) => ({ id, name })),
  }
}
