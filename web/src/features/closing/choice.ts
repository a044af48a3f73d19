/** What a person chose on the one screen, and what is asked of the server for it. Pure. */
import type { NewClosing } from '#app/api.types.ts'
import { dayIn, hourIn } from '#i18n/format.ts'

export type ClosingKind = NewClosing['kind']
export type UntilChoice = 'today' | 'noon' | 'tomorrow' | 'time' | 'open'
export interface Choice {
  kind: ClosingKind
  /** null: all. */
  branches: string[] | null
  until: UntilChoice
  date: string
  time: string
  /** Opening late at that time, instead of closed until then. */
  late: boolean
  /** null: the agreed ones. */
  words: string | null
  /** null: all. */
  channels: string[] | null
  banner: boolean
  keep: string[]
  hold: string[]
  instead: string | null
}

export const firstChoice = (now: string, zone: string, instead: string | null = null): Choice => ({
  kind: 'snow',
  branches: null,
  until: 'today',
  date: dayIn(now, zone),
  time: '',
  late: false,
  words: null,
  channels: null,
  banner: true,
  keep: [],
  hold: [],
  instead,
})

/** The clock of the places that are closed, where all of them have the same; else the library's. As the server takes it. */
export function zoneOfChosen(
  branches: readonly { id: string; zone: string | null }[],
  { branches: chosen }: Pick<Choice, 'branches'>,
  library: string,
): string {
  const zones = new Set(
    branches.filter(({ id }) => chosen?.includes(id) ?? true).map((branch) => branch.zone ?? library),
  )
  return zones.size === 1 ? [...zones][0]! : library
}

/**
 * Noon is offered as long as it is to come; after it, the whole of tomorrow: one hears of the storm in the evening. What was chosen stays
 * in sight, also where noon came meanwhile or other branches go by another clock.
 */
export function untilChoices(now: string, zone: string, chosen: UntilChoice = 'today'): UntilChoice[] {
  const offered: UntilChoice[] = ['today', hourIn(now, zone) < 12 ? 'noon' : 'tomorrow', 'time', 'open']
  return offered.includes(chosen) ? offered : [...offered.slice(0, 2), chosen, ...offered.slice(2)]
}

/** Only with a time of opening can one open late. */
export const mayBeLate = ({ until }: Choice): boolean => until === 'noon' || until === 'time'

/** What the preview and the deed have in common; null while a time is missing, or no branch is chosen. */
export function asked(choice: Choice, now: string, zone: string): Omit<NewClosing, 'keep' | 'hold'> | null {
  const until = untilOf(choice, now, zone)
  if (until === undefined || choice.branches?.length === 0 || choice.words?.trim() === '') return null
  return {
    kind: choice.kind,
    opening: choice.late && mayBeLate(choice) ? 'late' : 'closed',
    until,
    ...(choice.until === 'tomorrow' && { from: { date: dayAfter(dayIn(now, zone), 1), time: '00:00' } }),
    banner: choice.banner,
    ...(choice.branches && { branches: choice.branches }),
    ...(choice.words !== null && { words: choice.words }),
    ...(choice.channels && { channels: choice.channels }),
    ...(choice.instead !== null && { instead: choice.instead }),
  }
}

function untilOf({ until, date, time }: Choice, now: string, zone: string): NewClosing['until'] | undefined {
  switch (until) {
    case 'today':
      return 'end-of-day'
    case 'noon':
      return { date: dayIn(now, zone), time: '12:00' }
    case 'tomorrow':
      return { date: dayAfter(dayIn(now, zone), 2), time: '00:00' }
    case 'time':
      return date !== '' && time !== '' ? { date, time } : undefined
    case 'open':
      return null
  }
}
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** The last day that an end at midnight closes; null where it ends at another time of the day. */
export function lastDay(until: string, zone: string): string | null {
  const before = new Date(Date.parse(until) - 1000).toISOString()
  return dayIn(before, zone) === dayIn(until, zone) ? null : dayIn(before, zone)
}

/** On and off: a list without what was in it, or with it. */
export const turned = (list: string[], one: string): string[] =>
  list.includes(one) ? list.filter((it) => it !== one) : [...list, one]

/** Of all, some: back to null (all) where every one is on. */
export const turnedOf = (all: string[], chosen: string[] | null, one: string): string[] | null => {
  const next = turned(chosen ?? all, one)
  return all.every((it) => next.includes(it)) ? null : all.filter((it) => next.includes(it))
}
