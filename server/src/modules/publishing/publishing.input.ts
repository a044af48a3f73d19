import { z } from 'zod'
import { pageOf, pageQuery, when } from '#app/http/operation.ts'

export const STATES = [
  'scheduled',
  'preparing',
  'releasing',
  'published',
  'waiting',
  'held',
  'partly',
  'refused',
  'unknown',
  'cancelled',
] as const
export const deliveryParams = z.strictObject({ delivery: z.uuid() })
export const deliveryQuery = z.strictObject({
  ...pageQuery,
  after: z.uuid().optional(),
  post: z.uuid().optional(),
  channel: z.uuid().optional(),
  state: z.enum(STATES).optional(),
})
export const moveInput = z.strictObject({ when })
export const settleInput = z.strictObject({
  is: z.enum(['out', 'not-out']),
  url: z.string().max(2048).nullable().default(null),
})
export const doneInput = z.strictObject({ url: z.string().max(2048).nullable().default(null) })

const delivery = {
  id: z.uuid(),
  kind: z.enum(['post', 'edit', 'remove']),
  /** `network`: made on the network itself, found there, never sent from here. */
  origin: z.enum(['app', 'network']),
  /** Of one found on the network: the delivery of ours that it turned out to be. */
  sameAs: z.uuid().nullable(),
  post: z.uuid().nullable(),
  postVersion: z.number().nullable(),
  channel: z.uuid(),
  network: z.string(),
  manual: z.boolean(),
  title: z.string(),
  language: z.string().nullable(),
  part: z.number(),
  parts: z.number(),
  state: z.enum(STATES),
  waitingFor: z.string().nullable(),
  reason: z.string().nullable(),
  field: z.string().nullable(),
  dueAt: z.date(),
  planned: when.nullable(),
  publishedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  url: z.string().nullable(),
  settledBy: z.string().nullable(),
  claimedBy: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  version: z.number(),
  can: z.array(
    z.enum(['cancel', 'move', 'publishNow', 'retry', 'settle', 'claim', 'done', 'continue', 'leave', 'edit', 'remove']),
  ),
}
const deliveryAnswer = z.strictObject(delivery)
export const deliveryPage = pageOf(deliveryAnswer)
export const deliveryStory = z.strictObject({
  ...delivery,
  /** As it was frozen when it was planned; of a post made on the network, as it was found. */
  text: z.string(),
  attempts: z.array(
    z.strictObject({
      step: z.string(),
      at: z.date(),
      endedAt: z.date().nullable(),
      outcome: z.string(),
      trouble: z.record(z.string(), z.unknown()).nullable(),
      sent: z.enum(['none', 'maybe']).nullable(),
      by: z.string().nullable(),
      answer: z.strictObject({ status: z.number().nullable(), body: z.string() }).nullable(),
    }),
  ),
})
export const kitAnswer = z.strictObject({
  texts: z.array(z.string()),
  link: z.string().nullable(),
  compose: z.string().nullable(),
  profile: z.string().nullable(),
  help: z.string(),
  files: z.array(
    z.strictObject({
      url: z.string(),
      name: z.string(),
      alt: z.string(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      type: z.string(),
      bytes: z.number(),
      /** Of captions. */
      language: z.string().nullable(),
    }),
  ),
})
export const scheduledAnswer = z.strictObject({
  id: z.uuid(),
  channel: z.uuid(),
  state: z.enum(STATES),
  dueAt: z.date(),
  part: z.number(),
  parts: z.number(),
})

const count = z.int().min(0)
export const recordAnswer = z.strictObject({
  out: count,
  byHand: count,
  onTime: count,
  medianLatenessMs: z.number().nullable(),
  p95LatenessMs: z.number().nullable(),
  settledBy: z.strictObject({ answer: count, lookUp: count, person: count, local: count }),
  notConfirmed: count,
  checked: count,
  lost: count.nullable(),
  doubled: count.nullable(),
  notChecked: z.strictObject({ count, reasons: z.record(z.string(), count) }),
  toCheck: count,
})
