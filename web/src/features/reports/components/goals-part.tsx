import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { goalsQuery } from '#goals/api.ts'
import { Meter } from '#goals/meter.tsx'
import { GoalMark } from '#goals/state.tsx'
import { goalName, reasonWords, standing } from '#goals/words.ts'
import { t } from '#i18n/t.ts'
import { Section } from '#ui/section.tsx'

/** The open goals, each with how it stands and why. */
export function GoalsPart() {
  const { handle } = useHere()
  const read = useQuery(goalsQuery(handle))
  const goals = read.data?.filter(({ closed }) => closed === null)
  return (
    <Section
      title={t('reports.goals')}
      aside={
        <Link className="small noprint" to={room.goals(handle)}>
          {t('reports.toGoals')}
        </Link>
      }
    >
      {read.isPending && <Loading />}
      {read.isError && !goals && <NotLoaded again={() => read.refetch()} />}
      {goals?.length === 0 && <p className="muted">{t('reports.noGoals')}</p>}
      <ul className="plain stack">
        {goals?.map((goal) => (
          <li key={goal.id} className="stack">
            <div className="line ends">
              <Link dir="auto" to={room.goal(handle, goal.id)}>
                {goalName(goal)}
              </Link>
              <GoalMark state={goal.progress.state} closed={false} />
            </div>
            <Meter goal={goal} />
            <p className="small muted">
              {standing(goal)} · {reasonWords(goal.progress)}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
