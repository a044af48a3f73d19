import { z } from 'zod'
import { day } from '#app/http/operation.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 09:30')
const closes = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write the time as 17:30; midnight is 24:00')

const span = z.strictObject({ day: z.int().min(1).max(7), opens: time, closes })
/** Five spans on each day are more than any library has. */
const spans = z.array(span).max(35)
const week = z.strictObject({
  regular: spans,
  seasons: z.array(z.strictObject({ name: z.string().trim().min(1).max(60), from: day, until: day, spans })).max(20),
})
export const hoursInput = z.strictObject({
  /** 0: there were none before. */
  version: z.int32().min(0),
  regular: spans,
  seasons: week.shape.seasons.default([]),
})
export type HoursInput = z.output<typeof hoursInput>
export const hoursAnswer = z.strictObject({
  /** null: the library's own, which a branch has until it gets its own. */
  branch: z.uuid().nullable(),
  zone: z.string(),
  /** null: nobody has said yet. */
  week: week.nullable(),
  version: z.number(),
  /** Today, as local times; null: not known. */
  today: z.array(z.strictObject({ opens: z.string(), closes: z.string() })).nullable(),
  open: z.boolean().nullable(),
  opensNext: z.date().nullable(),
})
export type HoursAnswer = z.output<typeof hoursAnswer>

export const closureInput = z.strictObject({
  /** null: all branches. */
  branch: z.uuid().nullable().default(null),
  first: day,
  /** Unless given: the first day alone. */
  last: day.optional(),
  /** Part of each day; both or neither. */
  starts: time.nullable().default(null),
  ends: time.nullable().default(null),
  reason: z.string().trim().min(1).max(120),
  yearly: z.boolean().default(false),
  /** As proposed by `listHolidays`. */
  holiday: z.string().trim().min(1).max(200).nullable().default(null),
})
export type ClosureInput = z.output<typeof closureInput>
export const closureAnswer = z.strictObject({
  id: z.uuid(),
  branch: z.uuid().nullable(),
  first: z.string(),
  last: z.string(),
  starts: z.string().nullable(),
  ends: z.string().nullable(),
  reason: z.string(),
  yearly: z.boolean(),
  holiday: z.string().nullable(),
})
export type ClosureAnswer = z.output<typeof closureAnswer>

export const holidayQuery = z.strictObject({
  /** ISO 3166: `US`, or `US-CA`. Unless given: the library's place, else guessed from its zone. */
  place: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'Name a place as in US or US-CA')
    .optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
})
export const holidayAnswer = z.strictObject({
  /** null: it could not be guessed; choose one. */
  place: z.string().nullable(),
  guessed: z.boolean(),
  year: z.number(),
  places: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  states: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  items: z.array(
    z.strictObject({
      holiday: z.string(),
      date: z.string(),
      name: z.string(),
      /** The same day each year. */
      fixed: z.boolean(),
      accepted: z.boolean(),
    }),
  ),
})
