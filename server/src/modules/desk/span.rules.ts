import { badInput } from '#app/problem.ts'

/** A year and a little: a list of a whole year must be possible, a mistake in the address must not be dear. */
const MOST_DAYS = 400

/** @returns the day after the last one @throws Problem bad-input at `from` or `to` */
export function spanOf(from: string, to: string): { end: string } {
  const day = (text: string, field: string) => {
    try {
      return Temporal.PlainDate.from(text, { overflow: 'reject' })
    } catch {
      throw badInput(field, 'shape', `${field} must be a day like 2027-03-14.`)
    }
  }
  const [first, last] = [day(from, 'from'), day(to, 'to')]
  const days = first.until(last).days
  if (days < 0) throw badInput('to', 'order', 'The last day comes before the first one.')
  if (days > MOST_DAYS) throw badInput('to', 'too-long', `At most ${MOST_DAYS} days at once.`)
  return { end: last.add({ days: 1 }).toString() }
}
