import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { plansQuery } from '#goals/api.ts'
import { t } from '#i18n/t.ts'
import { postingChannelsQuery } from '#posts/api.ts'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { GoalForm } from '../components/goal-form.tsx'
import '../goals.css'

/** `/app/{handle}/goals/new`: one sentence. */
export function NewGoalPage() {
  const { handle, library } = useHere()
  const plans = useQuery(plansQuery(handle))
  const channels = useQuery(postingChannelsQuery(handle))
  return (
    <>
      <PageTitle
        title={t('goals.new')}
        above={<Link to={room.goals(handle)}>{t('app.goals')}</Link>}
        below={t('goals.newText')}
      />
      {!mayManage(library.role) ? (
        <Notice icon="lock" title={t('goals.notYours')} text={t('goals.notYoursText')} />
      ) : plans.isError || channels.isError ? (
        <NotLoaded again={() => Promise.all([plans.refetch(), channels.refetch()])} />
      ) : plans.data && channels.data ? (
        <GoalForm plans={plans.data} channels={channels.data.filter(({ standing }) => standing === 'ours')} />
      ) : (
        <Loading />
      )}
    </>
  )
}
