import { memo } from 'react'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import type { Days, Note } from '../api/days.ts'
import type { Beside } from '../beside.ts'
import { timeOf } from '../names.ts'

interface Props {
  beside: Beside
  overlays: Days['overlays']
  /** So many events of others; the rest is on the day. */
  most: number
  reachable: boolean
  /** Opens a note; null for who may not write. */
  edit: ((note: Note) => void) | null
}

/** Closed, noted, and what others have on this day: lines in the second voice, above the posts. */
export const BesideDay = memo(function BesideDay({ beside, overlays, most, reachable, edit }: Props) {
  const { closed, notes, events } = beside
  if (closed.length + notes.length + events.length === 0) return null
  const more = events.length - most
  return (
    <ul className="beside">
      {closed.map((one) => (
        <li key={`${one.reason} ${one.branches} ${one.starts}`}>
          <Icon name="door-open" />
          <span dir="auto">{closedWords(one)}</span>
        </li>
      ))}
      {notes.map((note) => (
        <li key={note.id} className="note">
          <Icon name="flag" />
          {edit ? (
            <button type="button" dir="auto" tabIndex={reachable ? undefined : -1} onClick={() => edit(note)}>
              <span className="sr">{t('calendar.note')} </span>
              {note.text}
            </button>
          ) : (
            <span dir="auto">{note.text}</span>
          )}
        </li>
      ))}
      {events.slice(0, most).map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: others' events have no names of their own, and never move by themselves.
        <li key={at} title={[overlays[one.overlay]?.name, one.place].filter(Boolean).join(' · ')}>
          <Icon name="calendar-days" />
          <span dir="auto">
            {one.at && <span className="num">{timeOf(`${one.first}T${one.at}`)} </span>}
            {one.title || t('calendar.untitledEvent')}
            <span className="sr"> ({overlays[one.overlay]?.name})</span>
          </span>
        </li>
      ))}
      {more > 0 && <li className="over">{t('calendar.moreEvents', { count: more })}</li>}
    </ul>
  )
})

function closedWords({ branches, reason, starts, ends }: Beside['closed'][number]): string {
  const hours = starts && ends ? `${timeOf(`2027-01-01T${starts}`)}–${timeOf(`2027-01-01T${ends}`)}` : null
  const where = branches && listed(branches)
  if (where && hours) return t('calendar.closedAtFrom', { where, hours, reason })
  if (where) return t('calendar.closedAt', { where, reason })
  return hours ? t('calendar.closedFrom', { hours, reason }) : t('calendar.closed', { reason })
}
