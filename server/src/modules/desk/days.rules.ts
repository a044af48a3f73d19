/** From hours and closures to what a day of the calendar shows: pure. */
import { type Closure, coversDay, type PlaceHours, spansOn } from '#modules/library/index.ts'

export interface ClosedDay {
  day: string
  /** null: everywhere. */
  branches: string[] | null
  reason: string
  /** A part of the day; both or neither. */
  starts: string | null
  ends: string | null
}
export interface OpenHours {
  day: string
  /** From the first that opens to the last that closes, of all places that say; local times. Empty: closed. */
  spans: { opens: string; closes: string }[]
}

function* daysBetween(from: string, to: string): Generator<Temporal.PlainDate> {
  const last = Temporal.PlainDate.from(to)
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    yield day
}

/** A closed day or a part of one, of a branch or (null) of all. */
export interface ClosureOf extends Closure {
  branch: string | null
}

/** Closures by day: what counts everywhere stands without names, what counts for some branches names them once. */
export function closedOn(closures: ClosureOf[], names: Map<string, string>, from: string, to: string): ClosedDay[] {
  const closed = new Map<string, ClosedDay>()
  for (const date of daysBetween(from, to))
    for (const one of closures.filter((closure) => coversDay(closure, date))) {
      const name = one.branch === null ? null : names.get(one.branch)
      // A branch that is retired is closed for good.
      if (name === undefined) continue
      const { reason, starts, ends } = one
      const key = JSON.stringify([date, name === null, reason, starts, ends])
      const there = closed.get(key)
      if (!there)
        closed.set(key, { day: date.toString(), branches: name === null ? null : [name], reason, starts, ends })
      else if (name !== null) there.branches?.push(name)
    }
  return [...closed.values()]
}

/** When anybody can come in, on the library's clock; days of which nothing is known are left out. */
export function hoursOn(openings: PlaceHours[], from: string, to: string): OpenHours[] {
  const branches = openings.filter(({ branch }) => branch !== null)
  const zone = openings.find(({ branch }) => branch === null)?.zone ?? 'UTC'
  const known = (branches.length > 0 ? branches : openings).filter(({ week }) => week !== null)
  if (known.length === 0) return []
  const hours: OpenHours[] = []
  for (const date of daysBetween(from, to)) {
    const spans = known
      .flatMap((place) => spansOn(place, date) ?? [])
      .sort((one, other) => Temporal.Instant.compare(one.opens, other.opens))
    const merged: typeof spans = []
    for (const span of spans) {
      const last = merged.at(-1)
      if (!last || Temporal.Instant.compare(span.opens, last.closes) > 0) merged.push({ ...span })
      else if (Temporal.Instant.compare(span.closes, last.closes) > 0) last.closes = span.closes
    }
    const clock = (at: Temporal.Instant) => {
      const local = at.toZonedDateTimeISO(zone)
      // Midnight at the end of the day is 24:00 of this day.
      return Temporal.PlainDate.compare(local.toPlainDate(), date) > 0
        ? '24:00'
        : local.toPlainTime().toString({ smallestUnit: 'minute' })
    }
    hours.push({
      day: date.toString(),
      spans: merged.map(({ opens, closes }) => ({ opens: clock(opens), closes: clock(closes) })),
    })
  }
  return hours
}
