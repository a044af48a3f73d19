import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HostedLibrary, Library } from '#app/api.types.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { heldText } from '#ui/reason.ts'
import { Section } from '#ui/section.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { librariesQuery } from '../api/libraries.ts'
import { useRelease } from '../api/library.ts'
import { AddLibrary } from './add-library.tsx'
import { NameAdministrator } from './name-administrator.tsx'
import { PeopleOfNone } from './people-of-none.tsx'

/** What only the installation administrator sees: the libraries of this system, and whether it may send. */
export function HostPart({ library }: { library: Library }) {
  const libraries = useQuery(librariesQuery)
  const [adding, setAdding] = useState(false)
  const [naming, setNaming] = useState<HostedLibrary | null>(null)
  return (
    <Section
      title={t('settings.host')}
      id="host"
      className="part roomy"
      aside={<Mark icon="lock">{t('settings.onlyYou')}</Mark>}
    >
      <div className="host">
        {libraries.data && (
          <>
            <p className="small muted">{t('settings.hostText', { count: libraries.data.length })}</p>
            <ul className="rows">
              {libraries.data.map((one) => (
                <li key={one.id} className="row wide">
                  <Icon name={one.administrators === 0 ? 'triangle-alert' : 'library'} />
                  <div>
                    <h3>{one.name}</h3>
                    <p className="small muted">
                      {one.administrators === 0
                        ? t('settings.noAdministrator')
                        : t('settings.administrators', { count: one.administrators })}
                    </p>
                  </div>
                  <div className="act">
                    <Button
                      aria-label={t('settings.nameAdministratorOf', { name: one.name })}
                      onClick={() => setNaming(one)}
                    >
                      {t('settings.nameAdministrator')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
        {library.sendingHeld && <Held handle={library.handle} reason={library.sendingHeld.reason} />}
        <PeopleOfNone />
        <div className="line">
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('settings.addLibrary')}
          </Button>
        </div>
      </div>
      {adding && <AddLibrary onClose={() => setAdding(false)} />}
      {naming && <NameAdministrator of={naming} onClose={() => setNaming(null)} />}
    </Section>
  )
}

function Held({ handle, reason }: { handle: string; reason: string }) {
  const release = useRelease(handle)
  return (
    <Notice kind="wait" icon="pause" title={t('settings.sendingHeld')} text={heldText(reason)}>
      <FormTrouble error={release.error} />
      <Button busy={release.isPending} onClick={() => release.mutate(undefined)}>
        {t('settings.release')}
      </Button>
    </Notice>
  )
}
