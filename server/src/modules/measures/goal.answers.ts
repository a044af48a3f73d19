/** What is answered of a goal: shapes for the routes and openapi.json. */
import { z } from 'zod'
import { statedGoalAnswer } from '#modules/strategy/index.ts'

const why = z.enum(['no-posts', 'too-few-told', 'not-yet', 'no-figures'])
const period = z.strictObject({
  from: z.string(),
  to: z.string(),
  value: z.number().nullable(),
  /** Figures that went into it, and how many there could have been. */
  n: z.number(),
  of: z.number(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  complete: z.boolean(),
  why: why.nullable(),
})
const reason = z.strictObject({
  code: z.string(),
  text: z.string(),
  value: z.number().optional(),
  on: z.string().optional(),
  share: z.number().optional(),
  elapsed: z.number().optional(),
})
const forecast = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('told'),
    on: z.string(),
    value: z.number(),
    low: z.number(),
    high: z.number(),
    n: z.number(),
  }),
  z.strictObject({ is: z.literal('too-few'), n: z.number(), needs: z.number() }),
  z.strictObject({ is: z.literal('too-far'), n: z.number(), until: z.string() }),
])
const progress = z.strictObject({
  asOf: z.string(),
  state: z.enum(['met', 'on-track', 'at-risk', 'missed', 'no-data']),
  reason,
  way: z.enum(['last', 'sum', 'mean', 'median']),
  formula: z.string(),
  now: period.nullable(),
  share: z.number().nullable(),
  periods: z.array(period),
  forecast,
  /** Channels that had posts and never told this figure. */
  untold: z.array(z.string()),
})
const channel = z.strictObject({ id: z.uuid(), name: z.string(), network: z.string() })
const goalRow = z.strictObject({
  delivery: z.uuid().nullable(),
  post: z.uuid().nullable(),
  title: z.string(),
  url: z.string().nullable(),
  /** Of a post: the day it went out. Of an account: the day it was read. */
  on: z.string(),
  channel,
  value: z.number().nullable(),
  /** Why there is no figure. */
  missing: z.string().nullable(),
  readAt: z.date().nullable(),
  native: z.string().nullable(),
  source: z.string().nullable(),
})
export type GoalRow = z.output<typeof goalRow>
const post = z.strictObject({
  post: z.uuid().nullable(),
  delivery: z.uuid(),
  title: z.string(),
  at: z.date(),
  state: z.string(),
  waitingFor: z.string().nullable(),
  networks: z.array(z.string()),
  value: z.number().nullable(),
})
export type GoalPost = z.output<typeof post>

export const goalInList = z.strictObject({ ...statedGoalAnswer.shape, progress })
export const goalAnswer = z.strictObject({
  ...goalInList.shape,
  rows: z.strictObject({
    from: z.string().nullable(),
    to: z.string().nullable(),
    total: z.number(),
    items: z.array(goalRow),
  }),
  /** `serving`: named by their writers as serving it. Otherwise: of the channel, in the period of the rows. */
  posts: z.strictObject({ serving: z.boolean(), total: z.number(), items: z.array(post) }),
})
export type GoalInList = z.output<typeof goalInList>
export type GoalAnswer = z.output<typeof goalAnswer>
export const baselineAnswer = z.strictObject({
  measure: z.string(),
  per: z.enum(['now', 'month', 'post']),
  value: z.number().nullable(),
  n: z.number().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  months: z.number().nullable(),
  formula: z.string(),
  why: why.nullable(),
  /** The first day on which there may be one. */
  on: z.string().nullable(),
})
