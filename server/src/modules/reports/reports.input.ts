import { z } from 'zod'

const level = z.strictObject({ value: z.number(), on: z.string() }).nullable()
export const monthQuery = z.strictObject({
  month: z
    .string()
    .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'Write the month as 2026-10')
    .optional(),
})
export const monthReportAnswer = z.strictObject({
  month: z.string(),
  from: z.string(),
  to: z.string(),
  asOf: z.string(),
  /** Every post of the month is old enough for its figures. */
  complete: z.boolean(),
  channels: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      network: z.string(),
      /** What went out in the month, and in the one before. */
      posts: z.number(),
      before: z.number(),
      /** The last figure of the month, and of the one before. null: not told. */
      followers: level,
      followersBefore: level,
      /** Over the month's posts at equal age; `n` had a figure. null: not told for any. */
      acts: z.array(z.strictObject({ measure: z.string(), value: z.number().nullable(), n: z.number() })),
    }),
  ),
})
export type MonthReport = z.output<typeof monthReportAnswer>
