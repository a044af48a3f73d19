import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { Closing } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { clock, longDate, moment, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { closingQuery } from '../api/closings.ts'
import { everyBranchWithin } from '../branch-words.ts'
import { ByHand } from '../components/by-hand.tsx'
import { Changes } from '../components/changes.tsx'
import { Holds } from '../components/holds.tsx'
import { kinds } from '../components/kinds.tsx'
import { Went } from '../components/went.tsx'
import '../closing.css'

/** `/app/{handle}/closing/{id}`: first what is still to do by hand, then where it went, then "Open again". Live. */
export function ClosedPage() {
  const { handle } = useHere()
  const { closing: id = '' } = useParams()
  const closing = useQuery(closingQuery(handle, id))
  if (closing.isPending) return <Loading />
  if (!closing.data) return <NotLoaded again={() => closing.refetch()} />
  const { data } = closing
  // All times of the page are by the clock of the place that is closed, which stands above its title.
  const { zone } = data
  const told = data.deliveries.filter(({ post }) => post === (data.againPost ?? data.post))
  const byHand = told.filter(({ manual, waitingFor }) => manual && waitingFor === 'person')
  return (
    <div className="stack closing">
      <PageTitle
        title={titleOf(data)}
        above={t('today.dateAndClock', {
          date: longDate(data.declaredAt, zone),
          clock: clock(data.declaredAt, zone),
          zone: zoneName(zone),
        })}
        below={sumOf(told, byHand.length)}
      />
      <div className="both">
        <div className="stack">
          {byHand.map((delivery) => (
            <ByHand key={delivery.id} delivery={delivery} text={data.text} again={data.againPost !== null} />
          ))}
          <Went closing={data} told={told} />
        </div>
        <div className="stack">
          <Changes closing={data} />
          <Holds closing={data} />
          <Log closing={data} />
        </div>
      </div>
    </div>
  )
}

function titleOf({ opening, branches, everyBranch, endedHow }: Closing): string {
  if (endedHow === 'again') return t('closing.openAgainTitle')
  if (endedHow === 'instead') return t('closing.insteadTitle')
  const where =
    branches.length === 0 || (everyBranch && branches.length === 1)
      ? null
      : everyBranch
        ? everyBranchWithin(branches.length)
        : branches.map(({ name }) => name).join(', ')
  const word = t(opening === 'late' ? 'closing.lateTitle' : 'closing.closedTitle')
  return where === null ? word : t('closing.titleWhere', { word, where })
}

function sumOf(told: Closing['deliveries'], byHand: number): string {
  const out = told.filter(({ state }) => state === 'published').length
  const sum = told.length === 0 ? t('closing.bannerOnly') : t('closing.outOn', { count: out, of: told.length })
  return byHand > 0 ? `${sum} ${t('closing.yoursToPost', { count: byHand })}` : sum
}

/** Who told it and why, and who ended it: what the log of the library keeps. */
function Log({ closing }: { closing: Closing }) {
  const { zone } = closing
  const name = (person: { name: string } | null) => person?.name ?? t('closing.somebody')
  const kind = t(kinds.find(({ value }) => value === closing.kind)!.word)
  return (
    <Section title={t('closing.log')}>
      <ul className="closing-log">
        <li>
          <time dateTime={closing.declaredAt}>{moment(closing.declaredAt, zone)}</time>
          <span>{t('closing.logTold', { name: name(closing.declaredBy), kind })}</span>
        </li>
        {closing.holds.length > 0 && (
          <li>
            <time dateTime={closing.declaredAt}>{moment(closing.declaredAt, zone)}</time>
            <span>{t('closing.logHeld', { count: closing.holds.length })}</span>
          </li>
        )}
        {closing.endedAt && (
          <li>
            <time dateTime={closing.endedAt}>{moment(closing.endedAt, zone)}</time>
            <span>
              {t(closing.endedHow === 'again' ? 'closing.logAgain' : 'closing.logInstead', {
                name: name(closing.endedBy),
              })}
            </span>
          </li>
        )}
      </ul>
    </Section>
  )
}
