/** Plans with the goals under what they serve. A goal that serves nothing stands by itself; that can be right. */
import type { Goal, Plan } from './types.ts'

export interface Part {
  id: string
  name: string
  retired: boolean
  version: number
  /** Its place after a step up or down among those that are shown, as the server counts them; null: it is the first, or the last. */
  up: number | null
  down: number | null
}
interface Branch extends Part {
  objectives: (Part & { goals: Goal[] })[]
  /** Open objectives and goals are none of them: then a word says that this can be right. */
  empty: boolean
}
export interface PlanTree extends Part {
  starts: string | null
  ends: string | null
  priorities: Branch[]
}

/**
 * @param closed whether closed goals are wanted too
 * @param retired whether retired parts are wanted too; without it they stay while a goal serves them
 */
export function treeOf(
  plans: Plan[],
  goals: Goal[],
  closed: boolean,
  retired = false,
): { plans: PlanTree[]; alone: Goal[] } {
  const shown = goals.filter((goal) => closed || goal.closed === null)
  const serving = (objective: string) => shown.filter((goal) => goal.objective === objective)
  const stays = (one: { retired: boolean }) => retired || !one.retired
  const trees = plans
    .map((plan) => {
      const priorities = plan.priorities
        .map((priority) => {
          const objectives = priority.objectives
            .map((one) => ({ ...one, goals: serving(one.id) }))
            .filter((one) => stays(one) || one.goals.length > 0)
          const empty = objectives.every((one) => one.goals.length === 0)
          return { ...priority, objectives: inOrder(priority.objectives, objectives), empty }
        })
        .filter((one) => stays(one) || !one.empty)
      return { ...plan, priorities: inOrder(plan.priorities, priorities) }
    })
    .filter((one) => stays(one) || one.priorities.some((priority) => !priority.empty))
  const known = new Set(plans.flatMap((plan) => plan.priorities.flatMap((one) => one.objectives.map(({ id }) => id))))
  return {
    plans: inOrder(plans, trees),
    alone: shown.filter((goal) => goal.objective === null || !known.has(goal.objective)),
  }
}

/** A step leads past those that are not shown, or nothing would be seen to happen. */
function inOrder<T extends { id: string }>(all: readonly { id: string }[], shown: T[]) {
  const placeOf = (one: T | undefined) => (one ? all.findIndex(({ id }) => id === one.id) : null)
  return shown.map((one, at) => ({ ...one, up: placeOf(shown[at - 1]), down: placeOf(shown[at + 1]) }))
}

/** How many parts are retired and would not be shown. */
export function retiredIn(plans: Plan[], goals: Goal[], closed: boolean): number {
  const count = (retired: boolean) =>
    treeOf(plans, goals, closed, retired)
      .plans.flatMap((plan) => [plan, ...plan.priorities, ...plan.priorities.flatMap((one) => one.objectives)])
      .filter((one) => one.retired).length
  return count(true) - count(false)
}
