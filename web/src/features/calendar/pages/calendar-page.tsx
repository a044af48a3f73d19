import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { capital, dayIn, listed as listOf } from '#i18n/format.ts'
import { currentLocale, t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem } from '#ui/menu.tsx'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useNow } from '#ui/use-now.ts'
import { calendarQuery } from '../api/calendar.ts'
import { type Days, daysQuery, type Note } from '../api/days.ts'
import { besideDays, withBeside } from '../beside.ts'
import { CancelDialog } from '../components/cancel-dialog.tsx'
import { Days as DayList } from '../components/days.tsx'
import { Filters } from '../components/filters.tsx'
import { Month } from '../components/month.tsx'
import { MoveDialog } from '../components/move-dialog.tsx'
import { NoteDialog } from '../components/note-dialog.tsx'
import { NothingHere } from '../components/nothing-here.tsx'
import { OverlaysDialog } from '../components/overlays-dialog.tsx'
import type { Acts } from '../components/post-menu.tsx'
import { Sum } from '../components/sum.tsx'
import { Turner } from '../components/turner.tsx'
import { useActs } from '../components/use-acts.ts'
import { useHeld } from '../components/use-held.ts'
import { usePlace } from '../components/use-place.ts'
import { useWide } from '../components/use-wide.ts'
import { Week } from '../components/week.tsx'
import { isDay, monthOf, weekStart, weeksOf } from '../days.ts'
import { localIn } from '../local.ts'
import { dayTitle, monthTitle, spanTitle } from '../names.ts'
import { dayOf, filtered, searchOf, toggled } from '../place.ts'
import { byDay, type Shown, sift } from '../sift.ts'
import { whyNot } from '../stand.ts'
import { minuteOf, weekOf } from '../week.ts'
import '../calendar.css'

/** So many posts of one day in a list of many days. */
const mostInList = 50
const mostOnPhone = 3
const nobodys: Days['overlays'] = []

/** `/app/{handle}/calendar`: a month, a week, or the list of a month or of one day. All of it stands in the address. */
export function CalendarPage() {
  const { handle, zone, library } = useHere()
  const now = new Date(useNow()).toISOString()
  const today = dayIn(now, zone)
  const { place, turn, kept } = usePlace(today)
  const wide = useWide(50)
  const writes = mayPublish(library.role)

  const month = monthOf(place.at)
  const oneDay = place.view === 'list' && isDay(place.at)
  const start = weekStart(currentLocale())
  const week = place.view === 'week' ? weekOf(place.at, start) : null
  const span = week ?? weeksOf(month, start).flat()
  const calendar = useQuery(calendarQuery(handle, span[0]!, span.at(-1)!))
  const besides = useQuery(daysQuery(handle, span[0]!, span.at(-1)!, place.without))
  const [data, menus] = useHeld(calendar.data, span[0]!)
  const shown = useMemo(() => (data ? sift(data, place) : []), [data, place])
  const days = useMemo(() => byDay(shown), [shown])
  const beside = useMemo(() => besideDays(besides.data), [besides.data])
  const inSpan = (day: string) => (oneDay ? day === place.at : week ? week.includes(day) : monthOf(day) === month)
  const withPosts = [...days].filter(([day]) => inSpan(day))
  const listed = week
    ? week.map((day): [string, Shown[]] => [day, days.get(day) ?? []])
    : withBeside(withPosts, beside, inSpan)

  const [dialog, setDialog] = useState<Open | null>(null)
  const [stays, setStays] = useState<string | null>(null)
  const acted = useActs(handle, zone)
  const acts = useMemo<Acts>(
    () => ({
      move: (item) => setDialog({ move: item }),
      cancel: (item) => setDialog({ cancel: item }),
      cannot: (item) =>
        setStays(t('calendar.stays1', { title: item.title || t('calendar.untitled'), why: t(whyNot(item)!) })),
    }),
    [],
  )
  const edit = useMemo(() => (writes ? (note: Note) => setDialog({ note, day: note.first }) : null), [writes])
  const close = () => {
    setDialog(null)
    acted.forget()
  }
  useFocusOnDay(oneDay ? place.at : null)

  const grid = place.view === 'month' && wide
  const columns = week !== null && wide
  const newOn = (day: string, time?: string) => `${room.newPost(handle)}?date=${day}${time ? `&time=${time}` : ''}`
  const opens = (day: string) => searchOf({ ...place, view: 'list', at: day })
  const starts = (day: string) => (writes && day >= today ? newOn(day) : null)
  const inTitle = oneDay ? dayTitle(place.at) : week ? spanTitle(week[0]!, week[6]!) : monthTitle(month)
  const overlays = besides.data?.overlays ?? nobodys
  const common = { today, channels: data?.channels ?? [], acts, beside, overlays, edit }
  const empty = withPosts.length === 0 && (filtered(place) || (!columns && !(week && writes) && listed.length === 0))
  const noteDay = oneDay || week ? place.at : monthOf(today) === month ? today : `${month}-01`
  return (
    <div className="cal">
      <PageTitle
        title={capital(inTitle)}
        window={t('calendar.window', { span: inTitle })}
        actions={
          <>
            <Turner place={place} today={today} />
            <Menu
              className="button square"
              button={
                <>
                  <Icon name="ellipsis" />
                  <span className="sr">{t('calendar.moreToDo')}</span>
                </>
              }
            >
              {writes && (
                <MenuItem icon="flag" act={() => setDialog({ note: null, day: noteDay })}>
                  {t('calendar.writeNote')}
                </MenuItem>
              )}
              <MenuItem icon="calendar-days" act={() => setDialog('overlays')}>
                {t('calendar.overlays')}
              </MenuItem>
            </Menu>
          </>
        }
      />
      <nav className="tabs" aria-label={t('calendar.view')}>
        <Link to={searchOf({ ...place, view: 'month' })} aria-current={place.view === 'month' ? 'page' : undefined}>
          {t('calendar.month')}
        </Link>
        <Link
          to={searchOf({ ...place, view: 'week', at: dayOf(place.at, today) })}
          aria-current={place.view === 'week' ? 'page' : undefined}
        >
          {t('calendar.week')}
        </Link>
        <Link
          to={searchOf({ ...place, view: 'list', at: month })}
          aria-current={place.view === 'list' ? 'page' : undefined}
        >
          {t('calendar.list')}
        </Link>
      </nav>
      {acted.partly && <Notice kind="trouble" title={acted.partly} />}
      {stays && (
        <Notice title={stays}>
          <Button kind="plain" onClick={() => setStays(null)}>
            {t('ui.close')}
          </Button>
        </Notice>
      )}
      {dialog === null && <FormTrouble error={acted.error} />}
      {overlays.filter(({ trouble }) => trouble !== null).length > 0 && (
        <p className="small trouble-line">
          <Icon name="triangle-alert" />{' '}
          {t('calendar.overlayStale', {
            names: listOf(overlays.filter(({ trouble }) => trouble).map(({ name }) => name)),
          })}
        </p>
      )}
      {data && <Filters calendar={data} place={place} turn={turn} />}
      {calendar.isPending && <Skeleton lines={[100, 100, 100, 100, 100]} />}
      {calendar.isError && !data && <NotLoaded again={() => calendar.refetch()} />}
      {data && (
        <section aria-labelledby="calendar-title" className="stack" {...menus}>
          <h2 className="sr" id="calendar-title">
            {t('calendar.daysOf', { span: inTitle })}
          </h2>
          {(grid || columns) && (
            <p className="sr" id="calendar-keys">
              {columns ? t('calendar.weekKeys') : t('calendar.keys')}
            </p>
          )}
          {grid && (
            <Month
              {...common}
              place={place}
              days={days}
              drop={(item, day) => acted.move(item, { from: item.at.slice(0, 10), date: day })}
              newOn={newOn}
              turn={turn}
            />
          )}
          {columns && (
            <Week
              {...common}
              place={place}
              now={minuteOf(localIn(now, zone).time)}
              days={days}
              hours={besides.data?.hours ?? []}
              drop={(item, to) => acted.move(item, to)}
              newOn={newOn}
              turn={turn}
            />
          )}
          {!grid && !columns && listed.length > 0 && (
            <DayList
              {...common}
              days={listed}
              most={oneDay ? Number.POSITIVE_INFINITY : place.view === 'list' ? mostInList : mostOnPhone}
              fold={place.view === 'month' && month === monthOf(today)}
              starts={week ? starts : () => null}
              opens={opens}
            />
          )}
          {empty && !calendar.isPlaceholderData && (
            <NothingHere place={place} span={inTitle} newOn={newOn} today={today} turn={turn} />
          )}
          {oneDay && listed.length > 0 && starts(place.at) && (
            <ButtonLink icon="plus" to={newOn(place.at)} className="on-day">
              {t('calendar.newHere')}
            </ButtonLink>
          )}
          {withPosts.length > 0 && <Sum shown={withPosts.flatMap(([, items]) => items)} grid={grid || columns} />}
        </section>
      )}
      {dialog !== null && typeof dialog === 'object' && 'move' in dialog && (
        <MoveDialog item={dialog.move} acted={acted} onClose={close} />
      )}
      {dialog !== null && typeof dialog === 'object' && 'cancel' in dialog && (
        <CancelDialog item={dialog.cancel} acted={acted} onClose={close} />
      )}
      {dialog !== null && typeof dialog === 'object' && 'note' in dialog && (
        <NoteDialog note={dialog.note} day={dialog.day} onClose={close} />
      )}
      {dialog === 'overlays' && (
        <OverlaysDialog
          without={place.without}
          toggle={(id) => kept({ ...place, without: toggled(place.without, id) })}
          onClose={close}
        />
      )}
    </div>
  )
}

type Open = { move: Shown } | { cancel: Shown } | { note: Note | null; day: string } | 'overlays'

/** Whoever opens a day is taken to it: the cell that had the focus is gone. */
function useFocusOnDay(day: string | null) {
  const before = useRef(day)
  useEffect(() => {
    if (day && before.current === null) document.getElementById('main')?.focus()
    before.current = day
  }, [day])
}
