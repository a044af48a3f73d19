import { useQuery } from '@tanstack/react-query'
import type { OpenSession } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Time } from '#ui/time.tsx'
import { sessionsQuery, useEndSession } from '../api/ways-in.ts'

/** Where she is signed in; each but this one can be ended from here. */
export function OpenSessions() {
  const sessions = useQuery(sessionsQuery)
  const end = useEndSession()
  const { zone } = useHere()
  if (!sessions.data) return null
  return (
    <div className="stack">
      <h3>{t('settings.sessions')}</h3>
      <FormTrouble error={end.error} />
      <ul className="rows">
        {sessions.data.map((one) => (
          <li className="row wide" key={one.id}>
            <Icon name="monitor" />
            <div>
              <h4>{nameOf(one)}</h4>
              <p className="small muted">
                {one.here ? (
                  t('settings.sessionHere')
                ) : (
                  <>
                    {t('settings.sessionUsed')} <Time at={one.lastUsedAt} zone={zone} />
                  </>
                )}
                {one.sharedComputer && ` · ${t('settings.sessionShared')}`}
              </p>
            </div>
            {!one.here && (
              <div className="act">
                <Button
                  aria-label={t('settings.endSessionOf', { device: nameOf(one) })}
                  busy={end.isPending && end.variables === one.id}
                  onClick={() => end.mutate(one.id)}
                >
                  {t('settings.endSession')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function nameOf({ device: { browser, system } }: OpenSession): string {
  if (browser && system) return t('settings.device', { browser, system })
  return browser ?? system ?? t('settings.deviceUnknown')
}
