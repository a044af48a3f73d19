import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { Meter } from '#goals/meter.tsx'
import { GoalMark } from '#goals/state.tsx'
import type { Goal } from '#goals/types.ts'
import { goalName, reasonWords, standing } from '#goals/words.ts'

/** One goal in the tree: its name, how it stands and why, its ruler. */
export function GoalRow({ goal, current }: { goal: Goal; current: boolean }) {
  const { handle } = useHere()
  return (
    <li className="g" aria-current={current || undefined}>
      <Link className="over" dir="auto" to={room.goal(handle, goal.id)}>
        {goalName(goal)}
      </Link>
      <GoalMark state={goal.progress.state} closed={goal.closed !== null} />
      <span className="small muted">
        {standing(goal)} · {reasonWords(goal.progress)}
      </span>
      <Meter goal={goal} />
    </li>
  )
}
