import { z } from 'zod'
import { type AnyOperation, operation, when } from '#app/http/operation.ts'
import { scheduledAnswer } from '#modules/publishing/index.ts'
import { checkAnswer, checkPost } from './check-post.ts'
import { submitInput } from './content.input.ts'
import { editDelivery } from './edit-delivery.ts'
import { drawAhead, submitPost } from './submit-post.ts'

const params = z.strictObject({ post: z.uuid() })

export const submitOperations: AnyOperation[] = [
  operation({
    id: 'checkPost',
    method: 'post',
    path: '/posts/{post}/check',
    tag: 'posts',
    who: 'posts.read',
    summary: 'Count and check a post for each of its channels; nothing is changed',
    params,
    answer: checkAnswer,
    run: (ctx, { params: { post } }) => checkPost(ctx, post),
  }),
  operation({
    id: 'submitPost',
    method: 'post',
    path: '/posts/{post}/submit',
    tag: 'posts',
    who: 'posts.publish',
    status: 202,
    summary: 'Publish now or schedule: freezes the version and answers its deliveries',
    params,
    body: submitInput,
    answer: z.strictObject({
      deliveries: z.array(scheduledAnswer),
      notes: z.array(z.strictObject({ code: z.enum(['skipped', 'twice']), planned: when })),
    }),
    example: { body: { when: { date: '2027-03-14', time: '09:00', zone: 'America/New_York' } } },
    ahead: (ctx, { params: { post }, body }) => drawAhead(ctx, post, body.channels),
    run: (ctx, { params: { post }, body }) => submitPost(ctx, post, body),
  }),
  operation({
    id: 'editDelivery',
    method: 'post',
    path: '/deliveries/{delivery}/edit',
    tag: 'deliveries',
    who: 'posts.publish',
    status: 202,
    summary: 'Change what is out to the newest version of its post',
    params: z.strictObject({ delivery: z.uuid() }),
    body: z.strictObject({ version: z.int32().min(1).optional() }),
    answer: scheduledAnswer,
    example: { body: { version: 3 } },
    run: (ctx, { params: { delivery }, body }) => editDelivery(ctx, delivery, body),
  }),
]
