import { useQuery } from '@tanstack/react-query'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayPause } from '#app/may.ts'
import { libraryQuery, standingClosingsQuery } from '#app/query.ts'
import { dateAndClock } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** What was told to everyone and still stands. */
export function ToldNow() {
  const { handle } = useHere()
  const { data = [] } = useQuery(standingClosingsQuery(handle))
  return data.map((closing) => (
    <Notice key={closing.id} icon="flag" title={t('today.closedNow')} text={closing.text}>
      <ButtonLink to={room.closed(handle, closing.id)}>{t('today.closedOpen')}</ButtonLink>
    </Notice>
  ))
}

/** A pause. Everybody sees it. That a whole system sends nothing is the first of what needs somebody, and said there once. */
export function Standing() {
  const { handle, zone, library: mine } = useHere()
  const { data: library } = useQuery(libraryQuery(handle))
  if (!library?.paused) return null
  const { reason, until } = library.paused
  return (
    <Notice
      kind="wait"
      icon="pause"
      title={until ? t('today.paused', { until: dateAndClock(until, zone) }) : t('today.pausedOpen')}
      text={t('today.pausedText', { reason })}
    >
      {mayPause(mine.role) && <ButtonLink to={`${room.settings(handle)}#pause`}>{t('today.pauseOpen')}</ButtonLink>}
    </Notice>
  )
}
