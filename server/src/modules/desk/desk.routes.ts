import { z } from 'zod'
import { type AnyOperation, operation } from '#app/http/operation.ts'
import { noteAnswer } from '#modules/calendar/index.ts'
import { STATES } from '#modules/publishing/index.ts'
import { calendarAnswer } from './calendar.answer.ts'
import { calendarQuery, daysQuery } from './calendar.input.ts'
import { calendarOf } from './calendar.view.ts'
import { daysOf } from './days.view.ts'
import { todayOf } from './today.view.ts'

const daysAnswer = z.strictObject({
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  closed: z.array(
    z.strictObject({
      day: z.string(),
      /** null: everywhere. */
      branches: z.array(z.string()).nullable(),
      reason: z.string(),
      starts: z.string().nullable(),
      ends: z.string().nullable(),
    }),
  ),
  /** Days of which hours are known. */
  hours: z.array(
    z.strictObject({ day: z.string(), spans: z.array(z.strictObject({ opens: z.string(), closes: z.string() })) }),
  ),
  notes: z.array(noteAnswer),
  overlays: z.array(
    z.strictObject({ id: z.uuid(), name: z.string(), goodAt: z.date().nullable(), trouble: z.string().nullable() }),
  ),
  events: z.array(
    z.strictObject({
      /** Its place among the overlays. */
      overlay: z.number(),
      title: z.string(),
      place: z.string().nullable(),
      first: z.string(),
      last: z.string(),
      at: z.string().nullable(),
      until: z.string().nullable(),
    }),
  ),
  /** Not all events are shown. */
  more: z.boolean(),
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
          state: z.enum(STATES),
          waitingFor: z.string().nullable(),
        }),
      ),
    }),
  ),
  drafts: z.array(z.strictObject({ id: z.uuid(), title: z.string(), updatedAt: z.date() })),
  channels: z.number(),
  goals: z.number(),
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
    query: calendarQuery,
    answer: calendarAnswer,
    run: (ctx, { query: { from, to, ...filters } }) => calendarOf(ctx, from, to, filters),
  }),
  operation({
    id: 'listDays',
    method: 'get',
    path: '/calendar/days',
    tag: 'desk',
    who: 'posts.read',
    summary: 'What stands on the days beside the posts: closed days, hours, notes, calendars of others',
    query: daysQuery,
    answer: daysAnswer,
    run: (ctx, { query }) => daysOf(ctx, query.from, query.to, query.without),
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
