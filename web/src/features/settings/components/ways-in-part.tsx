import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'
import { waysInQuery } from '../api/ways-in.ts'
import { ChangePassword } from './change-password.tsx'
import { OpenSessions } from './open-sessions.tsx'
import { Passkeys } from './passkeys.tsx'
import { SecondStepRow } from './second-step-row.tsx'

/** What lets this person in: a password, passkeys, a second step; and where she is in already. */
export function WaysInPart() {
  const ways = useQuery(waysInQuery)
  const [changing, setChanging] = useState(false)
  return (
    <Section title={t('settings.signIn')} id="sign-in" className="part roomy">
      <p className="muted">{t('settings.signInText')}</p>
      {ways.isPending && <Loading />}
      {ways.isError && !ways.data && <NotLoaded again={() => ways.refetch()} />}
      {ways.data && (
        <>
          <ul className="rows">
            <li className="row wide">
              <Icon name="lock" />
              <div>
                <h3>{t('settings.password')}</h3>
                <p className="small muted">
                  {t(ways.data.password ? 'settings.passwordText' : 'settings.noPasswordText')}
                </p>
              </div>
              <div className="act">
                <Button onClick={() => setChanging(true)}>
                  {t(ways.data.password ? 'settings.changePassword' : 'settings.choosePassword')}
                </Button>
              </div>
            </li>
            {ways.data.password && <SecondStepRow of={ways.data.secondStep} />}
          </ul>
          <Passkeys of={ways.data.passkeys} />
        </>
      )}
      <OpenSessions />
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </Section>
  )
}
