/** What taking over a post that was made on the network needs, and answers. */
import { z } from 'zod'
import { STATES } from '#modules/publishing/index.ts'

export const adoptInput = z.strictObject({
  /** The post that it is; null: a new one is made of its words. */
  post: z.uuid().nullable().default(null),
  /** Of a new one; null: of the library as a whole, or of the one branch that somebody writes for. */
  branch: z.uuid().nullable().default(null),
})
export type AdoptInput = z.output<typeof adoptInput>

export const likelyQuery = z.strictObject({
  /** Words of the post: its title or its text. */
  q: z.string().max(200).optional(),
})
export const likelyAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      title: z.string(),
      branch: z.uuid().nullable(),
      updatedAt: z.date(),
      /** What was planned of it on that channel and is not out; null: nothing. */
      open: z.strictObject({ state: z.enum(STATES), waitingFor: z.string().nullable(), dueAt: z.date() }).nullable(),
    }),
  ),
  next: z.null(),
})
