/** For tests: a post that somebody made on the network itself, as the listing found it. */
import type { Ctx } from '#app/ctx.ts'
import { inTx, look } from '#app/tx.ts'
import { keepFound } from '#modules/publishing/index.ts'

let counter = 0
/** Answers its delivery. `ago`: how long it is out, in ms. */
export function foundNative(
  ctx: Ctx,
  channel: string,
  text: string,
  { language = 'en', ago = 3_600_000, url }: { language?: string | null; ago?: number; url?: string } = {},
): Promise<string> {
  counter += 1
  const id = `phone-${counter}`
  return inTx(ctx, 'test', async (tx) => {
    const remote = { id, url: url ?? `https://social.example/${id}`, ref: { id } }
    const publishedAt = new Date(tx.now.getTime() - ago)
    return (await keepFound(tx, { channel, remote, text, language, publishedAt }))!
  })
}

/** The row as it stands. */
export const rowOf = (ctx: Ctx, id: string) =>
  look(ctx, (tx) => tx.db.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirstOrThrow())

/** All deliveries of kind post of the library that anybody could count, with their posts. */
export const counted = (ctx: Ctx) =>
  look(ctx, (tx) =>
    tx.db
      .selectFrom('delivery')
      .select(['id', 'post_id'])
      .where('published_at', 'is not', null)
      .orderBy('id')
      .execute(),
  )
