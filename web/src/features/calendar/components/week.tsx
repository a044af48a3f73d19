import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { currentLocale, t } from '#i18n/t.ts'
import type { Days, Note } from '../api/days.ts'
import { type Beside, besideOf, isClosed } from '../beside.ts'
import { addDays, weekStart } from '../days.ts'
import type { To } from '../move.ts'
import { timeOf } from '../names.ts'
import { type Place, searchOf } from '../place.ts'
import type { Shown } from '../sift.ts'
import { type Calendar, canMove } from '../stand.ts'
import { clockOf, hoursShown, layDay, minuteOf, snapped, weekOf } from '../week.ts'
import { BesideDay } from './beside-day.tsx'
import type { Acts } from './post-menu.tsx'
import { useDrag } from './use-drag.ts'
import { WeekDay } from './week-day.tsx'
import { WeekHead } from './week-head.tsx'

const none: Shown[] = []
/** Pulled up or down by less than this, a post keeps its own time. */
const keepsMinutes = 8

/** The week on a desk: days beside each other, posts where their clock says. One day is in the order of Tab. */
export function Week(props: {
  place: Place
  today: string
  /** On the library's clock, in minutes since midnight. */
  now: number
  days: Map<string, Shown[]>
  hours: Days['hours']
  channels: Calendar['channels']
  acts: Acts
  beside: Map<string, Beside>
  overlays: Days['overlays']
  edit: ((note: Note) => void) | null
  drop: (item: Shown, to: To) => void
  newOn: (day: string, time?: string) => string
  turn: (place: Place) => void
}) {
  const { place, today, now, days, hours, channels, acts, beside, overlays, edit, drop, newOn, turn } = props
  const { library } = useHere()
  const writes = mayPublish(library.role)
  const week = useMemo(() => weekOf(place.at, weekStart(currentLocale())), [place.at])
  const open = useMemo(() => new Map(hours.map(({ day, spans }) => [day, spans])), [hours])
  const hourNow = week.includes(today) ? Math.floor(now / 60) : null
  const range = useMemo(() => {
    const posts = week.flatMap((day) => layDay(days.get(day) ?? none).placed.map(({ minute }) => minute))
    const spans = week.flatMap((day) =>
      (open.get(day) ?? []).flatMap((span) => [minuteOf(span.opens), minuteOf(span.closes) - 60]),
    )
    return hoursShown([...posts, ...spans, ...(hourNow === null ? [] : [hourNow * 60])])
  }, [week, days, open, hourNow])
  const grid = useRef<HTMLTableElement>(null)
  const navigate = useNavigate()
  const active = place.at

  const minuteAt = (cell: HTMLElement, y: number) => {
    const box = cell.getBoundingClientRect()
    return range.from * 60 + ((y - box.top) / box.height) * (range.to - range.from) * 60
  }
  const { drag, over } = useDrag(
    grid,
    today,
    (item, cell, event, grabbed) => {
      const date = cell.dataset.day!
      const card = grid.current!.querySelector(`[data-post="${item.post}"]`)!
      // In a crowd a card stands below its hour: what counts is how far it was pulled.
      const pulled = minuteAt(cell, event.clientY - grabbed) - minuteAt(cell, card.getBoundingClientRect().top)
      const [from, time] = [item.at.slice(0, 10), clockOf(snapped(minuteOf(item.at) + pulled, 15))]
      if (Math.abs(pulled) >= keepsMinutes) drop(item, { date, time })
      else if (date !== from) drop(item, { from, date })
    },
    acts.cannot,
  )
  const press = useKeys({
    week,
    active,
    days,
    acts,
    place,
    turn,
    starts: (day) => (writes && day >= today ? newOn(day) : null),
  })
  const clicked = (event: MouseEvent, day: string) => {
    if ((event.target as Element).closest('a, button, [popover]') || !writes || day < today) return
    navigate(newOn(day, clockOf(snapped(minuteAt(event.currentTarget as HTMLElement, event.clientY), 30))))
  }
  const marks = Array.from({ length: range.to - range.from }, (_, at) => range.from + at)
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA in HTML allows a table to be a grid.
      role="grid"
      className="week"
      aria-labelledby="calendar-title"
      aria-describedby="calendar-keys"
      ref={grid}
      onKeyDown={press}
      onFocus={(event) => {
        const day = event.target.closest<HTMLElement>('[data-day]')?.dataset.day
        if (day && day !== active) turn({ ...place, at: day })
      }}
      {...over}
    >
      <WeekHead week={week} today={today} opens={(day) => searchOf({ ...place, view: 'list', at: day })} />
      <tbody>
        <tr className="all-day">
          <th scope="row">
            <span className="sr">{t('calendar.allDay')}</span>
          </th>
          {week.map((day) => (
            <td key={day} className={isClosed(besideOf(beside, day)) ? 'closed' : undefined}>
              <BesideDay
                beside={besideOf(beside, day)}
                overlays={overlays}
                most={4}
                reachable={day === active}
                edit={edit}
              />
            </td>
          ))}
        </tr>
        <tr className="hours" style={{ '--hours': marks.length } as CSSProperties}>
          <th scope="row">
            <span className="sr">{t('calendar.hours')}</span>
            {marks.map((hour) => (
              <span key={hour} className="hour num" aria-hidden="true">
                {timeOf(`2027-01-01T${clockOf(hour * 60)}`)}
              </span>
            ))}
          </th>
          {week.map((day) => (
            <WeekDay
              key={day}
              day={day}
              today={today}
              now={day === today ? now : null}
              range={range}
              open={open.get(day) ?? null}
              closed={isClosed(besideOf(beside, day))}
              items={days.get(day) ?? none}
              channels={channels}
              active={day === active}
              acts={acts}
              drag={writes ? drag : undefined}
              opens={searchOf({ ...place, view: 'list', at: day })}
              starts={writes && day >= today ? newOn(day) : null}
              click={clicked}
            />
          ))}
        </tr>
      </tbody>
    </table>
  )
}

/** Left and right go over the days, up and down over the posts of one, Page Up and Page Down over the weeks. */
function useKeys(of: {
  week: string[]
  active: string
  days: Map<string, Shown[]>
  acts: Acts
  place: Place
  turn: (place: Place) => void
  starts: (day: string) => string | null
}) {
  const navigate = useNavigate()
  const [wanted, setWanted] = useState<{ day: string; post: number | null } | null>(null)
  // The day has to stand in the grid before it can have the focus.
  useEffect(() => {
    if (!wanted || wanted.day !== of.active) return
    const cell = document.getElementById(`day-${wanted.day}`)
    const posts = cell?.querySelectorAll<HTMLElement>('[data-post] > a') ?? []
    const post = wanted.post === null ? undefined : posts[Math.min(wanted.post, posts.length - 1)]
    ;(post ?? cell)?.focus()
    setWanted(null)
  }, [wanted, of.active])
  // "g" then "c" goes to the calendar: that "c" is no new post.
  const before = useRef('')
  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    const first = before.current
    before.current = event.key
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('[popover]')) return
    const links = [...(document.getElementById(`day-${of.active}`)?.querySelectorAll('[data-post] > a') ?? [])]
    const at = links.indexOf(target)
    const goes = { ArrowRight: 1, ArrowLeft: -1, PageDown: 7, PageUp: -7 }[event.key]
    if (goes !== undefined) {
      event.preventDefault()
      const rtl = document.documentElement.dir === 'rtl' && Math.abs(goes) === 1
      const day = addDays(of.active, rtl ? -goes : goes)
      setWanted({ day, post: at < 0 ? null : at })
      return of.turn({ ...of.place, at: day })
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const to = event.key === 'ArrowDown' ? Math.min(at + 1, links.length - 1) : at - 1
      return setWanted({ day: of.active, post: to < 0 ? null : to })
    }
    if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault()
      const day = event.key === 'Home' ? of.week[0]! : of.week[6]!
      setWanted({ day, post: null })
      return of.turn({ ...of.place, at: day })
    }
    const starts = of.starts(of.active)
    if (event.key === 'Enter' && target.dataset.day) {
      event.preventDefault()
      if ((of.days.get(of.active) ?? none).length > 0) navigate(searchOf({ ...of.place, view: 'list', at: of.active }))
      else if (starts) navigate(starts)
    }
    if ((event.key === 'n' || event.key === 'c') && first !== 'g' && starts) {
      // The app's own “c” starts a post on no day.
      event.nativeEvent.stopImmediatePropagation()
      navigate(starts)
    }
    const post = target.closest<HTMLElement>('[data-post]')?.dataset.post
    const item = post && (of.days.get(of.active) ?? none).find((one) => one.post === post)
    if (event.key === 'm' && item) canMove(item) ? of.acts.move(item) : of.acts.cannot(item)
  }
}
