/** Which deliveries of a post go to another moment, and to which: one for each channel, since the parts of a thread follow the first. */
import type { paths } from '#app/api.types.ts'
import { addDays, daysBetween } from './days.ts'

export type Delivery = paths['/deliveries']['get']['responses'][200]['content']['application/json']['items'][number]
export interface When {
  date: string
  time: string
  zone: string
}
/** To a day and a time; or only to another day, by so many days, each channel keeping its own time. */
export type To = { date: string; time: string } | { from: string; date: string }

export interface Step {
  delivery: string
  network: string
  when: When
  /** Where it was, for the way back. */
  before: When
  /** RFC 3339: its former moment, to know whether there is a way back. */
  dueAt: string
}

/** Of each channel (and language) the first part that can do `deed`. */
export function firstOf(deliveries: Delivery[], deed: 'move' | 'cancel'): Delivery[] {
  const firsts = new Map<string, Delivery>()
  for (const one of deliveries.filter(({ kind, can }) => kind === 'post' && can.includes(deed))) {
    const key = `${one.channel} ${one.language}`
    const there = firsts.get(key)
    if (!there || one.part < there.part) firsts.set(key, one)
  }
  return [...firsts.values()]
}

/** `localOf` tells the local time of a moment in the library's zone, for what was never planned by the clock. */
export function movePlan(deliveries: Delivery[], to: To, zone: string, localOf: (at: string) => When): Step[] {
  return firstOf(deliveries, 'move').map((one) => {
    const before = one.planned ?? localOf(one.dueAt)
    const when =
      'time' in to
        ? { date: to.date, time: to.time, zone }
        : { ...before, date: addDays(before.date, daysBetween(to.from, to.date)) }
    return { delivery: one.id, network: one.network, when, before, dueAt: one.dueAt }
  })
}

/** The way back, or nothing where a former moment has passed: nothing can be planned for then. `now` in milliseconds. */
export function wayBack(steps: Step[], now: number): Step[] | null {
  if (steps.length === 0 || steps.some(({ dueAt }) => Date.parse(dueAt) <= now)) return null
  return steps.map((step) => ({ ...step, when: step.before, before: step.when }))
}

/** Networks on which the post stays as it is, each once: out, on its way, or not known. */
export const staying = (deliveries: Delivery[], moving: { channel: string }[]): string[] => {
  const goes = new Set(moving.map(({ channel }) => channel))
  return [
    ...new Set(
      deliveries
        .filter((one) => one.kind === 'post' && one.state !== 'cancelled' && !goes.has(one.channel))
        .map(({ network }) => network),
    ),
  ]
}
