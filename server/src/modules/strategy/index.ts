export { DEFAULT_AREAS } from './areas.defaults.ts'
export { areaOperations } from './areas.routes.ts'
export { addDefaultAreas } from './areas.ts'
export { createGoal, scopeOf } from './create-goal.ts'
export { statedGoal, statedGoals } from './goal.view.ts'
export { todayIn } from './known.view.ts'
export {
  closeInput,
  type GoalInput,
  goalChange,
  goalInput,
  type StatedGoal,
  statedGoal as statedGoalAnswer,
} from './strategy.input.ts'
export { planOperations } from './strategy.routes.ts'
export { closeGoal, reopenGoal, updateGoal } from './update-goal.ts'
