import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKey } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'
import { keysQuery, useEndKey } from '../api/keys.ts'
import { MakeKey } from './make-key.tsx'

/** The library's API keys: what there is, a new one, an end. */
export function KeysPart() {
  const { handle } = useHere()
  const keys = useQuery(keysQuery(handle))
  const [making, setMaking] = useState(false)
  const [ending, setEnding] = useState<ApiKey | null>(null)
  return (
    <Section
      title={t('settings.keys')}
      id="keys"
      count={keys.data?.length}
      className="part roomy"
      aside={
        <Button icon="plus" onClick={() => setMaking(true)}>
          {t('settings.makeKey')}
        </Button>
      }
    >
      <p className="muted">{t('settings.keysText')}</p>
      {keys.isPending && <Loading />}
      {keys.isError && !keys.data && <NotLoaded again={() => keys.refetch()} />}
      {keys.data?.length === 0 && <p>{t('settings.noKeys')}</p>}
      {keys.data && keys.data.length > 0 && (
        <ul className="rows">
          {keys.data.map((key) => (
            <KeyRow key={key.id} of={key} onEnd={() => setEnding(key)} />
          ))}
        </ul>
      )}
      {making && <MakeKey onClose={() => setMaking(false)} />}
      {ending && <EndKey of={ending} onClose={() => setEnding(null)} />}
    </Section>
  )
}

function KeyRow({ of: key, onEnd }: { of: ApiKey; onEnd: () => void }) {
  const { zone } = useHere()
  return (
    <li className="row wide">
      <Icon name="key-round" />
      <div>
        <h3>{key.name}</h3>
        <p className="small muted">
          {t('settings.keyFacts', {
            made: shortDate(key.createdAt, zone),
            used: key.lastUsedAt
              ? t('settings.keyUsed', { at: shortDate(key.lastUsedAt, zone) })
              : t('settings.keyUnused'),
            ends: key.expiresAt
              ? t('settings.keyEndsAt', { at: shortDate(key.expiresAt, zone) })
              : t('settings.keyEndless'),
          })}
        </p>
      </div>
      <div className="act">
        <Button aria-label={t('settings.endKeyOf', { name: key.name })} onClick={onEnd}>
          {t('settings.endKey')}
        </Button>
      </div>
    </li>
  )
}

function EndKey({ of: key, onClose }: { of: ApiKey; onClose: () => void }) {
  const { handle } = useHere()
  const end = useEndKey(handle)
  return (
    <Dialog
      title={t('settings.endKeyAsk', { name: key.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="grave" busy={end.isPending} onClick={() => end.mutate(key.id, { onSuccess: onClose })}>
            {t('settings.endKey')}
          </Button>
        </>
      }
    >
      <p>{t('settings.endKeyText')}</p>
      <FormTrouble error={end.error} />
    </Dialog>
  )
}
