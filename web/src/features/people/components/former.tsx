import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { Former as FormerPerson } from '#app/api.types.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { ForgetDialog } from '#app/forget.tsx'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'
import { Time } from '#ui/time.tsx'
import { formerQuery } from '../api/people.ts'

/** Who left, with the way to remove the name for good. Nothing is shown where nobody has left. */
export function Former() {
  const { handle } = useHere()
  const former = useInfiniteQuery(formerQuery(handle))
  const client = useQueryClient()
  const [asking, setAsking] = useState<FormerPerson | null>(null)
  const rows = former.data?.pages.flatMap(({ items }) => items) ?? []
  if (former.isError && rows.length === 0) return <NotLoaded again={() => former.refetch()} />
  if (rows.length === 0) return null
  const gone = () => {
    setAsking(null)
    // The name stands wherever this person did something.
    return client.invalidateQueries()
  }
  return (
    <Section title={t('people.left')} className="part roomy">
      <p className="small muted">{t('people.leftText')}</p>
      <ul className="rows">
        {rows.map((one) => (
          <FormerRow key={one.id} of={one} ask={() => setAsking(one)} />
        ))}
      </ul>
      {former.hasNextPage && (
        <div className="line">
          <Button busy={former.isFetchingNextPage} onClick={() => former.fetchNextPage()}>
            {t('people.logMore')}
          </Button>
        </div>
      )}
      {asking && (
        <Suspense>
          <ForgetDialog person={asking.id} name={asking.name} onClose={() => setAsking(null)} onDone={gone} />
        </Suspense>
      )}
    </Section>
  )
}

function FormerRow({ of: one, ask }: { of: FormerPerson; ask: () => void }) {
  const { zone, me } = useHere()
  const others = one.elsewhere && !me.person.installationAdministrator
  return (
    <li className="row wide">
      <Icon name="user" />
      <div>
        <h3>{one.name}</h3>
        <p className="small muted">
          {t('people.leftAt')} <Time at={one.leftAt} zone={zone} />
        </p>
        {one.anonymous && <p className="small muted">{t('people.nameGone')}</p>}
        {!one.anonymous && others && <p className="small muted">{t('people.leftElsewhere')}</p>}
      </div>
      {!one.anonymous && !others && (
        <div className="act">
          <Button aria-label={t('people.forgetOf', { name: one.name })} onClick={ask}>
            {t('people.forget')}
          </Button>
        </div>
      )}
    </li>
  )
}
