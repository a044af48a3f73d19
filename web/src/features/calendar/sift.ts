/** From the server's answer to what is on the screen: sifted by the filters, laid on days. */
import type { Filters } from './place.ts'
import { type Calendar, type Item, type On, type Stand, standOf } from './stand.ts'

/** A post with the part of its channels that the filters let through; `on` stays whole, since a post moves whole. */
export interface Shown extends Item {
  seen: On[]
}

/** Posts of which some channel fits channel and state, and that are of these people, branches and content areas. No filter: all. */
export function sift({ channels, items, people, branches, areas }: Calendar, filters: Filters): Shown[] {
  const wanted = new Set(filters.channels)
  const fits = (one: On) =>
    (wanted.size === 0 || wanted.has(channels[one.channel]?.id ?? '')) &&
    (filters.stands.length === 0 || filters.stands.includes(standOf(one)))
  const is = (ids: string[], list: { id: string }[], at: number | undefined) =>
    ids.length === 0 || (at !== undefined && ids.includes(list[at]?.id ?? ''))
  return items
    .filter(
      (item) =>
        is(filters.people, people, item.by) &&
        is(filters.branches, branches, item.branch) &&
        is(filters.areas, areas, item.area),
    )
    .map((item) => ({ ...item, seen: item.on.filter(fits) }))
    .filter((item) => item.seen.length > 0)
}

/** By day, each in the order of the clock. A day without posts is not in it. */
export function byDay(shown: Shown[]): Map<string, Shown[]> {
  const days = new Map<string, Shown[]>()
  for (const item of [...shown].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))) {
    const day = item.at.slice(0, 10)
    const there = days.get(day)
    if (there) there.push(item)
    else days.set(day, [item])
  }
  return days
}

/** How many posts are out, ahead, and ask for somebody, by their channels that are seen. A post can count twice. */
export function sumOf(shown: Shown[]): { out: number; ahead: number; asks: number } {
  const some = (...those: Stand[]) =>
    shown.filter((item) => item.seen.some((one) => those.includes(standOf(one)))).length
  return {
    out: some('out'),
    ahead: some('scheduled', 'waiting', 'by-hand', 'going-out'),
    asks: some('unknown', 'partly', 'refused', 'held'),
  }
}

/** What the answer has, or what is asked for already: what a filter offers. */
export function offered(calendar: Calendar, place: Filters) {
  const had = new Set<Stand>(place.stands)
  const [used, by, at, about] = [new Set<number>(), new Set<number>(), new Set<number>(), new Set<number>()]
  for (const item of calendar.items) {
    if (item.by !== undefined) by.add(item.by)
    if (item.branch !== undefined) at.add(item.branch)
    if (item.area !== undefined) about.add(item.area)
    for (const one of item.on) {
      used.add(one.channel)
      had.add(standOf(one))
    }
  }
  const there = <T extends { id: string }>(list: T[], places: Set<number>, asked: string[]) =>
    list.filter((one, place) => places.has(place) || asked.includes(one.id))
  return {
    channels: there(calendar.channels, used, place.channels),
    people: there(calendar.people, by, place.people),
    branches: there(calendar.branches, at, place.branches),
    areas: there(calendar.areas, about, place.areas),
    stands: had,
  }
}
