import { useQuery } from '@tanstack/react-query'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { branchesQuery, hoursQuery, libraryQuery } from '#app/query.ts'
import { t } from '#i18n/t.ts'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { BranchesPart } from '../components/branches-part.tsx'
import { ClosedPart, HolidaysPart } from '../components/closed-part.tsx'
import { HoursPart } from '../components/hours-part.tsx'
import { WordsPart } from '../components/words-part.tsx'
import '../hours.css'

/** `/app/{handle}/settings/hours`: branches, their hours, closed days, and the words for a closing. */
export function HoursPage() {
  const { handle, library: mine } = useHere()
  const branches = useQuery(branchesQuery(handle))
  const hours = useQuery(hoursQuery(handle))
  const library = useQuery(libraryQuery(handle))
  const manages = mayManage(mine.role)
  const failed = [branches, hours, library].find((one) => one.isError && !one.data)
  return (
    <div className="stack hours-page">
      <PageTitle title={t('hours.title')} below={t('hours.below')} />
      {!manages && <Notice icon="lock" title={t('hours.mayNot')} />}
      {failed && <NotLoaded again={() => failed.refetch()} />}
      {!failed && !(branches.data && hours.data && library.data) && <Loading />}
      {manages && branches.data && hours.data && library.data && (
        <>
          <HoursPart handle={handle} branches={branches.data} hours={hours.data} />
          <BranchesPart handle={handle} branches={branches.data} />
          <ClosedPart handle={handle} branches={branches.data} />
          <HolidaysPart handle={handle} />
          <WordsPart handle={handle} language={library.data.language} zone={library.data.zone} />
        </>
      )}
    </div>
  )
}
