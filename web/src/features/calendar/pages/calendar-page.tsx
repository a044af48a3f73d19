import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { dayIn } from '#i18n/format.ts'
import { currentLocale, t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useNow } from '#ui/use-now.ts'
import { calendarQuery } from '../api/calendar.ts'
import { CancelDialog } from '../components/cancel-dialog.tsx'
import { Days } from '../components/days.tsx'
import { Filters } from '../components/filters.tsx'
import { Month } from '../components/month.tsx'
import { MoveDialog } from '../components/move-dialog.tsx'
import { NothingHere } from '../components/nothing-here.tsx'
import { Sum } from '../components/sum.tsx'
import { useActs } from '../components/use-acts.ts'
import { useWide } from '../components/use-wide.ts'
import { isDay, monthOf, weekStart, weeksOf } from '../days.ts'
import { dayTitle, monthTitle } from '../names.ts'
import { type Place, placeIn, searchOf, turned } from '../place.ts'
import { byDay, type Shown, sift } from '../sift.ts'
import '../calendar.css'

/** So many posts of one day in a list of many days. */
const mostInList = 50
const mostOnPhone = 3

/** `/app/{handle}/calendar`: a month, or the list of a month or of one day. All of it stands in the address. */
export function CalendarPage() {
  const { handle, zone, library } = useHere()
  const today = dayIn(new Date(useNow()).toISOString(), zone)
  const [search] = useSearchParams()
  const place = useMemo(() => placeIn(search, today), [search, today])
  const navigate = useNavigate()
  const turn = useCallback((to: Place) => navigate(searchOf(to), { replace: true }), [navigate])
  const wide = useWide(50)

  const month = monthOf(place.at)
  const oneDay = place.view === 'list' && isDay(place.at)
  const span = weeksOf(month, weekStart(currentLocale())).flat()
  const calendar = useQuery(calendarQuery(handle, span[0]!, span.at(-1)!))
  const { data } = calendar
  const shown = useMemo(() => (data ? sift(data, place) : []), [data, place])
  const days = useMemo(() => byDay(shown), [shown])
  const listed = [...days].filter(([day]) => (oneDay ? day === place.at : monthOf(day) === month))

  const [moving, setMoving] = useState<Shown | null>(null)
  const [cancelling, setCancelling] = useState<Shown | null>(null)
  const acted = useActs(handle, zone)
  const acts = useMemo(() => ({ move: setMoving, cancel: setCancelling }), [])
  const close = () => {
    setMoving(null)
    setCancelling(null)
    acted.forget()
  }
  useFocusOnDay(oneDay ? place.at : null)

  const grid = place.view === 'month' && wide
  const newOn = (day: string) => `${room.newPost(handle)}?date=${day}`
  const opens = (day: string) => searchOf({ ...place, view: 'list', at: day })
  const inTitle = oneDay ? dayTitle(place.at) : monthTitle(month)
  return (
    <div className="cal">
      <PageTitle
        title={inTitle}
        window={t('calendar.window', { span: inTitle })}
        actions={<Turner place={place} today={today} />}
      />
      <nav className="tabs" aria-label={t('calendar.view')}>
        <Link to={searchOf({ ...place, view: 'month' })} aria-current={place.view === 'month' ? 'page' : undefined}>
          {t('calendar.month')}
        </Link>
        <Link
          to={searchOf({ ...place, view: 'list', at: month })}
          aria-current={place.view === 'list' ? 'page' : undefined}
        >
          {t('calendar.list')}
        </Link>
      </nav>
      {acted.partly && <Notice kind="trouble" title={acted.partly} />}
      {!moving && !cancelling && <FormTrouble error={acted.error} />}
      {data && <Filters calendar={data} place={place} turn={turn} />}
      {calendar.isPending && <Skeleton lines={[100, 100, 100, 100, 100]} />}
      {calendar.isError && !data && <NotLoaded again={() => calendar.refetch()} />}
      {data && (
        <section aria-labelledby="calendar-title" className="stack">
          <h2 className="sr" id="calendar-title">
            {t('calendar.daysOf', { span: inTitle })}
          </h2>
          {grid && (
            <p className="sr" id="calendar-keys">
              {t('calendar.keys')}
            </p>
          )}
          {grid ? (
            <Month
              place={place}
              today={today}
              days={days}
              channels={data.channels}
              acts={acts}
              drop={(item, day) => acted.move(item, { from: item.at.slice(0, 10), date: day })}
              newOn={newOn}
              turn={turn}
            />
          ) : (
            listed.length > 0 && (
              <Days
                days={listed}
                today={today}
                most={oneDay ? Number.POSITIVE_INFINITY : place.view === 'list' ? mostInList : mostOnPhone}
                fold={place.view === 'month' && month === monthOf(today)}
                channels={data.channels}
                acts={acts}
                opens={opens}
              />
            )
          )}
          {listed.length === 0 && !calendar.isPlaceholderData && (
            <NothingHere place={place} span={inTitle} newOn={newOn} today={today} turn={turn} />
          )}
          {oneDay && listed.length > 0 && place.at >= today && mayPublish(library.role) && (
            <ButtonLink icon="plus" to={newOn(place.at)} className="on-day">
              {t('calendar.newHere')}
            </ButtonLink>
          )}
          {listed.length > 0 && <Sum shown={listed.flatMap(([, items]) => items)} grid={grid} />}
        </section>
      )}
      {moving && <MoveDialog item={moving} acted={acted} onClose={close} />}
      {cancelling && <CancelDialog item={cancelling} acted={acted} onClose={close} />}
    </div>
  )
}

/** Back, today, on. */
function Turner({ place, today }: { place: Place; today: string }) {
  const oneDay = place.view === 'list' && isDay(place.at)
  const name = (at: string) => (isDay(at) ? dayTitle(at) : monthTitle(at))
  const [before, after] = [turned(place, -1), turned(place, 1)]
  return (
    <span className="joined">
      <ButtonLink icon="chevron-left" to={searchOf(before)} aria-label={name(before.at)} className="turn" />
      <ButtonLink to={searchOf({ ...place, at: oneDay ? today : monthOf(today) })}>{t('calendar.today')}</ButtonLink>
      <ButtonLink icon="chevron-right" to={searchOf(after)} aria-label={name(after.at)} className="turn" />
    </span>
  )
}

/** Whoever opens a day is taken to it: the cell that had the focus is gone. */
function useFocusOnDay(day: string | null) {
  const before = useRef(day)
  useEffect(() => {
    if (day && before.current === null) document.getElementById('main')?.focus()
    before.current = day
  }, [day])
}
