import { z } from 'zod'

const name = z.string().trim().min(1).max(80)
const position = z.int().min(0).max(10_000)

export const areaInput = z.strictObject({
  name,
  /** Unless given: the last. */
  position: position.optional(),
})
export const areaChange = z.strictObject({
  version: z.int32().min(1),
  name: name.optional(),
  /** Its place among the areas that stand, from 0; the others make room. */
  position: position.optional(),
  /** A retired area is no longer offered; posts about it stay so. */
  retired: z.boolean().optional(),
})
export type AreaInput = z.output<typeof areaInput>
export type AreaChange = z.output<typeof areaChange>

export const areaAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  position: z.number(),
  retired: z.boolean(),
  version: z.number(),
})
export type ContentArea = z.output<typeof areaAnswer>
