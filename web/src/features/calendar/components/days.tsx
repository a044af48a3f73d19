import { useState } from 'react'
import { Link } from 'react-router'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import type { Days as DaysAnswer, Note } from '../api/days.ts'
import { type Beside, besideOf, isClosed } from '../beside.ts'
import { dayShort, dayTitle } from '../names.ts'
import type { Shown } from '../sift.ts'
import type { Calendar } from '../stand.ts'
import { BesideDay } from './beside-day.tsx'
import { PostItem } from './post-item.tsx'
import type { Acts } from './post-menu.tsx'

/** Days in their order with what stands on them; a day without posts is left out. `fold` hides the days before today behind one line. */
export function Days(props: {
  days: [string, Shown[]][]
  today: string
  /** So many posts of a day; the rest is on the day's own page. */
  most: number
  fold: boolean
  channels: Calendar['channels']
  acts: Acts
  beside: Map<string, Beside>
  overlays: DaysAnswer['overlays']
  edit: ((note: Note) => void) | null
  /** Where a post is started on a day; null: nowhere. */
  starts: (day: string) => string | null
  opens: (day: string) => string
}) {
  const { days, today, most, fold, channels, acts, beside, overlays, edit, starts, opens } = props
  const [all, setAll] = useState(false)
  const earlier = fold && !all ? days.filter(([day]) => day < today) : []
  const shown = days.slice(earlier.length)
  return (
    <>
      {earlier.length > 0 && (
        <p className="earlier">
          <Button kind="plain" onClick={() => setAll(true)}>
            {t('calendar.earlier', { count: earlier.reduce((sum, [, items]) => sum + items.length, 0) })}
          </Button>
        </p>
      )}
      <ol className="days">
        {shown.map(([day, items]) => (
          <li
            key={day}
            className={day === today ? `of-day today` : isClosed(besideOf(beside, day)) ? 'of-day closed' : 'of-day'}
          >
            <h3>
              <time dateTime={day}>
                <span aria-hidden="true">{dayShort(day)}</span>
                <span className="sr">{dayTitle(day)}</span>
              </time>
              {day === today && <span className="here">{t('calendar.today')}</span>}
            </h3>
            <BesideDay
              beside={besideOf(beside, day)}
              overlays={overlays}
              most={Math.max(most, 10)}
              reachable
              edit={edit}
            />
            {items.length === 0 && starts(day) && (
              <Link className="start" to={starts(day)!}>
                <Icon name="plus" />
                <span aria-hidden="true">{t('calendar.newHere')}</span>
                <span className="sr">{t('calendar.newOn', { day: dayTitle(day) })}</span>
              </Link>
            )}
            <ul className="items" hidden={items.length === 0}>
              {items.slice(0, most).map((item) => (
                <PostItem key={item.post} item={item} channels={channels} acts={acts} />
              ))}
            </ul>
            {items.length > most && (
              <Link className="over-count" to={opens(day)}>
                {t('calendar.more', { count: items.length - most })}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
