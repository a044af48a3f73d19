import { z } from 'zod'
import { type AnyOperation, idParam, instant, operation, pageOf, pageQuery } from '#app/http/operation.ts'
import { listNotices, readNotice } from './notices.view.ts'

const noticeAnswer = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  grave: z.boolean(),
  mine: z.boolean(),
  about: z.strictObject({ kind: z.string(), id: z.uuid() }),
  at: instant,
  readAt: instant.nullable(),
  mailedAt: instant.nullable(),
})
const text = (at: Date | null) => at?.toISOString() ?? null

export const noticeOperations: AnyOperation[] = [
  operation({
    id: 'listNotices',
    method: 'get',
    path: '/notices',
    tag: 'notices',
    who: 'posts.read',
    summary: 'What somebody must know of: open notices, newest first',
    query: z.strictObject({ ...pageQuery, after: z.uuid().optional() }),
    answer: pageOf(noticeAnswer),
    run: async (ctx, { query }) => {
      const { items, next } = await listNotices(ctx, query)
      return {
        items: items.map(({ subject, at, readAt, mailedAt, ...rest }) => ({
          ...rest,
          about: { kind: subject.kind, id: subject.id },
          at: at.toISOString(),
          readAt: text(readAt),
          mailedAt: text(mailedAt),
        })),
        next,
      }
    },
  }),
  operation({
    id: 'readNotice',
    method: 'post',
    path: '/notices/{id}/read',
    tag: 'notices',
    who: 'posts.read',
    summary: 'Note that a notice was seen',
    params: idParam('id'),
    answer: null,
    status: 204,
    run: async (ctx, { params }) => readNotice(ctx, params.id as string),
  }),
]
