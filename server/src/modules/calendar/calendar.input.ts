import { z } from 'zod'
import { day } from '#app/http/operation.ts'

export const noteInput = z.strictObject({
  first: day,
  /** Unless given: the first day alone. */
  last: day.optional(),
  text: z.string().trim().min(1).max(500),
})
export const noteChange = z.strictObject({
  version: z.int32().min(1),
  first: day.optional(),
  last: day.optional(),
  text: z.string().trim().min(1).max(500).optional(),
})
export type NoteInput = z.output<typeof noteInput>
export type NoteChange = z.output<typeof noteChange>
export const noteAnswer = z.strictObject({
  id: z.uuid(),
  first: z.string(),
  last: z.string(),
  text: z.string(),
  /** Who wrote it; null: a program, or somebody who is gone. */
  by: z.string().nullable(),
  version: z.number(),
})
export type Note = z.output<typeof noteAnswer>

export const overlayInput = z.strictObject({
  /** http, https or webcal. It is kept sealed and never shown again. */
  url: z.string().trim().min(1).max(2_000),
  /** Unless given: as the calendar calls itself. */
  name: z.string().trim().min(1).max(120).optional(),
})
export const overlayChange = z.strictObject({ version: z.int32().min(1), name: z.string().trim().min(1).max(120) })
export type OverlayInput = z.output<typeof overlayInput>
export const overlayAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['address', 'file']),
  /** Where it comes from; the rest of the address is nobody's business. */
  host: z.string().nullable(),
  events: z.number(),
  /** Of the copy that is shown. */
  goodAt: z.date().nullable(),
  trouble: z.strictObject({ kind: z.string(), since: z.date(), message: z.string() }).nullable(),
  told: z.strictObject({ unread: z.number(), unknownZones: z.array(z.string()), more: z.boolean() }),
  version: z.number(),
})
export type Overlay = z.output<typeof overlayAnswer>
