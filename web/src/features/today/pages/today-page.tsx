import { useQuery } from '@tanstack/react-query'
import { NotLoaded } from '#app/boundary.tsx'
import { firstName, useHere } from '#app/here.ts'
import { clock, dayIn, hourIn, longDate, shortDate, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { PageTitle } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Stamp } from '#ui/stamp.tsx'
import { useNow } from '#ui/use-now.ts'
import { anyPostQuery, todayQuery } from '../api/today.ts'
import { Drafts } from '../components/drafts.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { GoingOut } from '../components/going-out.tsx'
import { NeedsYou } from '../components/needs-you.tsx'
import { Standing } from '../components/standing.tsx'
import '../today.css'

/** `/app/{handle}`: first what needs somebody, then what goes out, then what was begun. */
export function TodayPage() {
  const { handle } = useHere()
  const today = useQuery(todayQuery(handle))
  const { data } = today
  const quiet = data !== undefined && data.needsYou.length + data.goingOut.length + data.drafts.length === 0
  const anyPost = useQuery({ ...anyPostQuery(handle), enabled: quiet })
  return (
    <>
      <DayTitle />
      <Standing />
      {today.isPending && <Skeleton lines={[30, 100, 100, 100]} />}
      {today.isError && !data && <NotLoaded again={() => today.refetch()} />}
      {data && quiet && anyPost.data === false && <FirstSteps channels={data.channels} />}
      {data && !(quiet && anyPost.data === false) && (
        <div className={data.drafts.length > 0 ? 'day' : 'day one'}>
          <div className="stack">
            <NeedsYou items={data.needsYou} />
            <GoingOut items={data.goingOut} />
          </div>
          {data.drafts.length > 0 && (
            <div className="stack">
              <Drafts items={data.drafts} />
            </div>
          )}
        </div>
      )}
    </>
  )
}

function DayTitle() {
  const { me, zone } = useHere()
  const now = new Date(useNow()).toISOString()
  const hour = hourIn(now, zone)
  const greeting = hour < 12 ? 'today.morning' : hour < 18 ? 'today.afternoon' : 'today.evening'
  return (
    <PageTitle
      title={t(greeting, { name: firstName(me.person) })}
      window={t('app.today')}
      above={t('today.dateAndClock', { date: longDate(now, zone), clock: clock(now, zone), zone: zoneName(zone) })}
      actions={<Stamp word={t('today.stamp')} date={shortDate(now, zone)} day={dayIn(now, zone)} />}
    />
  )
}
