import type { Closure } from '#app/api.types.ts'

/** The day on which a closing comes next, as YYYY-MM-DD; one of every year comes again. @param today the library's day */
export function nextDay({ first, last, yearly }: Pick<Closure, 'first' | 'last' | 'yearly'>, today: string): string {
  if (!yearly || first > today) return first
  const year = Number(today.slice(0, 4))
  const within = (day: string) => `${year}${day.slice(4)}`
  return within(last) >= today ? within(first) : `${year + 1}${first.slice(4)}`
}

/** Those that are still to come or last, the next one first: what is over can't be opened after all. */
export const toCome = <C extends Pick<Closure, 'first' | 'last' | 'yearly'>>(
  closures: readonly C[],
  today: string,
): C[] =>
  closures
    .filter(({ last, yearly }) => yearly || last >= today)
    .sort((a, b) => (nextDay(a, today) < nextDay(b, today) ? -1 : 1))
