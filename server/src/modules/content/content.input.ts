/** What posts look like from outside. Limits keep a body from being absurd; what a network takes is the checks' business. */
import { isZone } from '@shelftalker/shared/time/planned.ts'
import { z } from 'zod'
import { instantInput } from '#modules/library/index.ts'

const TEXT_MAX = 50_000
const CHANNELS_MAX = 100
const VARIANTS_MAX = 200
const MEDIA_MAX = 20

const NO_LANGUAGE = 'Name a language as in en or pt-BR'
const tag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { error: NO_LANGUAGE, abort: true })
  // `en-12` looks like one and is none: pages, feeds and names of languages would stumble over it.
  .refine(isLanguage, NO_LANGUAGE)
const language = tag.nullable()

/** Wider than any network takes: what a channel's server allows is checked with the channel in view. */
const pollInput = z.strictObject({
  answers: z.array(z.string().max(200)).min(1).max(20),
  minutes: z
    .int()
    .min(1)
    .max(60 * 24 * 366),
  several: z.boolean().default(false),
})
export const optionsInput = z.strictObject({
  warning: z.string().max(500).optional(),
  visibility: z.enum(['public', 'unlisted', 'private']).optional(),
  sensitive: z.boolean().optional(),
  poll: pollInput.optional(),
  replies: z.enum(['followers', 'followed', 'mentioned', 'nobody']).optional(),
  quotes: z.enum(['nobody']).optional(),
  card: z.enum(['none']).optional(),
})
const plannedInput = z.strictObject({
  date: z.iso.date(),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 09:30'),
  zone: z
    .string()
    .min(1)
    .max(60)
    .refine((name) => isZone(name), 'This time zone is not known'),
})
const variantInput = z
  .strictObject({
    channel: z.uuid().nullable().default(null),
    language: language.default(null),
    title: z.string().max(300).nullable().default(null),
    /** null: the post's own text. */
    text: z.string().max(TEXT_MAX).nullable().default(null),
    options: optionsInput.default({}),
  })
  .refine((one) => one.channel !== null || one.language !== null, 'A variant is for a channel, a language, or both')
/** More languages than a network takes are refused by the checks. */
const videoInput = z.strictObject({
  captions: z
    .array(z.strictObject({ file: z.uuid(), language: tag }))
    .max(20)
    .refine((all) => distinct(all.map((one) => one.language.toLowerCase())), 'A language has captions twice')
    .default([]),
  /** Nobody speaks in it, so that there is nothing to caption. */
  noSpeech: z.boolean().default(false),
})
const mediaInput = z.strictObject({
  file: z.uuid(),
  alt: z.string().max(5_000).default(''),
  decorative: z.boolean().default(false),
  focus: z
    .strictObject({ x: z.number().min(-1).max(1), y: z.number().min(-1).max(1) })
    .nullable()
    .default(null),
  /** null: a picture. */
  video: videoInput.nullable().default(null),
})

const text = z.string().max(TEXT_MAX)
const title = z.string().max(300).nullable()
const channels = z.array(z.uuid()).max(CHANNELS_MAX).refine(distinct, 'A channel is named twice')
const variants = z
  .array(variantInput)
  .max(VARIANTS_MAX)
  .refine(
    (all) => distinct(all.map((one) => `${one.channel} ${one.language?.toLowerCase()}`)),
    'Two variants are for the same channel and language',
  )
const media = z.array(mediaInput).max(MEDIA_MAX)

export const postInput = z.strictObject({
  text: text.default(''),
  title: title.default(null),
  language: language.default(null),
  options: optionsInput.default({}),
  channels: channels.default([]),
  variants: variants.default([]),
  media: media.default([]),
  planned: plannedInput.nullable().default(null),
  noUseAfter: instantInput.nullable().default(null),
  /** Where it belongs; null: to the library as a whole. */
  branch: z.uuid().nullable().default(null),
  /** The content area: what it is about. */
  area: z.uuid().nullable().default(null),
  /** The goal or the objective that it serves. */
  serves: z.uuid().nullable().default(null),
})
export type PostInput = z.output<typeof postInput>
export type VariantInput = PostInput['variants'][number]
export type MediaInput = PostInput['media'][number]

/** What is not named stays as it is. `version` may stand in If-Match instead. */
export const postChange = z.strictObject({
  version: z.int32().min(1).optional(),
  text: text.optional(),
  title: title.optional(),
  language: language.optional(),
  options: optionsInput.optional(),
  channels: channels.optional(),
  variants: variants.optional(),
  media: media.optional(),
  planned: plannedInput.nullable().optional(),
  noUseAfter: instantInput.nullable().optional(),
  branch: z.uuid().nullable().optional(),
  area: z.uuid().nullable().optional(),
  serves: z.uuid().nullable().optional(),
})
export type PostChange = Omit<z.output<typeof postChange>, 'version'>

export const submitInput = z.strictObject({
  when: z.union([z.literal('now'), plannedInput]),
  /** Unless named: the channels of the post. */
  channels: channels.min(1).optional(),
  version: z.int32().min(1).optional(),
})
export type SubmitInput = z.output<typeof submitInput>

function distinct(all: string[]): boolean {
  return new Set(all).size === all.length
}
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
