import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { WHY_NOT } from './ask-people.ts'
import { findPeople } from './find-people.ts'

export const peopleOperations: AnyOperation[] = [
  operation({
    id: 'findPeople',
    method: 'get',
    path: '/channels/{channel}/people',
    tag: 'posts',
    who: 'posts.write',
    summary: 'Look up whom a post may name on this channel’s network; where it does not say, nobody and the reason',
    params: idParam('channel'),
    query: z.strictObject({ q: z.string().trim().min(2).max(100) }),
    answer: z.strictObject({
      items: z.array(z.strictObject({ handle: z.string(), name: z.string() })),
      trouble: z.enum(WHY_NOT).nullable(),
    }),
    run: (ctx, { params, query }) => findPeople(ctx, params.channel as string, query.q),
  }),
]
