import type { PlanTree } from '#goals/tree.ts'
import type { Goal } from '#goals/types.ts'
import { dayName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Notice } from '#ui/notice.tsx'
import { AddPart } from './add-part.tsx'
import { GoalRow } from './goal-row.tsx'
import { PartHead } from './part-head.tsx'

/** A plan: its priorities, their objectives, the goals that serve them. */
export function PlanPart({ plan, current, changes }: { plan: PlanTree; current: string | null; changes: boolean }) {
  const without = plan.priorities.filter((one) => one.empty).map((one) => one.name)
  return (
    <section className="plan" aria-labelledby={plan.id}>
      <PartHead kind="plan" part={plan} changes={changes}>
        <p className="plan-name" id={plan.id}>
          <span className="muted">{t('goals.plan')}</span> <b dir="auto">{plan.name}</b>
          {plan.starts && plan.ends && (
            <span className="small muted">
              {' '}
              {t('goals.fromTo', { from: dayName(plan.starts), to: dayName(plan.ends) })}
            </span>
          )}
        </p>
      </PartHead>
      {plan.priorities.map((priority, at) => (
        // No landmark: the next plan may have priorities of the same names.
        <div key={priority.id} className="prio">
          <PartHead kind="priority" part={priority} changes={changes}>
            <h2 id={priority.id}>
              <span>{at + 1}</span>
              <span dir="auto">{priority.name}</span>
            </h2>
          </PartHead>
          {priority.objectives.map((one) => (
            <div key={one.id} className="obj">
              <PartHead kind="objective" part={one} changes={changes}>
                <p className="said" dir="auto">
                  {one.name}
                </p>
              </PartHead>
              {one.goals.length > 0 && <GoalList goals={one.goals} current={current} />}
            </div>
          ))}
          {changes && !plan.retired && !priority.retired && <AddPart kind="objective" of={priority.id} />}
        </div>
      ))}
      {without.length > 0 && plan.priorities.length > without.length && (
        <Notice kind="wait" icon="info" title={t('goals.noGoalHere', { priority: without.join(', ') })} />
      )}
      {changes && !plan.retired && <AddPart kind="priority" of={plan.id} />}
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
