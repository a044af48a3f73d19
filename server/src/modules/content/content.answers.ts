/** What is answered of posts: shapes for the routes and openapi.json. */
import { z } from 'zod'
import { pageOf, when } from '#app/http/operation.ts'
import { optionsInput } from './content.input.ts'

const person = z.strictObject({ id: z.uuid(), name: z.string() }).nullable()
const deliverySummary = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  channel: z.uuid(),
  language: z.string().nullable(),
  part: z.number(),
  parts: z.number(),
  state: z.string(),
  waitingFor: z.string().nullable(),
  reason: z.string().nullable(),
  postVersion: z.number().nullable(),
  dueAt: z.date(),
  publishedAt: z.date().nullable(),
  url: z.string().nullable(),
})
const contentAnswer = z.strictObject({
  text: z.string(),
  language: z.string().nullable(),
  options: optionsInput,
  channels: z.array(z.uuid()),
  variants: z.array(
    z.strictObject({
      channel: z.uuid().nullable(),
      language: z.string().nullable(),
      title: z.string().nullable(),
      text: z.string().nullable(),
      options: optionsInput,
    }),
  ),
  media: z.array(
    z.strictObject({
      file: z.uuid(),
      alt: z.string(),
      decorative: z.boolean(),
      focus: z.strictObject({ x: z.number(), y: z.number() }).nullable(),
      /** null: a picture. */
      video: z
        .strictObject({
          captions: z.array(z.strictObject({ file: z.uuid(), language: z.string() })),
          noSpeech: z.boolean(),
        })
        .nullable(),
    }),
  ),
  planned: when.nullable(),
})
export const postAnswer = z.strictObject({
  id: z.uuid(),
  version: z.number(),
  title: z.string(),
  workingTitle: z.string().nullable(),
  ...contentAnswer.shape,
  noUseAfter: z.date().nullable(),
  branch: z.uuid().nullable(),
  /** The content area: what it is about. */
  area: z.uuid().nullable(),
  /** The goal or the objective that it serves. */
  serves: z.uuid().nullable(),
  createdBy: person,
  createdAt: z.date(),
  updatedAt: z.date(),
  updatedBy: person,
  binnedAt: z.date().nullable(),
  frozen: z.boolean(),
  deliveries: z.array(deliverySummary),
})
export type Post = z.output<typeof postAnswer>
export type Content = z.output<typeof contentAnswer>
export type DeliverySummary = z.output<typeof deliverySummary>

export const postList = pageOf(
  z.strictObject({
    id: z.uuid(),
    version: z.number(),
    title: z.string(),
    updatedAt: z.date(),
    channels: z.array(z.uuid()),
    states: z.array(z.string()),
  }),
)
const versionHead = z.strictObject({
  number: z.number(),
  frozenAt: z.date().nullable(),
  createdAt: z.date(),
  createdBy: person,
  title: z.string(),
})
export const versionList = z.strictObject({ items: z.array(versionHead), next: z.null() })
export const versionAnswer = z.strictObject({ ...versionHead.shape, ...contentAnswer.shape })
