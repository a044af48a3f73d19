import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { Problem } from '#app/problem.ts'
import { GoalChart } from '#goals/chart.tsx'
import { Meter } from '#goals/meter.tsx'
import { GoalMark } from '#goals/state.tsx'
import type { Plan, WholeGoal } from '#goals/types.ts'
import { goalName, madeOf, measureName, periodName, reasonWords, standing } from '#goals/words.ts'
import { dayName, figure, listed, moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Fold } from '#ui/fold.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { goalQuery } from '../api/goals.ts'
import { ChangePart } from './change-part.tsx'
import { Forecast } from './forecast.tsx'
import { PostsPart } from './posts-part.tsx'
import { RowsPart } from './rows-part.tsx'
import { Sentence } from './sentence.tsx'

/** One goal, as one would show it to a director: what was wanted, where it stands and why, and what that rests on. */
export function WholeGoalPart({ id, plans }: { id: string; plans: Plan[] }) {
  const { handle, library } = useHere()
  const [search] = useSearchParams()
  const read = useQuery(goalQuery(handle, id, search.get('period')))
  const goal = read.data
  if (!goal) {
    if (read.isPending) return <Skeleton lines={[50, 100, 100, 100]} />
    if (read.error instanceof Problem && read.error.status === 404)
      return <Notice icon="info" title={t('goals.gone')} text={t('goals.goneText')} />
    return <NotLoaded again={() => read.refetch()} />
  }
  const objective = plans
    .flatMap((plan) => plan.priorities)
    .flatMap((one) => one.objectives)
    .find((one) => one.id === goal.objective)
  return (
    <section className="one stack roomy" aria-labelledby="goal">
      <div className="line ends">
        <h2 className="goal-name" id="goal" dir="auto">
          {goalName(goal)}
        </h2>
        <GoalMark state={goal.progress.state} closed={goal.closed !== null} boxed />
      </div>
      <Sentence goal={goal} objective={objective?.name ?? null} />
      <Now goal={goal} />
      {goal.closed ? (
        <Notice
          icon="lock"
          title={t('goals.closedOn', { at: moment(goal.closed.at, library.zone) })}
          text={goal.closed.reason}
        />
      ) : (
        <Forecast goal={goal} />
      )}
      <GoalChart goal={goal} />
      {goal.progress.untold.length > 0 && (
        <p className="small muted">{t('goals.untold', { channels: listed(goal.progress.untold) })}</p>
      )}
      <PostsPart goal={goal} />
      <RowsPart goal={goal} />
      <Before goal={goal} />
      {mayManage(library.role) && <ChangePart goal={goal} plans={plans} />}
    </section>
  )
}

/** The figure that everything is about, with what it is of. */
function Now({ goal }: { goal: WholeGoal }) {
  const { progress } = goal
  const { now, way } = progress
  const made = madeOf(progress)
  return (
    <div className="stack now">
      {now?.value == null ? (
        <p className="nofig">{t('goals.noFigure')}</p>
      ) : (
        <p className="big-figure">
          <a className="figure" href="#rows">
            {figure(now.value)}
          </a>{' '}
          <span>
            {measureName(goal)}, {periodName(now, way)}
          </span>
        </p>
      )}
      <Meter goal={goal} />
      <p>
        {reasonWords(progress)}{' '}
        <span className="small muted">{[standing(goal), made].filter(Boolean).join(' · ')}</span>
      </p>
    </div>
  )
}

/** A target that was moved stays to be seen. */
function Before({ goal }: { goal: WholeGoal }) {
  const { zone } = useHere()
  if (goal.before.length === 0) return null
  return (
    <Fold line={t('goals.before', { count: goal.before.length })}>
      <ul className="plain-list">
        {goal.before.map((one) => (
          <li key={one.version}>
            {t('goals.beforeOne', {
              target: figure(one.target),
              due: dayName(one.due),
              at: moment(one.at, zone),
              name: one.by?.name ?? t('goals.aProgram'),
            })}
          </li>
        ))}
      </ul>
    </Fold>
  )
}
