/** When a place is open: pure. Local wall times become instants here and nowhere else, so that the nights of the clocks are decided once. */
import type { Span, Week } from '#db/schema/library.ts'

export interface Closure {
  first: string
  last: string
  /** null: the whole day. */
  starts: string | null
  ends: string | null
  reason: string
  yearly: boolean
}
export interface Opening {
  zone: string
  /** null: nobody has said. Then nothing is known, and nothing is guessed. */
  week: Week | null
  /** Those of this place and those of all. */
  closures: Closure[]
}
export interface OpenSpan {
  opens: Temporal.Instant
  closes: Temporal.Instant
}
export interface Trouble {
  path: string
  code: 'shape' | 'ends-before-start' | 'overlaps'
  message: string
}

const DAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number)
  return hours! * 60 + minutes!
}

/** What is wrong with a week, by field. Spans that touch (12:00 to 12:00) are fine; those that overlap are not. */
export function weekTroubles(week: Week): Trouble[] {
  return [
    ...spanTroubles(week.regular, 'regular'),
    ...week.seasons.flatMap((season, at) => spanTroubles(season.spans, `seasons.${at}.spans`)),
    ...seasonTroubles(week),
  ]
}

function spanTroubles(spans: Span[], path: string): Trouble[] {
  const found: Trouble[] = []
  spans.forEach((span, at) => {
    // No times and dates: the field holds them, as its reader writes them.
    const day = DAYS[span.day]
    if (minutesOf(span.closes) <= minutesOf(span.opens))
      found.push({
        path: `${path}.${at}.closes`,
        code: 'ends-before-start',
        message: `On ${day} closing comes before opening. For hours past midnight close at midnight (24:00), and write the rest on the next day.`,
      })
    const other = spans.findIndex((one, i) => i < at && one.day === span.day && overlap(one, span))
    if (other >= 0)
      found.push({
        path: `${path}.${at}`,
        code: 'overlaps',
        message: `On ${day} these hours overlap others.`,
      })
  })
  return found
}
const overlap = (a: Span, b: Span) =>
  minutesOf(a.opens) < minutesOf(b.closes) && minutesOf(b.opens) < minutesOf(a.closes)

function seasonTroubles({ seasons }: Week): Trouble[] {
  const found: Trouble[] = []
  seasons.forEach((season, at) => {
    if (season.until < season.from)
      found.push({
        path: `seasons.${at}.until`,
        code: 'ends-before-start',
        message: `“${season.name}” ends before it begins.`,
      })
    const other = seasons.find(
      (one, i) => i < at && season.from <= season.until && one.from <= season.until && season.from <= one.until,
    )
    if (other)
      found.push({
        path: `seasons.${at}.from`,
        code: 'overlaps',
        message: `“${season.name}” overlaps “${other.name}”.`,
      })
  })
  return found
}

/** The instants between which it is open on a date, in their order. Null: no hours are known. */
export function spansOn({ zone, week, closures }: Opening, date: Temporal.PlainDate): OpenSpan[] | null {
  if (week === null) return null
  const day = date.toString()
  const season = week.seasons.find(({ from, until }) => from <= day && day <= until)
  const spans = (season?.spans ?? week.regular).filter((one) => one.day === date.dayOfWeek)
  const shut = closures.filter((one) => coversDay(one, date))
  if (shut.some(({ starts }) => starts === null)) return []
  return (
    without(
      spans.map(({ opens, closes }) => [minutesOf(opens), minutesOf(closes)]),
      shut.map(({ starts, ends }) => [minutesOf(starts!), minutesOf(ends!)]),
    )
      .map(([opens, closes]) => ({ opens: instantAt(date, opens, zone), closes: instantAt(date, closes, zone) }))
      // A span within the hour that the clocks leave out is not there that day.
      .filter(({ opens, closes }) => Temporal.Instant.compare(opens, closes) < 0)
      .sort((a, b) => Temporal.Instant.compare(a.opens, b.opens))
  )
}

/** Also over New Year: a yearly closure from December 24 to January 2. February 29 counts as the 28th where there is none. */
export function coversDay({ first, last, yearly }: Closure, date: Temporal.PlainDate): boolean {
  const day = date.toString()
  if (!yearly) return first <= day && day <= last
  if (day < first) return false
  const begins = Temporal.PlainDate.from(first)
  const long = begins.until(Temporal.PlainDate.from(last)).days
  return [date.year, date.year - 1].some((year) => {
    const from = Temporal.PlainMonthDay.from({ monthCode: begins.monthCode, day: begins.day }).toPlainDate({ year })
    const away = from.until(date).days
    return away >= 0 && away <= long
  })
}

/** Takes the second list of minutes out of the first. */
function without(spans: [number, number][], shut: [number, number][]): [number, number][] {
  return shut.reduce<[number, number][]>(
    (rest, [from, until]) =>
      rest.flatMap(([opens, closes]): [number, number][] =>
        until <= opens || closes <= from
          ? [[opens, closes]]
          : [
              ...(opens < from ? [[opens, from] as [number, number]] : []),
              ...(until < closes ? [[until, closes] as [number, number]] : []),
            ],
      ),
    spans,
  )
}

/** Wall time to instant: a time that the clocks leave out is an hour later, one that comes twice is the first. */
function instantAt(date: Temporal.PlainDate, minutes: number, zone: string): Temporal.Instant {
  if (minutes >= 24 * 60) return date.add({ days: 1 }).toZonedDateTime(zone).toInstant()
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
  return date.toZonedDateTime({ timeZone: zone, plainTime }).toInstant()
}

/** Open at this moment? Opening counts, closing does not. Null: no hours are known. */
export function openAt(opening: Opening, at: Temporal.Instant): boolean | null {
  const today = at.toZonedDateTimeISO(opening.zone).toPlainDate()
  const spans = spansOn(opening, today)
  return spans === null ? null : spans.some((one) => within(one, at))
}
const within = ({ opens, closes }: OpenSpan, at: Temporal.Instant) =>
  Temporal.Instant.compare(opens, at) <= 0 && Temporal.Instant.compare(at, closes) < 0

/** Further than a year nobody plans; also the end of the search where it never opens. */
const LOOK_AHEAD_DAYS = 400

/** The first moment from `at` on at which it is open: `at` itself if it is. Null: not known, or not within 400 days. */
export function opensNext(opening: Opening, at: Temporal.Instant): Temporal.Instant | null {
  let date = at.toZonedDateTimeISO(opening.zone).toPlainDate()
  for (let day = 0; day <= LOOK_AHEAD_DAYS; day++) {
    const spans = spansOn(opening, date)
    if (spans === null) return null
    for (const span of spans) {
      if (Temporal.Instant.compare(at, span.closes) >= 0) continue
      return Temporal.Instant.compare(at, span.opens) >= 0 ? at : span.opens
    }
    date = date.add({ days: 1 })
  }
  return null
}
