import { z } from 'zod'
import { type AnyOperation, operation, pageOf, pageQuery } from '#app/http/operation.ts'
import { instantInput } from '#modules/library/index.ts'
import { listReadings } from './readings.view.ts'

const age = z.enum(['1h', '1d', '7d', '28d'])
const reading = z.strictObject({
  id: z.string(),
  channel: z.uuid(),
  delivery: z.uuid().nullable(),
  post: z.uuid().nullable(),
  measure: z.string(),
  native: z.string(),
  /** null: not known; `missing` says why. Never 0 for that. */
  value: z.number().nullable(),
  missing: z.string().nullable(),
  asOf: z.date(),
  age: age.nullable(),
  day: z.string().nullable(),
  source: z.enum(['network', 'import', 'typed']),
})

export const readingOperations: AnyOperation[] = [
  operation({
    id: 'listReadings',
    method: 'get',
    path: '/readings',
    tag: 'measures',
    who: 'posts.read',
    summary: 'Figures as the networks told them, newest first: of posts at 1 hour, 1, 7 and 28 days, of accounts daily',
    query: z.strictObject({
      ...pageQuery,
      channel: z.uuid().optional(),
      post: z.uuid().optional(),
      delivery: z.uuid().optional(),
      measure: z.string().max(60).optional(),
      age: age.optional(),
      from: instantInput.optional(),
      to: instantInput.optional(),
    }),
    answer: pageOf(reading),
    run: (ctx, { query }) => listReadings(ctx, query),
  }),
]
