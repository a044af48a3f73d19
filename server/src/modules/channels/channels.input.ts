import { z } from 'zod'
import { pageOf, pageQuery } from '#app/http/operation.ts'

const name = z.string().trim().min(1).max(120)
const network = z.string().min(1).max(40)
const handle = z.string().trim().max(200)
// Only what may stand in a link on a public page.
const url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .nullable()
const roleAddress = z.email().max(254).nullable()
const standing = z.enum(['ours', 'reserved', 'not-ours'])
const state = z.enum(['idea', 'launching', 'active', 'paused', 'retired'])
/** The names are the network's own (facts.connect); the verb says which are missing or unknown. */
const connection = z.record(z.string().max(40), z.string().max(4_000))

export const channelInput = z.strictObject({
  network,
  name,
  manual: z.boolean().optional(),
  connection: connection.optional(),
  handle: handle.optional(),
  url: url.optional(),
  state: state.exclude(['paused']).optional(),
  standing: standing.optional(),
  roleAddress: roleAddress.optional(),
})
export const channelChange = z.strictObject({
  version: z.int32().min(1),
  name: name.optional(),
  state: state.optional(),
  standing: standing.optional(),
  roleAddress: roleAddress.optional(),
  handle: handle.optional(),
  url: url.optional(),
})
export const connectInput = z.strictObject({ connection })
export const signInInput = z.strictObject({
  network,
  /** Needed by networks of many servers that each register us; where the handle tells the server, it may be left out. */
  server: z.string().max(300).default(''),
  handle: z.string().max(300).optional(),
  name: z.string().trim().max(120).default(''),
  channel: z.uuid().optional(),
})
/** Networks add parameters of their own; they are not looked at. */
export const cameBack = z.looseObject({
  state: z.string().max(200).optional(),
  code: z.string().max(4_000).optional(),
  error: z.string().max(200).optional(),
  iss: z.string().max(300).optional(),
})
/** For each network where people sign in on its own pages: whether that can be done here, and if not, why. */
export const signInList = z.strictObject({
  items: z.array(
    z.strictObject({ network: z.string(), why: z.enum(['no-address', 'not-https', 'no-name']).nullable() }),
  ),
})

const paused = z.strictObject({ reason: z.string(), until: z.date().nullable(), at: z.date() }).nullable()
export const channelAnswer = z.strictObject({
  id: z.uuid(),
  network: z.string(),
  name: z.string(),
  handle: z.string(),
  url: z.string().nullable(),
  state,
  standing,
  manual: z.boolean(),
  roleAddress: z.string().nullable(),
  paused,
  connection: z
    .strictObject({
      server: z.string(),
      handle: z.string(),
      state: z.enum(['well', 'sign-in-again', 'unreachable']),
      detail: z.string().nullable(),
      checkedAt: z.date().nullable(),
      connectedBy: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
      connectedAt: z.date(),
      told: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  lastOutAt: z.date().nullable(),
  nextDueAt: z.date().nullable(),
  version: z.number(),
})
export const channelPage = pageOf(channelAnswer)
export const channelQuery = z.strictObject({ ...pageQuery, after: z.uuid().optional() })
export const disconnectAnswer = z.strictObject({
  channel: channelAnswer,
  revoked: z.boolean(),
  reason: z.string().nullable(),
})
