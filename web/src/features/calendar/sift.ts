/** From the server's answer to what is on the screen: sifted by the filters, laid on days. */
import type { Place } from './place.ts'
import { type Calendar, type Item, type On, type Stand, standOf } from './stand.ts'

/** A post with the part of its channels that the filters let through; `on` stays whole, since a post moves whole. */
export interface Shown extends Item {
  seen: On[]
}

/** Posts of which some channel fits both filters. No filter: all. */
export function sift({ channels, items }: Calendar, filters: Pick<Place, 'channels' | 'stands'>): Shown[] {
  const wanted = new Set(filters.channels)
  const fits = (one: On) =>
    (wanted.size === 0 || wanted.has(channels[one.channel]?.id ?? '')) &&
    (filters.stands.length === 0 || filters.stands.includes(standOf(one)))
  return items.map((item) => ({ ...item, seen: item.on.filter(fits) })).filter((item) => item.seen.length > 0)
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

/** Channels and stands that the answer has, or that are asked for already: what a filter offers. */
export function offered(calendar: Calendar, place: Pick<Place, 'channels' | 'stands'>) {
  const [used, had] = [new Set<number>(), new Set<Stand>(place.stands)]
  for (const one of calendar.items.flatMap((item) => item.on)) {
    used.add(one.channel)
    had.add(standOf(one))
  }
  return {
    channels: calendar.channels.filter((channel, at) => used.has(at) || place.channels.includes(channel.id)),
    stands: had,
  }
}
