import { type CSSProperties, type MouseEvent, memo, useMemo } from 'react'
import { Link } from 'react-router'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { dayTitle } from '../names.ts'
import type { Shown } from '../sift.ts'
import type { Calendar } from '../stand.ts'
import { layDay, minuteOf, twoLineMinutes } from '../week.ts'
import { type Drag, PostItem } from './post-item.tsx'
import type { Acts } from './post-menu.tsx'

interface Props {
  day: string
  today: string
  /** The library's clock in minutes, on the day that it shows. */
  now: number | null
  range: { from: number; to: number }
  /** When it is open; null: not known, so nothing is shaded. */
  open: { opens: string; closes: string }[] | null
  closed: boolean
  items: Shown[]
  channels: Calendar['channels']
  active: boolean
  acts: Acts
  drag: Drag | undefined
  opens: string
  starts: string | null
  click: (event: MouseEvent, day: string) => void
}

/** One day of the week: its open hours, its posts, and now. */
export const WeekDay = memo(function WeekDay(props: Props) {
  const { day, today, now, range, open, closed, items, channels, active, acts, drag, opens, starts, click } = props
  const laid = useMemo(() => layDay(items, range.to * 60), [items, range])
  const span = (range.to - range.from) * 60
  /** Of the column, as a share. */
  const down = (minute: number) => `${((minute - range.from * 60) / span) * 100}%`
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and the arrows are heard by the grid.
    <td
      id={`day-${day}`}
      data-day={day}
      tabIndex={active ? 0 : -1}
      aria-current={day === today ? 'date' : undefined}
      className={`column${day < today ? ' past' : ''}${day === today ? ' today' : ''}${closed ? ' closed' : ''}${starts ? ' starts' : ''}${open ? ' known' : ''}`}
      onClick={(event) => click(event, day)}
    >
      <span className="sr">{t('calendar.dayOf', { day: dayTitle(day), count: items.length })}</span>
      {open?.map(({ opens: from, closes }) => (
        <span
          key={from}
          className="open"
          style={{
            insetBlockStart: down(minuteOf(from)),
            blockSize: `${((minuteOf(closes) - minuteOf(from)) / span) * 100}%`,
          }}
        />
      ))}
      <ul className="items">
        {laid.placed.map(({ item, minute, minutes }) => (
          <PostItem
            key={item.post}
            item={item}
            channels={channels}
            acts={acts}
            small
            reachable={active}
            drag={drag}
            short={minutes < twoLineMinutes}
            style={{ '--from': down(minute), '--tall': `${(minutes / span) * 100}%` } as CSSProperties}
          />
        ))}
      </ul>
      {laid.over.map(({ minute, count }) => (
        <Link
          key={minute}
          className="over-count"
          to={opens}
          tabIndex={active ? undefined : -1}
          style={{ insetBlockStart: `min(${down(minute)}, 100% - 1.75rem)` }}
        >
          {t('calendar.more', { count })}
        </Link>
      ))}
      {now !== null && now >= range.from * 60 && now <= range.to * 60 && (
        <span className="now" style={{ insetBlockStart: down(now) }} />
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
