/** The first run's steps in their order, and where somebody stands in it. Pure. */
import type { Library, Week } from '#app/api.types.ts'

export const STEPS = ['hours', 'why', 'channel', 'post', 'week'] as const
export type Step = (typeof STEPS)[number]

/** The one that is named in the address if it is one; else the first that was neither done nor put aside; null: all were. */
export function stepOf(firstRun: Library['firstRun'], asked: string | null): Step | null {
  const named = STEPS.find((step) => step === asked)
  return named ?? STEPS.find((step) => firstRun[step] === undefined) ?? null
}
export const nextOf = (step: Step): Step | null => STEPS[STEPS.indexOf(step) + 1] ?? null

/** Hours as one says them in a minute: weekdays, Saturday, Sunday. An end at midnight is 00:00 in the browser's own input. */
export interface Quick {
  weekdays: { opens: string; closes: string } | null
  saturday: { opens: string; closes: string } | null
  sunday: { opens: string; closes: string } | null
}
export const QUICK: Quick = {
  weekdays: { opens: '09:00', closes: '18:00' },
  saturday: { opens: '10:00', closes: '14:00' },
  sunday: null,
}
export function weekOf({ weekdays, saturday, sunday }: Quick): Week {
  const on = (days: number[], hours: Quick['weekdays']) =>
    hours === null
      ? []
      : days.map((day) => ({ day, ...hours, closes: hours.closes === '00:00' ? '24:00' : hours.closes }))
  return { regular: [...on([1, 2, 3, 4, 5], weekdays), ...on([6], saturday), ...on([7], sunday)], seasons: [] }
}
/** A saved week in three lines; null where they cannot say it: seasons, a pause at noon, a weekday that differs. */
export function quickOf({ regular, seasons }: Week): Quick | null {
  const on = (day: number) => {
    const span = regular.find((one) => one.day === day)
    return span ? { opens: span.opens, closes: span.closes === '24:00' ? '00:00' : span.closes } : null
  }
  const quick: Quick = { weekdays: on(1), saturday: on(6), sunday: on(7) }
  const told = (week: Week['regular']) => week.map(({ day, opens, closes }) => `${day} ${opens} ${closes}`).toSorted()
  const fits = seasons.length === 0 && told(weekOf(quick).regular).join() === told(regular).join()
  return fits ? quick : null
}

/** Field errors name a place in the week: which of the three lines it is. */
export function lineOf(path: string, week: Week): keyof Quick | null {
  const at = /^regular\.(\d+)/.exec(path)?.[1]
  const day = at === undefined ? undefined : week.regular[Number(at)]?.day
  return day === undefined ? null : day <= 5 ? 'weekdays' : day === 6 ? 'saturday' : 'sunday'
}
