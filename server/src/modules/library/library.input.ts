import { z } from 'zod'
import { SCOPES } from '#app/rights.rules.ts'
import { PASSWORD_MAX } from './passwords.ts'
import { newPasskey } from './sign-in.input.ts'

const name = z.string().trim().min(1).max(120)
export const libraryInput = z.strictObject({
  name,
  handle: z.string().trim().toLowerCase().min(1).max(63),
  zone: z.string().min(1).max(60),
})
export const email = z.email().max(254)
// Length is checked by the verb, which says it in words; this only keeps a body from being absurd.
const password = z.string().max(PASSWORD_MAX * 10)
export const personInput = z.strictObject({ name, email, password })

const role = z.enum(['administrator', 'manager', 'member', 'director', 'observer'])
export const meAnswer = z.strictObject({
  person: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    language: z.string(),
    installationAdministrator: z.boolean(),
  }),
  libraries: z.array(
    z.strictObject({
      id: z.uuid(),
      handle: z.string(),
      name: z.string(),
      zone: z.string(),
      role,
      branches: z.array(z.uuid()),
    }),
  ),
})
/** Either in, or a token for the second step: then there is no session yet. */
export const signedInAnswer = z.union([meAnswer, z.strictObject({ secondStep: z.string() })])
export const signInInput = z.strictObject({
  email: z.string().min(1).max(254),
  password,
  sharedComputer: z.boolean().default(false),
})
export const signOutInput = z.strictObject({ everywhere: z.boolean().default(false) })
/** A password or a passkey; who is signed in already needs neither. */
export const joinInput = z.strictObject({
  token: z.string().min(1).max(100),
  name,
  password: password.optional(),
  passkey: newPasskey.optional(),
})
export const linkAnswer = z.strictObject({
  library: z.strictObject({ name: z.string(), handle: z.string() }),
  email: z.string(),
  name: z.string().nullable(),
  role,
  known: z.boolean(),
})

const paused = z.strictObject({ reason: z.string(), until: z.date().nullable(), at: z.date() }).nullable()
const LIBRARY_KINDS = ['public', 'academic', 'school', 'special', 'national', 'other'] as const
/** What a new library is asked over a cup of coffee; each may be put aside. */
const firstRunStep = z.enum(['hours', 'why', 'channel', 'post', 'week'])
const saidWords = z.string().trim().max(1000)

export const libraryAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  handle: z.string(),
  zone: z.string(),
  language: z.string(),
  patrons: z.string(),
  lateLimitMinutes: z.number(),
  kind: z.enum(LIBRARY_KINDS).nullable(),
  purpose: z.string().nullable(),
  place: z.string().nullable(),
  firstRun: z.partialRecord(firstRunStep, z.enum(['done', 'skipped'])),
  paused,
  sendingHeld: z.strictObject({ reason: z.string(), at: z.date(), detail: z.string().nullable() }).nullable(),
  version: z.number(),
})
export const libraryChange = z.strictObject({
  version: z.int32().min(1),
  name: name.optional(),
  zone: z.string().max(60).optional(),
  language: z.string().min(2).max(35).optional(),
  patrons: z.string().trim().min(1).max(40).optional(),
  lateLimitMinutes: z.int().min(0).max(1440).optional(),
  kind: z.enum(LIBRARY_KINDS).nullable().optional(),
  /** "Why are we here?", in the library's own words; empty is no answer. */
  purpose: saidWords
    .transform((text) => text || null)
    .nullable()
    .optional(),
  /** ISO 3166: `US`, or `US-CA`. */
  place: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'Name a place as in US or US-CA')
    .nullable()
    .optional(),
  /** Added to what was done or put aside before. */
  firstRun: z.partialRecord(firstRunStep, z.enum(['done', 'skipped'])).optional(),
})
/** An instant from outside, with its offset. */
export const instantInput = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
export const pauseInput = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  until: instantInput.nullable().default(null),
})

export const keyInput = z.strictObject({
  name,
  scopes: z.array(z.enum(SCOPES)).min(1),
  expiresAt: instantInput.nullable().default(null),
})
export const keyAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  createdBy: z.string().nullable(),
})
export const newKeyAnswer = z.strictObject({ id: z.uuid(), key: z.string() })
