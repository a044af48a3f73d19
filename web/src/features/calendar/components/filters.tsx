import type { ReactNode } from 'react'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { type Place, toggled } from '../place.ts'
import { offered } from '../sift.ts'
import { type Calendar, stands, standWords } from '../stand.ts'

/** Narrows what is shown to channels and states that are there. They stand in the address. */
export function Filters({ calendar, place, turn }: { calendar: Calendar; place: Place; turn: (place: Place) => void }) {
  const offer = offered(calendar, place)
  if (offer.channels.length + offer.stands.size === 0) return null
  const any = place.channels.length + place.stands.length > 0
  return (
    <div className="filters">
      <Group label={t('calendar.byChannel')}>
        {offer.channels.map(({ id, name, network }) => (
          <Chip
            key={id}
            on={place.channels.includes(id)}
            act={() => turn({ ...place, channels: toggled(place.channels, id) })}
          >
            <NetworkMark network={network} small />
            <span className="name">{name}</span>
          </Chip>
        ))}
      </Group>
      <Group label={t('calendar.byState')}>
        {stands
          .filter((stand) => offer.stands.has(stand))
          .map((stand) => (
            <Chip
              key={stand}
              on={place.stands.includes(stand)}
              act={() => turn({ ...place, stands: toggled(place.stands, stand) })}
            >
              {t(standWords[stand])}
            </Chip>
          ))}
      </Group>
      {any && (
        <button type="button" className="button plain" onClick={() => turn({ ...place, channels: [], stands: [] })}>
          {t('calendar.showAll')}
        </button>
      )}
    </div>
  )
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of chips, not a form.
    <div role="group" aria-label={label}>
      {children}
    </div>
  )
}

function Chip({ on, act, children }: { on: boolean; act: () => void; children: ReactNode }) {
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={act}>
      {on && <Icon name="check" />}
      {children}
    </button>
  )
}
