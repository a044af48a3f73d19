import { z } from 'zod'

const name = z.string().trim().min(1).max(120)
const handle = z.string().trim().toLowerCase().min(1).max(63)
const zone = z.string().min(1).max(60).nullable()
const address = z.string().trim().min(1).max(300).nullable()
const position = z.int().min(0).max(10_000)

export const branchInput = z.strictObject({
  name,
  /** Unless given: made of the name. */
  handle: handle.optional(),
  /** null: the library's own. */
  zone: zone.default(null),
  address: address.default(null),
  /** Unless given: the last. */
  position: position.optional(),
})
export const branchChange = z.strictObject({
  version: z.int32().min(1),
  name: name.optional(),
  handle: handle.optional(),
  zone: zone.optional(),
  address: address.optional(),
  /** Its place among the branches that stand, from 0; the others make room. */
  position: position.optional(),
  /** A retired branch is no longer offered; what belongs to it stays. */
  retired: z.boolean().optional(),
})
export type BranchInput = z.output<typeof branchInput>
export type BranchChange = z.output<typeof branchChange>

export const branchAnswer = z.strictObject({
  id: z.uuid(),
  handle: z.string(),
  name: z.string(),
  zone: z.string().nullable(),
  address: z.string().nullable(),
  position: z.number(),
  retired: z.boolean(),
  version: z.number(),
})
export type Branch = z.output<typeof branchAnswer>
