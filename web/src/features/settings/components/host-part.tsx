import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Library } from '#app/api.types.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { heldText } from '#ui/reason.ts'
import { Section } from '#ui/section.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { librariesQuery } from '../api/libraries.ts'
import { useRelease } from '../api/library.ts'
import { AddLibrary } from './add-library.tsx'

/** What only the installation administrator sees: the libraries of this system, and whether it may send. */
export function HostPart({ library }: { library: Library }) {
  const libraries = useQuery(librariesQuery)
  const [adding, setAdding] = useState(false)
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
            <ul className="plain-list">
              {libraries.data.map((one) => (
                <li key={one.id}>{one.name}</li>
              ))}
            </ul>
          </>
        )}
        {library.sendingHeld && <Held handle={library.handle} reason={library.sendingHeld.reason} />}
        <div className="line">
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('settings.addLibrary')}
          </Button>
        </div>
      </div>
      {adding && <AddLibrary onClose={() => setAdding(false)} />}
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
