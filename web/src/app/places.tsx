import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { NavLink } from 'react-router'
import { type PlainKey, t } from '#i18n/t.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import { room } from './address.ts'
import { Boundary } from './boundary.tsx'
import { useHere } from './here.ts'
import { todayQuery } from './query.ts'

interface Place {
  to: string
  word: PlainKey
  icon: IconName
  end?: boolean
  only?: 'phoneonly'
  /** How many there wait for this person. */
  count?: ComponentType<{ handle: string }>
}

/** The rooms that exist, in the order of the person's day; five below on a phone. */
export function Places() {
  const { handle } = useHere()
  const places: Place[] = [
    { to: room.today(handle), word: 'app.today', icon: 'sun', end: true, count: NeedsYouCount },
    { to: room.calendar(handle), word: 'app.calendar', icon: 'calendar-days' },
    { to: room.newPost(handle), word: 'app.write', icon: 'pencil', only: 'phoneonly' },
    { to: room.channels(handle), word: 'app.channels', icon: 'signpost' },
    { to: room.settings(handle), word: 'app.settings', icon: 'settings-2' },
  ]
  return (
    <nav className="places" aria-label={t('app.places')}>
      <ul>
        {places.map(({ to, word, icon, end, only, count: Count }) => (
          <li key={to} className={only && `write ${only}`}>
            <NavLink to={to} end={end}>
              <Icon name={icon} />
              <span>{t(word)}</span>
              {Count && (
                <Boundary of={to} quiet>
                  <Count handle={handle} />
                </Boundary>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function NeedsYouCount({ handle }: { handle: string }) {
  const count = useQuery(todayQuery(handle)).data?.needsYou.length
  if (!count) return null
  return (
    <span className="n">
      <span aria-hidden="true">{count}</span>
      <span className="sr">{t('app.waiting', { count })}</span>
    </span>
  )
}
