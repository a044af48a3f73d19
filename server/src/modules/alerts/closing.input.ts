import { z } from 'zod'
import { instantInput } from '#modules/library/index.ts'
import { KINDS, OPENINGS } from './words.rules.ts'

/** Shorter than any network's limit that takes threads would be best; longer ones become threads where a network has them. */
const TEXT_MAX = 1000
const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'Name a language as in en or pt-BR')
const distinct = (all: string[]) => new Set(all).size === all.length
const ids = (max: number) => z.array(z.uuid()).max(max).refine(distinct, 'One is named twice')

const local = z.strictObject({
  date: z.iso.date(),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 09:30'),
})
const closing = {
  kind: z.enum(KINDS),
  opening: z.enum(['closed', 'late']).default('closed'),
  /** Unless given: all. */
  branches: ids(300).min(1).optional(),
  /** Unless given: now. */
  from: z.union([instantInput, local]).optional(),
  /** `end-of-day`: the rest of the day on which it begins. null: until somebody says "open again". */
  until: z
    .union([instantInput, local, z.literal('end-of-day')])
    .nullable()
    .default('end-of-day'),
  /** Instead of the agreed words; already filled in. */
  words: z.string().trim().min(1).max(TEXT_MAX).optional(),
  language: language.optional(),
  /** Unless given: every channel of ours that can be posted to. Empty: only the banner. */
  channels: ids(100).optional(),
  banner: z.boolean().default(true),
  /** For the log, not for the public. */
  reason: z.string().trim().min(1).max(500).nullable().default(null),
  /** A closing that this one takes the place of: longer, other branches, corrected words. */
  instead: z.uuid().nullable().default(null),
}
export const previewInput = z.strictObject(closing)
export const closingInput = z.strictObject({
  ...closing,
  /** Posts that it makes untrue and that go out all the same. */
  keep: ids(1000).default([]),
  /** Posts that were proposed, and are held too. */
  hold: ids(1000).default([]),
})
export type PreviewInput = z.output<typeof previewInput>
export type ClosingInput = z.output<typeof closingInput>

export const againInput = z.strictObject({
  words: z.string().trim().min(1).max(TEXT_MAX).optional(),
  language: language.optional(),
  /** Unless given: where the closing was told. Empty: it only ends. */
  channels: ids(100).optional(),
})
export type AgainInput = z.output<typeof againInput>

const person = z.strictObject({ id: z.uuid(), name: z.string() }).nullable()
const posts = z.array(
  z.strictObject({
    post: z.uuid(),
    title: z.string(),
    dueAt: z.date(),
    branch: z.string().nullable(),
    why: z.enum(['branch', 'event', 'named']),
    on: z.array(z.strictObject({ delivery: z.uuid(), channel: z.uuid(), network: z.string() })),
  }),
)
export type Touched = z.output<typeof posts>[number]

export const closingAnswer = z.strictObject({
  id: z.uuid(),
  kind: z.enum(KINDS),
  opening: z.enum(['closed', 'late']),
  branches: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  everyBranch: z.boolean(),
  zone: z.string(),
  from: z.date(),
  until: z.date().nullable(),
  text: z.string(),
  language: z.string(),
  banner: z.boolean(),
  reason: z.string().nullable(),
  /** It is in force, or still to come. */
  standing: z.boolean(),
  post: z.uuid(),
  declaredAt: z.date(),
  declaredBy: person,
  endedAt: z.date().nullable(),
  endedBy: person,
  endedHow: z.enum(['again', 'instead']).nullable(),
  againPost: z.uuid().nullable(),
  instead: z.uuid().nullable(),
  deliveries: z.array(
    z.strictObject({
      id: z.uuid(),
      post: z.uuid(),
      channel: z.uuid(),
      name: z.string(),
      network: z.string(),
      manual: z.boolean(),
      state: z.string(),
      waitingFor: z.string().nullable(),
      reason: z.string().nullable(),
      publishedAt: z.date().nullable(),
      url: z.string().nullable(),
    }),
  ),
  holds: z.array(
    z.strictObject({
      delivery: z.uuid(),
      post: z.uuid(),
      title: z.string(),
      channel: z.uuid(),
      name: z.string(),
      network: z.string(),
      why: z.enum(['branch', 'event', 'chosen']),
      /** The moment it had. */
      dueAt: z.date(),
      state: z.string(),
      /** Still held by this closing: it asks for a new time. */
      held: z.boolean(),
    }),
  ),
})
export type Closing = z.output<typeof closingAnswer>

export const previewAnswer = z.strictObject({
  zone: z.string(),
  from: z.date(),
  until: z.date().nullable(),
  text: z.string(),
  language: z.string(),
  /** null: the product's own words. */
  agreed: z.strictObject({ by: z.string().nullable(), at: z.date() }).nullable(),
  branches: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  everyBranch: z.boolean(),
  /** By the hours that are known; null: none are. */
  opensAgain: z.strictObject({ at: z.date(), branch: z.string().nullable() }).nullable(),
  channels: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      network: z.string(),
      manual: z.boolean(),
      chosen: z.boolean(),
      /** `sign-in`: it will be held there, and asks. */
      goes: z.enum(['at-once', 'by-hand', 'sign-in', 'too-long']),
      count: z.number(),
      max: z.number().nullable(),
      parts: z.number(),
    }),
  ),
  untrue: posts,
  named: posts,
  /** How many other posts go out in its time as they were planned. */
  rest: z.number(),
  passes: z.strictObject({ library: z.string().nullable(), channels: z.number() }),
  /** Sending of the whole installation stands still: nothing goes out before somebody lets it go on. */
  sendingHeld: z.string().nullable(),
  /** What stands already, if it says something of the same branches. */
  standing: z.strictObject({ id: z.uuid(), declaredAt: z.date(), declaredBy: person, text: z.string() }).nullable(),
})
export type Preview = z.output<typeof previewAnswer>

const wordsKey = z.strictObject({ kind: z.enum(KINDS), opening: z.enum(OPENINGS), language })
export const wordsInput = z.strictObject({
  ...wordsKey.shape,
  /** 0: there were none agreed before. */
  version: z.int32().min(0),
  text: z.string().trim().min(1).max(TEXT_MAX),
})
export const wordsAnswer = z.strictObject({
  ...wordsKey.shape,
  text: z.string(),
  /** 0: the product's own. */
  version: z.number(),
  agreedBy: z.string().nullable(),
  agreedAt: z.date().nullable(),
})
export type AgreedWords = z.output<typeof wordsAnswer>
