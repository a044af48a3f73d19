import { z } from 'zod'
import { type AnyOperation, operation } from '#app/http/operation.ts'
import { STATES } from '#modules/publishing/index.ts'
import { calendarOf } from './calendar.view.ts'
import { todayOf } from './today.view.ts'

const state = z.enum(STATES)
const calendarAnswer = z.strictObject({
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  channels: z.array(z.strictObject({ id: z.uuid(), name: z.string(), network: z.string() })),
  items: z.array(
    z.strictObject({
      post: z.uuid(),
      title: z.string(),
      at: z.string(),
      on: z.array(z.strictObject({ channel: z.number(), state, waitingFor: z.string().optional() })),
    }),
  ),
})
const needsYou = z.strictObject({
  kind: z.enum(['delivery', 'channel', 'sending']),
  id: z.uuid(),
  post: z.uuid().nullable(),
  title: z.string(),
  channel: z.uuid().nullable(),
  network: z.string().nullable(),
  state: z.string(),
  waitingFor: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.date(),
})
const todayAnswer = z.strictObject({
  date: z.string(),
  zone: z.string(),
  name: z.string().nullable(),
  now: z.date(),
  needsYou: z.array(needsYou),
  goingOut: z.array(
    z.strictObject({
      post: z.uuid(),
      title: z.string(),
      dueAt: z.date(),
      at: z.string(),
      on: z.array(
        z.strictObject({
          delivery: z.uuid(),
          channel: z.uuid(),
          network: z.string(),
          state,
          waitingFor: z.string().nullable(),
        }),
      ),
    }),
  ),
  drafts: z.array(z.strictObject({ id: z.uuid(), title: z.string(), updatedAt: z.date() })),
  channels: z.number(),
  out: z.number(),
})

export const deskOperations: AnyOperation[] = [
  operation({
    id: 'listCalendar',
    method: 'get',
    path: '/calendar',
    tag: 'desk',
    who: 'posts.read',
    summary: 'Posts from one day to another, with where and how they stand',
    query: z.strictObject({ from: z.string().max(20), to: z.string().max(20) }),
    answer: calendarAnswer,
    run: (ctx, { query }) => calendarOf(ctx, query.from, query.to),
  }),
  operation({
    id: 'getToday',
    method: 'get',
    path: '/today',
    tag: 'desk',
    who: 'posts.read',
    summary: 'What needs somebody, and what goes out today',
    answer: todayAnswer,
    run: (ctx) => todayOf(ctx, ctx.actor.kind === 'person' ? ctx.actor.name : null),
  }),
]
