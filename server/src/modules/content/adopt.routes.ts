import { z } from 'zod'
import { type AnyOperation, operation } from '#app/http/operation.ts'
import { adoptInput, likelyAnswer, likelyQuery } from './adopt.input.ts'
import { adoptDelivery } from './adopt-delivery.ts'
import { postAnswer } from './content.answers.ts'
import { detachDelivery } from './detach-delivery.ts'
import { likelyPosts } from './likely-posts.view.ts'

const params = z.strictObject({ delivery: z.uuid() })

export const adoptOperations: AnyOperation[] = [
  operation({
    id: 'adoptDelivery',
    method: 'post',
    path: '/deliveries/{delivery}/adopt',
    tag: 'deliveries',
    who: 'posts.write',
    summary: 'Take over what was posted on the network: as a new post, or as one that there is',
    params,
    body: adoptInput,
    answer: postAnswer,
    example: { body: { post: null } },
    run: (ctx, { params: { delivery }, body }) => adoptDelivery(ctx, delivery, body),
  }),
  operation({
    id: 'detachDelivery',
    method: 'post',
    path: '/deliveries/{delivery}/detach',
    tag: 'deliveries',
    who: 'posts.write',
    summary: 'Not this post: what was taken over is as it was found again',
    params,
    answer: null,
    run: (ctx, { params: { delivery } }) => detachDelivery(ctx, delivery),
  }),
  operation({
    id: 'listLikelyPosts',
    method: 'get',
    path: '/deliveries/{delivery}/likely-posts',
    tag: 'deliveries',
    who: 'posts.read',
    summary: 'Posts that one found on the network may be, the likeliest first',
    params,
    query: likelyQuery,
    answer: likelyAnswer,
    run: async (ctx, { params: { delivery }, query }) => ({
      items: await likelyPosts(ctx, delivery, query.q),
      next: null,
    }),
  }),
]
