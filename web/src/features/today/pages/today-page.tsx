import { useQuery } from '@tanstack/react-query'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { firstName, useHere } from '#app/here.ts'
import { todayQuery } from '#app/query.ts'
import { clock, dayIn, hourIn, longDate, shortDate, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Stamp } from '#ui/stamp.tsx'
import { useNow } from '#ui/use-now.ts'
import { Drafts } from '../components/drafts.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { GoingOut } from '../components/going-out.tsx'
import { NeedsYou } from '../components/needs-you.tsx'
import { Standing, ToldNow } from '../components/standing.tsx'
import '../today.css'

/** `/app/{handle}`: first what needs somebody, then what goes out, then what was begun. */
export function TodayPage() {
  const { handle } = useHere()
  const today = useQuery(todayQuery(handle))
  const { data } = today
  // Nothing has ever gone out, and nothing is on its way: the first steps help more than an empty day.
  const isNew = data !== undefined && data.out === 0 && data.needsYou.length + data.goingOut.length === 0
  return (
    <>
      <DayTitle />
      <ToldNow />
      <Standing />
      {today.isPending && <Skeleton lines={[30, 100, 100, 100]} />}
      {today.isError && !data && <NotLoaded again={() => today.refetch()} />}
      {data && (
        <div className={data.drafts.length > 0 ? 'day' : 'day one'}>
          {isNew ? (
            <FirstSteps channels={data.channels} />
          ) : (
            <div className="stack">
              <NeedsYou items={data.needsYou} />
              <GoingOut items={data.goingOut} />
            </div>
          )}
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
  const { me, zone, handle } = useHere()
  const now = new Date(useNow()).toISOString()
  const hour = hourIn(now, zone)
  const greeting = hour < 12 ? 'today.morning' : hour < 18 ? 'today.afternoon' : 'today.evening'
  return (
    <PageTitle
      title={t(greeting, { name: firstName(me.person) })}
      window={t('app.today')}
      above={t('today.dateAndClock', { date: longDate(now, zone), clock: clock(now, zone), zone: zoneName(zone) })}
      actions={
        <>
          <Stamp word={t('today.stamp')} date={shortDate(now, zone)} day={dayIn(now, zone)} />
          <ButtonLink to={room.closing(handle)}>{t('today.closing')}</ButtonLink>
        </>
      }
    />
  )
}
