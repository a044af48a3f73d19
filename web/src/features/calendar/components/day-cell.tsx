import { type MouseEvent, memo } from 'react'
import { Link } from 'react-router'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import type { Days, Note } from '../api/days.ts'
import { type Beside, isClosed } from '../beside.ts'
import { dayNumber, dayTitle } from '../names.ts'
import type { Shown } from '../sift.ts'
import type { Calendar } from '../stand.ts'
import { BesideDay } from './beside-day.tsx'
import { type Drag, PostItem } from './post-item.tsx'
import type { Acts } from './post-menu.tsx'

/** So many posts, and events of others, stand in a cell; the day has the rest. */
const mostInCell = 3
const mostEvents = 2

export interface CellProps {
  day: string
  /** Of another month. */
  out: boolean
  today: string
  items: Shown[]
  channels: Calendar['channels']
  /** The one day that Tab comes to; what is inside can be reached from it. */
  active: boolean
  acts: Acts
  beside: Beside
  overlays: Days['overlays']
  edit: ((note: Note) => void) | null
  drag: Drag | undefined
  /** Where the day opens, and where a post is started on it; null for a day that is over. */
  opens: string
  starts: string | null
  go: (to: string) => void
}

/** One day of the month's grid. */
export const DayCell = memo(function DayCell(props: CellProps) {
  const { day, out, today, items, channels, active, acts, beside, overlays, edit, drag, opens, starts, go } = props
  const more = items.length - mostInCell
  const press = (event: MouseEvent) => {
    if ((event.target as Element).closest('a, button, [popover]')) return
    const to = items.length > 0 ? opens : starts
    if (to) go(to)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and the arrows are heard by the grid.
    <td
      id={`day-${day}`}
      data-day={day}
      tabIndex={active ? 0 : -1}
      aria-current={day === today ? 'date' : undefined}
      className={`cell${out ? ' out' : ''}${day < today ? ' past' : ''}${day === today ? ' today' : ''}${isClosed(beside) ? ' closed' : ''}`}
      onClick={press}
    >
      <p className="d">
        <time dateTime={day}>
          <span aria-hidden="true">{dayNumber(day, out)}</span>
          <span className="sr">{t('calendar.dayOf', { day: dayTitle(day), count: items.length })}</span>
        </time>
        {day === today && <span className="here">{t('calendar.today')}</span>}
      </p>
      <BesideDay beside={beside} overlays={overlays} most={mostEvents} reachable={active} edit={edit} />
      {items.length > 0 && (
        <ul className="items">
          {items.slice(0, mostInCell).map((item) => (
            <PostItem
              key={item.post}
              item={item}
              channels={channels}
              acts={acts}
              small
              reachable={active}
              drag={drag}
            />
          ))}
        </ul>
      )}
      {more > 0 && (
        <Link className="over-count" to={opens} tabIndex={active ? undefined : -1}>
          {t('calendar.more', { count: more })}
        </Link>
      )}
      {starts && (
        <Link
          className="add"
          to={starts}
          tabIndex={active ? undefined : -1}
          aria-label={t('calendar.newOn', { day: dayTitle(day) })}
        >
          <Icon name="plus" />
        </Link>
      )}
    </td>
  )
})
