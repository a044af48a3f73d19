/** Shapes of people, invitations, resets and the audit: for the routes and openapi.json. */
import { z } from 'zod'
import { pageQuery } from '#app/http/operation.ts'
import { email } from './library.input.ts'
import { PASSWORD_MAX } from './passwords.ts'

const role = z.enum(['administrator', 'manager', 'member', 'director', 'observer'])
const name = z.string().trim().min(1).max(120)

export const inviteInput = z.strictObject({ email, name: name.nullable().default(null), role })
/** `link` only where no letter went out: it is shown once. */
export const invitedAnswer = z.strictObject({
  id: z.uuid(),
  expiresAt: z.date(),
  mailed: z.boolean(),
  link: z.string().nullable(),
  why: z.enum(['no-server', 'refused']).optional(),
})
export const invitationAnswer = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role,
  createdAt: z.date(),
  expiresAt: z.date(),
  mailedAt: z.date().nullable(),
  invitedBy: z.string().nullable(),
})

export const memberAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  branches: z.array(z.uuid()),
  since: z.date(),
  lastSeenAt: z.date().nullable(),
  signsIn: z.strictObject({ password: z.boolean(), passkeys: z.number(), secondStep: z.boolean() }),
})
export const formerQuery = z.strictObject({ ...pageQuery, after: z.uuid().optional() })
export const formerAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  leftAt: z.date(),
  anonymous: z.boolean(),
  elsewhere: z.boolean(),
})
const hangingAnswer = z.strictObject({
  connections: z.array(
    z.strictObject({
      channel: z.uuid(),
      name: z.string(),
      network: z.string(),
      state: z.string(),
      connectedAt: z.date(),
    }),
  ),
  keys: z.array(z.strictObject({ id: z.uuid(), name: z.string(), lastUsedAt: z.date().nullable() })),
  planned: z.array(
    z.strictObject({
      delivery: z.uuid(),
      post: z.uuid().nullable(),
      title: z.string(),
      channel: z.string(),
      dueAt: z.date(),
    }),
  ),
  /** The list holds the next 50. */
  plannedInAll: z.number(),
  sessions: z.number(),
})
export const personAnswer = memberAnswer.extend({ hanging: hangingAnswer })
export const memberChange = z.strictObject({ role: role.optional(), branches: z.array(z.uuid()).max(200).optional() })
export const cutOffAnswer = z.strictObject({
  sessions: z.number(),
  keys: z.number(),
  invitations: z.number(),
  hanging: hangingAnswer,
})

export const askResetInput = z.strictObject({ email: z.string().min(1).max(254) })
export const resetInput = z.strictObject({
  token: z.string().min(1).max(100),
  password: z.string().max(PASSWORD_MAX * 10),
})

export const auditQuery = z.strictObject({
  ...pageQuery,
  after: z.uuid().optional(),
  person: z.uuid().optional(),
  verb: z.string().max(60).optional(),
  subject: z.uuid().optional(),
  by: z.enum(['people', 'all']).default('all'),
})
export const auditAnswer = z.strictObject({
  id: z.uuid(),
  at: z.date(),
  verb: z.string(),
  by: z.strictObject({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  subject: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
  detail: z.record(z.string(), z.unknown()),
})
