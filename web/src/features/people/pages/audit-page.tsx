import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import type { AuditRow } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { dayIn, longDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { SelectField } from '#ui/field.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { Time } from '#ui/time.tsx'
import { auditQuery } from '../api/audit.ts'
import { peopleQuery } from '../api/people.ts'
import { NotYours } from '../components/not-yours.tsx'
import { deedKey, placeOf } from '../deeds.ts'
import { isRole } from '../roles.ts'
import '../people.css'

/** `/app/{handle}/log?person=`: who did what, day by day. */
export function AuditPage() {
  const { handle, zone, library } = useHere()
  const [params, setParams] = useSearchParams()
  const person = params.get('person')
  const allowed = library.role === 'administrator'
  const people = useQuery({ ...peopleQuery(handle), enabled: allowed })
  const log = useInfiniteQuery({ ...auditQuery(handle, person), enabled: allowed })
  if (!allowed) return <NotYours />
  const rows = log.data?.pages.flatMap(({ items }) => items) ?? []
  const days = Map.groupBy(rows, ({ at }) => dayIn(at, zone))
  return (
    <>
      <PageTitle title={t('people.log')} below={t('people.logText')} />
      <div className="stack roomy">
        <div className="log-of">
          <SelectField
            label={t('people.logOf')}
            value={person ?? ''}
            onChange={(value) => setParams(value ? { person: value } : {}, { replace: true })}
          >
            <option value="">{t('people.logAll')}</option>
            {people.data?.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </SelectField>
        </div>
        {log.isPending && <Loading />}
        {log.isError && rows.length === 0 && <NotLoaded again={() => log.refetch()} />}
        {log.data && rows.length === 0 && <p className="muted">{t('people.logEmpty')}</p>}
        {[...days].map(([day, all]) => (
          <Section key={day} title={longDate(all[0]!.at, zone)}>
            <ul className="plain log">
              {all.map((row) => (
                <Deed key={row.id} of={row} />
              ))}
            </ul>
          </Section>
        ))}
        {log.hasNextPage && (
          <div className="line">
            <Button busy={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
              {t('people.logMore')}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

function Deed({ of: row }: { of: AuditRow }) {
  const { handle, zone } = useHere()
  const key = deedKey(row.verb)
  const to = placeOf(handle, row.subject, room)
  // A verb without words of its own reads as it is called: “move delivery”.
  const words = key ? t(key) : row.verb.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return (
    <li>
      <Time at={row.at} zone={zone} as="clock" />
      <span>
        <b>{row.by.name ?? t(row.by.kind === 'host' ? 'people.byHost' : 'people.bySystem')}</b>{' '}
        {to ? <Link to={to}>{words}</Link> : words}
        {isRole(row.detail.role) && <span className="muted"> · {t(`people.role.${row.detail.role}`)}</span>}
      </span>
    </li>
  )
}
