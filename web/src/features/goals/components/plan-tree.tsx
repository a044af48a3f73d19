import type { PlanTree } from '#goals/tree.ts'
import type { Goal } from '#goals/types.ts'
import { dayName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Notice } from '#ui/notice.tsx'
import { AddPart } from './add-part.tsx'
import { GoalRow } from './goal-row.tsx'

/** A plan: its priorities, their objectives, the goals that serve them. */
export function PlanPart({ plan, current, changes }: { plan: PlanTree; current: string | null; changes: boolean }) {
  const without = plan.priorities.filter((one) => one.empty).map((one) => one.name)
  return (
    <section className="plan" aria-labelledby={plan.id}>
      <p className="plan-name" id={plan.id}>
        <span className="muted">{t('goals.plan')}</span> <b dir="auto">{plan.name}</b>
        {plan.starts && plan.ends && (
          <span className="small muted">
            {' '}
            {t('goals.fromTo', { from: dayName(plan.starts), to: dayName(plan.ends) })}
          </span>
        )}
      </p>
      {plan.priorities.map((priority, at) => (
        <section key={priority.id} className="prio" aria-labelledby={priority.id}>
          <h2 id={priority.id}>
            <span>{at + 1}</span>
            <span dir="auto">{priority.name}</span>
          </h2>
          {priority.objectives.map((one) => (
            <div key={one.id} className="obj">
              <p className="said" dir="auto">
                {one.name}
              </p>
              {one.goals.length > 0 && <GoalList goals={one.goals} current={current} />}
            </div>
          ))}
          {changes && <AddPart kind="objective" of={priority.id} />}
        </section>
      ))}
      {without.length > 0 && plan.priorities.length > without.length && (
        <Notice kind="wait" icon="info" title={t('goals.noGoalHere', { priority: without.join(', ') })} />
      )}
      {changes && <AddPart kind="priority" of={plan.id} />}
    </section>
  )
}

export function GoalList({ goals, current }: { goals: Goal[]; current: string | null }) {
  return (
    <ul className="goals">
      {goals.map((goal) => (
        <GoalRow key={goal.id} goal={goal} current={goal.id === current} />
      ))}
    </ul>
  )
}
