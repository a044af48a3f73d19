/** Plans with the goals under what they serve. A goal that serves nothing stands by itself; that can be right. */
import type { Goal, Plan } from './types.ts'

interface Branch {
  id: string
  name: string
  objectives: { id: string; name: string; goals: Goal[] }[]
  /** Open objectives and goals are none of them: then a word says that this can be right. */
  empty: boolean
}
export interface PlanTree {
  id: string
  name: string
  starts: string | null
  ends: string | null
  priorities: Branch[]
}

/** @param closed whether closed goals are wanted too. Retired parts stay while a goal serves them. */
export function treeOf(plans: Plan[], goals: Goal[], closed: boolean): { plans: PlanTree[]; alone: Goal[] } {
  const shown = goals.filter((goal) => closed || goal.closed === null)
  const serving = (objective: string) => shown.filter((goal) => goal.objective === objective)
  const trees = plans
    .map(({ id, name, starts, ends, priorities, retired }) => ({
      id,
      name,
      starts,
      ends,
      retired,
      priorities: priorities
        .map((priority) => {
          const objectives = priority.objectives
            .map((one) => ({ id: one.id, name: one.name, retired: one.retired, goals: serving(one.id) }))
            .filter((one) => !one.retired || one.goals.length > 0)
          const empty = objectives.every((one) => one.goals.length === 0)
          return { id: priority.id, name: priority.name, retired: priority.retired, objectives, empty }
        })
        .filter((one) => !one.retired || !one.empty),
    }))
    .filter((one) => !one.retired || one.priorities.some((priority) => !priority.empty))
  const known = new Set(plans.flatMap((plan) => plan.priorities.flatMap((one) => one.objectives.map(({ id }) => id))))
  return { plans: trees, alone: shown.filter((goal) => goal.objective === null || !known.has(goal.objective)) }
}
