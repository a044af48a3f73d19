/** Public holidays of a place, proposed one by one. The package is large and seldom asked: it is loaded when somebody does. */
import { dayIn } from '@shelftalker/shared/time/day-in.ts'
import type { z } from 'zod'
import type { Ctx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { holidayAnswer } from './hours.input.ts'
import { closuresIn } from './hours.view.ts'

type HolidayAnswer = z.output<typeof holidayAnswer>

/** @param query without a year: those of the next twelve months. @throws Problem bad-input at `place` for a country or state that is not known. */
export async function listHolidays(
  ctx: Ctx,
  query: { place?: string | undefined; year?: number | undefined },
): Promise<HolidayAnswer> {
  const { default: Holidays } = await import('date-holidays')
  const { row, accepted, now } = await look(ctx, async (tx) => ({
    row: await tx.db.selectFrom('library').select(['zone', 'place', 'language']).executeTakeFirstOrThrow(),
    accepted: (await closuresIn(tx, null, null)).filter((one) => one.holiday !== null),
    now: tx.now,
  }))
  const language = row.language.split('-')[0]!
  const today = dayIn(row.zone, now)
  const year = query.year ?? today.year
  const asked = (date: string) =>
    query.year !== undefined || (date >= today.toString() && date < today.add({ years: 1 }).toString())
  const known = new Holidays()
  const places = named(known.getCountries(language) ?? {})
  const guessed = query.place === undefined && row.place === null
  const place = query.place ?? row.place ?? countryOf(row.zone, Object.keys(known.getCountries(language) ?? {}))
  if (place === null) return { place, guessed, year, places, states: [], items: [] }
  const [country = '', state] = place.split('-')
  const states = named(known.getStates(country, language) ?? {})
  if (!places.some(({ code }) => code === country) || (state && !states.some(({ code }) => code === state)))
    throw badInput('place', 'unknown', `No public holidays are known for “${place}”.`)
  const of = state ? new Holidays(country, state) : new Holidays(country)
  // In a country's own way of the language, where it speaks it: Labor Day in the United States, Labour Day in Canada.
  const own = of.getLanguages().filter((one) => one.split('-')[0] === language)
  of.setLanguages([...own, language, 'en'])
  const items = (query.year === undefined ? [year, year + 1] : [year])
    .flatMap((one) => (own.length > 0 ? of.getHolidays(one) : of.getHolidays(one, language)))
    .filter((one) => (one.type === 'public' || one.type === 'bank') && asked(one.date.slice(0, 10)))
    .map((one) => {
      const holiday = `${place}: ${one.rule}`.slice(0, 200)
      const date = one.date.slice(0, 10)
      const same = accepted.filter((it) => it.holiday === holiday)
      return {
        holiday,
        date,
        name: one.name,
        fixed: /^\d\d-\d\d$/.test(one.rule),
        accepted: same.some((it) => it.first === date || (it.yearly && it.first.slice(5) === date.slice(5))),
      }
    })
  return { place, guessed, year, places, states, items: items.sort((a, b) => (a.date < b.date ? -1 : 1)) }
}

const named = (all: Record<string, string>) =>
  Object.entries(all)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name))

/** The country of a zone, where one and only one country has it (the names of `Intl` know which zones a region has). */
function countryOf(zone: string, codes: string[]): string | null {
  const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  const having = codes.filter((code) => {
    try {
      const locale = new Intl.Locale('und', { region: code }) as Intl.Locale & {
        getTimeZones?(): string[] | undefined
      }
      return locale.getTimeZones?.()?.includes(canonical) ?? false
    } catch {
      return false
    }
  })
  return having.length === 1 ? having[0]! : null
}
