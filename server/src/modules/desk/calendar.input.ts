import { z } from 'zod'
import { day } from '#app/http/operation.ts'
import { STATES } from '#modules/publishing/index.ts'

/** Several, with commas between: `?branch=…,…`. Any of them fits; different filters must all fit. */
const list = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .max(4_000)
    .transform((text) => text.split(',').filter((one) => one !== ''))
    .pipe(z.array(item).max(100))
    .optional()

export const calendarQuery = z.strictObject({
  from: day,
  to: day,
  channel: list(z.uuid()),
  state: list(z.enum(STATES)),
  /** Who made the post. */
  person: list(z.uuid()),
  branch: list(z.uuid()),
  /** Content areas. */
  area: list(z.uuid()),
})
export type CalendarQuery = z.output<typeof calendarQuery>
export const daysQuery = z.strictObject({
  from: day,
  to: day,
  /** Calendars of others that are left out. */
  without: list(z.uuid()),
})
