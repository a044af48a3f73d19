import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { NavLink, useLocation } from 'react-router'
import { type PlainKey, t } from '#i18n/t.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import { Menu, MenuLink } from '#ui/menu.tsx'
import { room } from './address.ts'
import { Boundary } from './boundary.tsx'
import { useHere } from './here.ts'
import { mayPublish } from './may.ts'
import { todayQuery } from './query.ts'

interface Place {
  to: string
  word: PlainKey
  icon: IconName
  end?: boolean
  only?: 'phoneonly' | 'deskonly'
  /** How many there wait for this person. */
  count?: ComponentType<{ handle: string }>
}

/**
 * The rooms in the order of the person's day, then of the work's life. One person alone sees Today, Calendar, Inbox and Reports; the rest
 * appears when it is first used, and until then stands under More (screens.md). Five below on a phone.
 */
export function Places() {
  const { handle, library } = useHere()
  const used = useUsed(handle)
  const channels: Place = { to: room.channels(handle), word: 'app.channels', icon: 'signpost' }
  const goals: Place = { to: room.goals(handle), word: 'app.goals', icon: 'target' }
  const reports: Place = { to: room.reports(handle), word: 'app.reports', icon: 'scroll-text' }
  const settings: Place = { to: room.settings(handle), word: 'app.settings', icon: 'settings-2' }
  const write: Place = { to: room.newPost(handle), word: 'app.write', icon: 'pencil', only: 'phoneonly' }
  const places: Place[] = [
    { to: room.today(handle), word: 'app.today', icon: 'sun', end: true, count: NeedsYouCount },
    { to: room.calendar(handle), word: 'app.calendar', icon: 'calendar-days' },
    ...(mayPublish(library.role) ? [write] : []),
    { to: room.inbox(handle), word: 'app.inbox', icon: 'inbox' },
    ...[...(used.channels ? [channels] : []), ...(used.goals ? [goals] : []), reports].map(
      (place) => ({ ...place, only: 'deskonly' }) as const,
    ),
  ]
  const desk = [...(used.channels ? [] : [channels]), ...(used.goals ? [] : [goals]), settings]
  return (
    <nav className="places" aria-label={t('app.places')}>
      <ul>
        {places.map(({ to, word, icon, end, only, count: Count }) => (
          <li
            key={to}
            className={[to === room.newPost(handle) ? 'write' : '', only ?? ''].join(' ').trim() || undefined}
          >
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
        <More places={desk} only="deskonly" />
        <More places={[channels, goals, reports, settings]} only="phoneonly" />
      </ul>
    </nav>
  )
}

/** What has no place of its own here; it is marked while one of its rooms is open. */
function More({ places, only }: { places: Place[]; only: 'phoneonly' | 'deskonly' }) {
  const { pathname } = useLocation()
  const here = places.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return (
    <li className={only}>
      <Menu
        className={here ? 'more here' : 'more'}
        button={
          <>
            <Icon name="ellipsis" />
            <span>{t('app.more')}</span>
          </>
        }
      >
        {places.map(({ to, word, icon }) => (
          <MenuLink key={to} icon={icon} to={to}>
            {t(word)}
          </MenuLink>
        ))}
      </Menu>
    </li>
  )
}

/** More than the Bulletin; at least one goal. Until it is known nothing jumps in. */
function useUsed(handle: string): { channels: boolean; goals: boolean } {
  const { data } = useQuery(todayQuery(handle))
  return { channels: (data?.channels ?? 0) > 1, goals: (data?.goals ?? 0) > 0 }
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
