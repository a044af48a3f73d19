import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { goalsQuery, plansQuery } from '#goals/api.ts'
import { retiredIn, treeOf } from '#goals/tree.ts'
import type { Goal, Plan } from '#goals/types.ts'
import { goalName } from '#goals/words.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Empty } from '#ui/empty.tsx'
import { PageTitle } from '#ui/page.tsx'
import { AddPart } from '../components/add-part.tsx'
import { GoalList, PlanPart } from '../components/plan-tree.tsx'
import { WholeGoalPart } from '../components/whole-goal.tsx'
import '../goals.css'

/** `/app/{handle}/goals` and `/app/{handle}/goals/{goal}`: the tree, and beside it one goal. On a phone one at a time. */
export function GoalsPage() {
  const { handle } = useHere()
  const { goal } = useParams()
  const plans = useQuery(plansQuery(handle))
  const goals = useQuery(goalsQuery(handle))
  if (plans.isError || goals.isError) return <NotLoaded again={() => Promise.all([plans.refetch(), goals.refetch()])} />
  if (!plans.data || !goals.data) return <Loading />
  return <Rooms plans={plans.data} goals={goals.data} chosen={goal ?? null} />
}

function Rooms({ plans, goals, chosen }: { plans: Plan[]; goals: Goal[]; chosen: string | null }) {
  const { handle, library } = useHere()
  const [search, setSearch] = useSearchParams()
  const closed = search.has('closed')
  const retired = search.has('retired')
  const tree = treeOf(plans, goals, closed, retired)
  const changes = mayManage(library.role)
  const shown = chosen ?? goals.find((one) => one.closed === null)?.id ?? null
  const named = goals.find((one) => one.id === chosen)
  const hidden = goals.filter((one) => one.closed !== null).length
  const away = retiredIn(plans, goals, closed)
  const turn = (name: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        if (next.has(name)) next.delete(name)
        else next.set(name, '')
        return next
      },
      { replace: true },
    )
  const empty = goals.length === 0 && plans.length === 0
  return (
    <div className={chosen ? 'goal-room one-goal' : 'goal-room'}>
      <PageTitle
        title={t('app.goals')}
        window={named ? goalName(named) : t('app.goals')}
        above={chosen && <Link to={room.goals(handle)}>{t('app.goals')}</Link>}
        below={chosen ? null : t('goals.text')}
        actions={
          <>
            {shown && (
              <Button icon="printer" onClick={() => print()}>
                {t('goals.print')}
              </Button>
            )}
            {changes && (
              <ButtonLink icon="plus" to={room.newGoal(handle)}>
                {t('goals.new')}
              </ButtonLink>
            )}
          </>
        }
      />
      <div className={shown ? 'cols' : 'cols none'}>
        <div className="tree">
          {empty ? (
            <Empty
              level="h2"
              icon="target"
              title={t('goals.empty')}
              text={t('goals.emptyText')}
              source={t('goals.emptySource')}
            >
              {changes ? (
                <ButtonLink kind="ink" icon="plus" to={room.newGoal(handle)}>
                  {t('goals.new')}
                </ButtonLink>
              ) : (
                <p className="small muted">{t('goals.notYoursText')}</p>
              )}
            </Empty>
          ) : (
            <>
              {tree.plans.map((plan) => (
                <PlanPart key={plan.id} plan={plan} current={shown} changes={changes} />
              ))}
              {tree.alone.length > 0 && (
                <section className="prio" aria-labelledby="alone">
                  <h2 id="alone">
                    <span />
                    {t(plans.length > 0 ? 'goals.servesNothing' : 'goals.ours')}
                  </h2>
                  <GoalList goals={tree.alone} current={shown} />
                </section>
              )}
            </>
          )}
          {(hidden > 0 || away > 0) && (
            <div className="noprint line">
              {hidden > 0 && (
                <Button kind="plain" onClick={() => turn('closed')}>
                  {closed ? t('goals.hideClosed') : t('goals.showClosed', { count: hidden })}
                </Button>
              )}
              {away > 0 && (
                <Button kind="plain" onClick={() => turn('retired')}>
                  {retired ? t('goals.hideRetired') : t('goals.showRetired', { count: away })}
                </Button>
              )}
            </div>
          )}
          {changes && (
            <div className="stack">
              {plans.length === 0 && <p className="small muted">{t('goals.noPlan')}</p>}
              <AddPart kind="plan" next={plans.length > 0} />
            </div>
          )}
        </div>
        {shown && <WholeGoalPart key={shown} id={shown} plans={plans} />}
      </div>
    </div>
  )
}
