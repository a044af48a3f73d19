import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { beat, leave } from './presence.ts'
import { PLACES } from './presence.view.ts'

/** Names one tab of a browser: chosen by it, worth nothing to anybody else. */
const tab = z.string().regex(/^[\w-]{8,64}$/, 'Letters, digits and hyphens, 8 to 64')
const present = z.strictObject({
  person: z.strictObject({ id: z.uuid(), name: z.string() }),
  place: z.enum(PLACES),
  since: z.coerce.date(),
})

export const presenceOperations: AnyOperation[] = [
  operation({
    id: 'lookAtPost',
    method: 'put',
    path: '/posts/{post}/presence',
    tag: 'posts',
    who: 'posts.read',
    summary: 'Say that one has this post open, and see who else has; to be repeated every ten seconds',
    params: idParam('post'),
    body: z.strictObject({ tab, place: z.enum(PLACES).default('reading') }),
    answer: z.strictObject({ items: z.array(present) }),
    example: { body: { tab: 'a1b2c3d4', place: 'text' } },
    run: async (ctx, { params, body }) => ({ items: await beat(ctx, params.post as string, body.tab, body.place) }),
  }),
  operation({
    id: 'leavePost',
    method: 'post',
    path: '/posts/{post}/presence/end',
    tag: 'posts',
    who: 'posts.read',
    summary: 'Say that the tab with this post is closed',
    params: idParam('post'),
    body: z.strictObject({ tab }),
    answer: null,
    example: { body: { tab: 'a1b2c3d4' } },
    run: (ctx, { params, body }) => leave(ctx, params.post as string, body.tab),
  }),
]
