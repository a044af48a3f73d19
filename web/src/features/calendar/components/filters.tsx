import type { ReactNode } from 'react'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { Menu } from '#ui/menu.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { filtered, noFilters, type Place, toggled } from '../place.ts'
import { offered } from '../sift.ts'
import { type Calendar, stands, standWords } from '../stand.ts'

/** So many stand side by side; more of them fold into one chip. */
const mostChips = 5

interface Choice {
  id: string
  name: ReactNode
}

/** Narrows what is shown to what is there: channels, content areas, branches, people, states. They stand in the address, and fit together. */
export function Filters({ calendar, place, turn }: { calendar: Calendar; place: Place; turn: (place: Place) => void }) {
  const offer = offered(calendar, place)
  const any = filtered(place)
  const states = stands.filter((stand) => offer.stands.has(stand))
  return (
    <div className="filters">
      <Group
        label={t('calendar.byChannel')}
        all={t('calendar.allChannels')}
        choices={offer.channels.map(({ id, name, network }) => ({
          id,
          name: (
            <>
              <NetworkMark network={network} small />
              <span className="name">{name}</span>
            </>
          ),
        }))}
        on={place.channels}
        set={(channels) => turn({ ...place, channels })}
        most={mostChips}
      />
      <Group
        label={t('calendar.byArea')}
        all={t('calendar.allAreas')}
        choices={offer.areas}
        on={place.areas}
        set={(areas) => turn({ ...place, areas })}
        most={0}
        partial
      />
      <Group
        label={t('calendar.byBranch')}
        all={t('calendar.allBranches')}
        choices={offer.branches}
        on={place.branches}
        set={(branches) => turn({ ...place, branches })}
        most={0}
        partial
      />
      <Group
        label={t('calendar.byPerson')}
        all={t('calendar.everyone')}
        choices={offer.people}
        on={place.people}
        set={(people) => turn({ ...place, people })}
        most={0}
      />
      <Group
        label={t('calendar.byState')}
        all={t('calendar.allStates')}
        choices={states.map((stand) => ({ id: stand, name: t(standWords[stand]) }))}
        on={place.stands}
        set={(ids) => turn({ ...place, stands: stands.filter((stand) => ids.includes(stand)) })}
        most={mostChips}
      />
      {any && (
        <button type="button" className="button plain" onClick={() => turn({ ...place, ...noFilters })}>
          {t('calendar.showAll')}
        </button>
      )}
    </div>
  )
}

/** One choice of what every post has narrows nothing, and is not offered. */
function Group(props: {
  label: string
  all: string
  choices: Choice[]
  on: string[]
  set: (ids: string[]) => void
  most: number
  /** Some posts have none of it. */
  partial?: boolean
}) {
  const { label, all, choices, on, set, most, partial } = props
  if (choices.length < (partial ? 1 : 2) && on.length === 0) return null
  if (choices.length > most) return <Folded {...props} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of chips, not a form.
    <div role="group" aria-label={label} title={all}>
      {choices.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="chip"
          aria-pressed={on.includes(id)}
          onClick={() => set(toggled(on, id))}
        >
          {on.includes(id) && <Icon name="check" />}
          {name}
        </button>
      ))}
    </div>
  )
}

/** Many choices behind one chip, which says what is chosen. */
function Folded({ label, all, choices, on, set }: Parameters<typeof Group>[0]) {
  const chosen = choices.filter(({ id }) => on.includes(id))
  return (
    <Menu
      className={chosen.length > 0 ? 'chip some' : 'chip'}
      button={
        <>
          {chosen.length > 0 && <Icon name="check" />}
          <span className="sr">{label}: </span>
          {chosen.length === 0 ? all : chosen.length === 1 ? chosen[0]!.name : `${all} · ${chosen.length}`}
          <Icon name="chevron-down" />
        </>
      }
    >
      {choices.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="menuitemcheckbox"
          aria-checked={on.includes(id)}
          onClick={() => set(toggled(on, id))}
        >
          {on.includes(id) ? <Icon name="check" /> : <span className="no-icon" />}
          {name}
        </button>
      ))}
    </Menu>
  )
}
