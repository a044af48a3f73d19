import { z } from 'zod'
import type { Ctx } from '#app/ctx.ts'
import { type AnyOperation, operation } from '#app/http/operation.ts'
import {
  cancelDelivery,
  claimByHand,
  continueThread,
  doneByHand,
  leaveThread,
  moveDelivery,
  publishNow,
  retryDelivery,
  settleDelivery,
} from './by-person.ts'
import { removeDelivery, removeStopped } from './changes.ts'
import { getDelivery, listDeliveries } from './deliveries.view.ts'
import { getKit, kitFile } from './kit.view.ts'
import {
  deliveryPage,
  deliveryParams,
  deliveryQuery,
  deliveryStory,
  doneInput,
  kitAnswer,
  moveInput,
  recordAnswer,
  settleInput,
} from './publishing.input.ts'
import { deliveryRecord } from './record.view.ts'
import { dueOf } from './when.ts'

/** Most deeds take nothing but the delivery and answer how it stands afterwards. */
const deed = (id: string, path: string, summary: string, run: (ctx: Ctx, delivery: string) => Promise<unknown>) =>
  operation({
    id,
    method: 'post',
    path: `/deliveries/{delivery}/${path}`,
    tag: 'deliveries',
    who: 'posts.publish',
    summary,
    params: deliveryParams,
    answer: deliveryStory,
    run: async (ctx, { params }) => {
      await run(ctx, params.delivery)
      return getDelivery(ctx, params.delivery)
    },
  })

export const publishingOperations: AnyOperation[] = [
  operation({
    id: 'listDeliveries',
    method: 'get',
    path: '/deliveries',
    tag: 'deliveries',
    who: 'posts.read',
    summary: 'Deliveries, newest first, by post, channel or state',
    query: deliveryQuery,
    answer: deliveryPage,
    run: (ctx, { query }) => listDeliveries(ctx, query),
  }),
  operation({
    id: 'getDelivery',
    method: 'get',
    path: '/deliveries/{delivery}',
    tag: 'deliveries',
    who: 'posts.read',
    summary: 'A delivery with its whole story',
    params: deliveryParams,
    answer: deliveryStory,
    run: (ctx, { params }) => getDelivery(ctx, params.delivery),
  }),
  operation({
    id: 'getDeliveryRecord',
    method: 'get',
    path: '/delivery-record',
    tag: 'deliveries',
    who: 'posts.read',
    summary: 'How punctual this library’s posts were, and by what that is known',
    answer: recordAnswer,
    run: (ctx) => deliveryRecord(ctx),
  }),
  deed('cancelDelivery', 'cancel', 'It will not go out', cancelDelivery),
  operation({
    id: 'moveDelivery',
    method: 'post',
    path: '/deliveries/{delivery}/move',
    tag: 'deliveries',
    who: 'posts.publish',
    summary: 'Another moment; also the way on for what is held',
    params: deliveryParams,
    body: moveInput,
    answer: deliveryStory,
    example: { body: { when: { date: '2027-03-14', time: '09:00', zone: 'America/New_York' } } },
    run: async (ctx, { params, body }) => {
      await moveDelivery(ctx, params.delivery, dueOf(body.when))
      return getDelivery(ctx, params.delivery)
    },
  }),
  deed('publishDeliveryNow', 'publish-now', 'Send it now', publishNow),
  deed('retryDelivery', 'retry', 'The same again, after a refusal', retryDelivery),
  operation({
    id: 'settleDelivery',
    method: 'post',
    path: '/deliveries/{delivery}/settle',
    tag: 'deliveries',
    who: 'posts.publish',
    summary: 'A person’s word on what could not be confirmed',
    params: deliveryParams,
    body: settleInput,
    answer: deliveryStory,
    example: { body: { is: 'out', url: 'https://social.example/@harbor/1' } },
    run: async (ctx, { params, body }) => {
      await settleDelivery(ctx, params.delivery, body)
      return getDelivery(ctx, params.delivery)
    },
  }),
  deed('claimDelivery', 'claim', '“I am posting this” by hand', claimByHand),
  operation({
    id: 'markDeliveryDone',
    method: 'post',
    path: '/deliveries/{delivery}/done',
    tag: 'deliveries',
    who: 'posts.publish',
    summary: 'Posted by hand; here is the address',
    params: deliveryParams,
    body: doneInput,
    answer: deliveryStory,
    run: async (ctx, { params, body }) => {
      await doneByHand(ctx, params.delivery, body)
      return getDelivery(ctx, params.delivery)
    },
  }),
  deed('continueThread', 'continue', 'Go on with a thread that stopped', continueThread),
  deed('leaveThread', 'leave', 'Leave a thread as it is', leaveThread),
  deed('removeDelivery', 'remove', 'Remove in public what is out', async (ctx, id) =>
    (await getDelivery(ctx, id)).state === 'partly' ? removeStopped(ctx, id) : removeDelivery(ctx, id),
  ),
  operation({
    id: 'getKit',
    method: 'get',
    path: '/deliveries/{delivery}/kit',
    tag: 'deliveries',
    who: 'posts.read',
    summary: 'Words, pictures and links to post it by hand',
    params: deliveryParams,
    answer: kitAnswer,
    run: async (ctx, { params }) => {
      const kit = await getKit(ctx, params.delivery)
      return {
        ...kit,
        files: kit.files.map(({ digest, ...file }) => ({
          ...file,
          url: `/api/v1/deliveries/${params.delivery}/kit/${digest}`,
        })),
      }
    },
  }),
  operation({
    id: 'getKitPicture',
    method: 'get',
    path: '/deliveries/{delivery}/kit/{digest}',
    tag: 'deliveries',
    who: 'posts.read',
    summary: 'A picture, a video or captions of the kit, whole or in pieces (Range)',
    answer: null,
    status: 200,
    params: z.strictObject({ delivery: z.uuid(), digest: z.string().regex(/^sha256-[0-9a-f]{64}$/) }),
    run: (ctx, { params }) => kitFile(ctx, params.delivery, params.digest, ctx.http_.request),
  }),
]
