/** "Not this post": takes back that a post made on the network was taken over. */
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { takeAdopted, takeAway } from '#modules/publishing/index.ts'
import { readPost } from './post.view.ts'
import { lockPost, needBranch } from './update-post.ts'

/**
 * The delivery is as it was found. A post that was made of it goes to the bin, unless somebody wrote on or handed it over elsewhere; what
 * linking cancelled stays cancelled, for nothing goes out because of an undo.
 * @throws Problem conflict where it belongs to no post, or settled a delivery of one
 */
export async function detachDelivery(ctx: Ctx, id: string): Promise<void> {
  need(ctx, 'posts.write')
  await inTx(ctx, 'detachDelivery', async (tx) => {
    // The post is locked before the delivery, as everywhere; so it is asked for its name first.
    const { post } = await takeAdopted(tx, id, { lock: false })
    await lockPost(tx, post)
    const native = await takeAdopted(tx, id, { lock: true })
    if (native.post !== post)
      throw conflict('Somebody else changed this in the same moment. Look at how it stands now.')
    await needBranch(tx, post)
    tx.about({ kind: 'delivery', id }, { post })
    await takeAway(tx, native)
    await unmake(tx, id, post)
  })
}

/** What adopting made, and nobody went on with, goes to the bin: nothing is lost, and nothing is left over. */
async function unmake(tx: TxCtx, id: string, post: string): Promise<void> {
  const made = await tx.db
    .updateTable('post')
    .set({ found_id: null })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', post)
    .where('found_id', '=', id)
    .returning('id')
    .executeTakeFirst()
  const { version, deliveries } = await readPost(tx, post)
  const goneOn = version !== 1 || deliveries.some(({ state }) => state !== 'cancelled')
  if (!made || goneOn) return tx.say('post.changed', { kind: 'post', id: post, version })
  await tx.db
    .updateTable('post')
    .set({ binned_at: tx.now })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', post)
    .execute()
  tx.say('post.binned', { kind: 'post', id: post, version: 1 })
}
