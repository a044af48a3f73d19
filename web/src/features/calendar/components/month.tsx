import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { currentLocale } from '#i18n/t.ts'
import type { Days, Note } from '../api/days.ts'
import { type Beside, besideOf } from '../beside.ts'
import { isDay, monthOf, weekStart, weeksOf } from '../days.ts'
import { dayByKey } from '../keys.ts'
import { weekdayName } from '../names.ts'
import { type Place, searchOf } from '../place.ts'
import type { Shown } from '../sift.ts'
import { type Calendar, canMove } from '../stand.ts'
import { DayCell } from './day-cell.tsx'
import type { Acts } from './post-menu.tsx'
import { useDrag } from './use-drag.ts'

const none: Shown[] = []

/** The month as a grid of days. One day is in the order of Tab; the arrows choose which. */
export function Month(props: {
  place: Place
  today: string
  days: Map<string, Shown[]>
  channels: Calendar['channels']
  acts: Acts
  beside: Map<string, Beside>
  overlays: Days['overlays']
  edit: ((note: Note) => void) | null
  drop: (item: Shown, day: string) => void
  newOn: (day: string) => string
  turn: (place: Place) => void
}) {
  const { place, today, days, channels, acts, beside, overlays, edit, drop, newOn, turn } = props
  const { library } = useHere()
  const month = monthOf(place.at)
  const start = weekStart(currentLocale())
  const weeks = useMemo(() => weeksOf(month, start), [month, start])
  const grid = useRef<HTMLTableElement>(null)
  const navigate = useNavigate()
  const [chosen, setChosen] = useState(place.at)
  const shown = weeks.flat()
  const active = shown.includes(chosen)
    ? chosen
    : isDay(place.at)
      ? place.at
      : monthOf(today) === month
        ? today
        : `${month}-01`

  // A key may lead into the next month: its day gets the focus once it is drawn.
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current !== active) return
    wanted.current = null
    document.getElementById(`day-${active}`)?.focus()
  }, [active])

  const opens = (day: string) => searchOf({ ...place, view: 'list', at: day })
  const starts = (day: string) => (day >= today && mayPublish(library.role) ? newOn(day) : null)
  /** The address of the month keeps the day, so that Back comes to it again. */
  const leave = (to: string, day: string) => {
    turn({ ...place, at: day })
    navigate(to)
  }
  const press = useKeys({
    active,
    start,
    days,
    leave,
    opens,
    starts,
    acts,
    choose: (day) => {
      wanted.current = day
      setChosen(day)
      if (!shown.includes(day)) turn({ ...place, at: day })
    },
  })
  const { drag, over } = useDrag(
    grid,
    today,
    (item, cell) => cell.dataset.day !== item.at.slice(0, 10) && drop(item, cell.dataset.day!),
    acts.cannot,
  )
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA in HTML allows a table to be a grid.
      role="grid"
      className="month"
      aria-labelledby="calendar-title"
      aria-describedby="calendar-keys"
      ref={grid}
      onKeyDown={press}
      onFocus={(event) => {
        const day = event.target.closest<HTMLElement>('[data-day]')?.dataset.day
        if (day && day !== active) setChosen(day)
      }}
      {...over}
    >
      <thead>
        <tr>
          {weeks[0]!.map((day) => (
            <th scope="col" key={day}>
              {weekdayName(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <DayCell
                key={day}
                day={day}
                out={monthOf(day) !== month}
                today={today}
                items={days.get(day) ?? none}
                channels={channels}
                active={day === active}
                acts={acts}
                beside={besideOf(beside, day)}
                overlays={overlays}
                edit={edit}
                drag={mayPublish(library.role) ? drag : undefined}
                opens={opens(day)}
                starts={starts(day)}
                go={(to) => leave(to, day)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useKeys(of: {
  active: string
  start: number
  days: Map<string, Shown[]>
  acts: Acts
  choose: (day: string) => void
  leave: (to: string, day: string) => void
  opens: (day: string) => string
  starts: (day: string) => string | null
}) {
  // "g" then "n" goes to the channels: that "n" is no new post.
  const before = useRef('')
  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    const first = before.current
    before.current = event.key
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('[popover]')) return
    const to = dayByKey(event.key, of.active, of.start, document.documentElement.dir === 'rtl')
    if (to) {
      event.preventDefault()
      return of.choose(to)
    }
    const starts = of.starts(of.active)
    const there = of.days.get(of.active) ?? none
    if (event.key === 'Enter' && target.dataset.day) {
      event.preventDefault()
      const way = there.length > 0 ? of.opens(of.active) : starts
      if (way) of.leave(way, of.active)
    }
    if ((event.key === 'n' || event.key === 'c') && first !== 'g' && starts) {
      // The app's own “c” starts a post on no day.
      event.stopPropagation()
      event.nativeEvent.stopImmediatePropagation()
      of.leave(starts, of.active)
    }
    if (event.key === 'm') {
      const post = target.closest<HTMLElement>('[data-post]')?.dataset.post
      const item = there.find((one) => one.post === post)
      if (item) canMove(item) ? of.acts.move(item) : of.acts.cannot(item)
    }
  }
}
