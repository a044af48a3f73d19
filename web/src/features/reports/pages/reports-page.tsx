import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { monthName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { SelectField } from '#ui/field.tsx'
import { PageTitle } from '#ui/page.tsx'
import { monthQuery, recordQuery } from '../api/reports.ts'
import { GoalsPart } from '../components/goals-part.tsx'
import { MonthPart } from '../components/month-part.tsx'
import { RecordPart } from '../components/record-part.tsx'
import { lastMonths } from '../months.ts'
import '../reports.css'

/** `/app/{handle}/reports?month=2026-10`: one page that can be shown to a director. */
export function ReportsPage() {
  const { handle, library } = useHere()
  const [search, setSearch] = useSearchParams()
  const month = useQuery(monthQuery(handle, search.get('month')))
  const record = useQuery(recordQuery(handle))
  return (
    <>
      <PageTitle
        title={t('app.reports')}
        below={month.data && t('reports.text', { month: monthName(month.data.from) })}
        actions={
          <Button icon="printer" onClick={() => print()}>
            {t('reports.print')}
          </Button>
        }
      />
      <div className="stack roomy report">
        <p className="onprint said">{library.name}</p>
        {month.data && (
          <div className="noprint which">
            <SelectField
              label={t('reports.month')}
              value={month.data.month}
              onChange={(value) => setSearch({ month: value }, { replace: true })}
            >
              {lastMonths(month.data.asOf, 18, month.data.month).map((one) => (
                <option key={one} value={one}>
                  {monthName(`${one}-01`)}
                </option>
              ))}
            </SelectField>
          </div>
        )}
        <GoalsPart />
        {month.isPending && <Loading />}
        {month.isError && !month.data && <NotLoaded again={() => month.refetch()} />}
        {month.data && <MonthPart month={month.data} />}
        {record.isError && !record.data && <NotLoaded again={() => record.refetch()} />}
        {record.data && <RecordPart record={record.data} />}
      </div>
    </>
  )
}
