import { z } from 'zod'
import { type AnyOperation, operation } from '#app/http/operation.ts'
import { cardPicture, previewCard } from './preview-card.ts'

const url = z
  .string()
  .max(2_000)
  .refine((one) => /^https?:\/\//i.test(one) && URL.canParse(one), 'Give an address that begins with https://')

export const cardOperations: AnyOperation[] = [
  operation({
    id: 'previewCard',
    method: 'get',
    path: '/link-card',
    tag: 'posts',
    who: 'posts.write',
    summary: 'Read what a page tells of itself, as the card of a link shows it',
    query: z.strictObject({
      url,
      /** Read now, whatever was kept of it for some minutes. */
      again: z.enum(['true']).optional(),
    }),
    answer: z.strictObject({
      url: z.string(),
      is: z.enum(['card', 'nothing', 'unreachable', 'refused']),
      status: z.number().nullable(),
      title: z.string(),
      description: z.string(),
      picture: z.strictObject({ digest: z.string(), width: z.number(), height: z.number() }).nullable(),
      readAt: z.date(),
    }),
    run: (ctx, { query }) => previewCard(ctx, query.url, query.again !== undefined),
  }),
  operation({
    id: 'getCardPicture',
    method: 'get',
    path: '/link-card/picture',
    tag: 'posts',
    who: 'posts.write',
    summary: 'The picture of a link’s card, drawn by us',
    // The digest keeps a browser from showing an earlier one.
    query: z.strictObject({ url, digest: z.string().max(100).optional() }),
    answer: null,
    run: async (ctx, { query }) => {
      const { bytes, mime, digest } = await cardPicture(ctx, query.url)
      const headers = { etag: `"${digest}"`, 'cache-control': 'private, max-age=300', 'content-type': mime }
      return new Response(new Uint8Array(bytes), { headers })
    },
  }),
]
