import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { PersonOfNone } from '#app/api.types.ts'
import { ForgetDialog } from '#app/forget.tsx'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { peopleOfNoneQuery } from '../api/libraries.ts'

/** Who still has a sign-in and belongs to no library: the name of somebody of several libraries is removed here. */
export function PeopleOfNone() {
  const people = useQuery(peopleOfNoneQuery)
  const client = useQueryClient()
  const [asking, setAsking] = useState<PersonOfNone | null>(null)
  if (!people.data?.length) return null
  const gone = () => {
    setAsking(null)
    return client.invalidateQueries()
  }
  return (
    <>
      <h3>{t('settings.ofNone')}</h3>
      <p className="small muted">{t('settings.ofNoneText')}</p>
      <ul className="rows">
        {people.data.map((one) => (
          <li key={one.id} className="row wide">
            <Icon name="user" />
            <div>
              <h4>{one.name}</h4>
              <p className="small muted">{one.email}</p>
            </div>
            <div className="act">
              <Button aria-label={t('settings.forgetOf', { name: one.name })} onClick={() => setAsking(one)}>
                {t('settings.forget')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {asking && (
        <Suspense>
          <ForgetDialog person={asking.id} name={asking.name} onClose={() => setAsking(null)} onDone={gone} />
        </Suspense>
      )}
    </>
  )
}
