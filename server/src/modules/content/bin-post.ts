import type { Ctx } from '#app/ctx.ts'
import { conflict, notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { Post } from './content.answers.ts'
import { readPost } from './post.view.ts'
import { lockPost, needBranch } from './update-post.ts'

/**
 * Puts a post into the bin. Binning twice is binning once.
 * @throws Problem conflict if something of it is planned or went out: that is cancelled or removed first, and what was public stays
 */
export async function binPost(ctx: Ctx, id: string): Promise<void> {
  need(ctx, 'posts.write')
  await inTx(ctx, 'binPost', async (tx) => {
    if (!(await lockPost(tx, id))) throw notFound('post')
    await needBranch(tx, id)
    const current = await readPost(tx, id)
    tx.about({ kind: 'post', id })
    if (current.binnedAt) return
    const alive = current.deliveries.filter((one) => one.kind === 'post' && one.state !== 'cancelled')
    if (alive.some((one) => one.state === 'published' || one.state === 'partly'))
      throw conflict('This post is out. What was public stays; it can be removed from its channels.', { current })
    if (alive.length > 0) throw conflict('This post is planned. Cancel what is planned first.', { current })
    await tx.db.updateTable('post').set({ binned_at: tx.now }).where('id', '=', id).execute()
    tx.say('post.binned', { kind: 'post', id, version: current.version })
  })
}

export async function restorePost(ctx: Ctx, id: string): Promise<Post> {
  need(ctx, 'posts.write')
  return inTx(ctx, 'restorePost', async (tx) => {
    await needBranch(tx, id)
    await tx.db.updateTable('post').set({ binned_at: null, updated_at: tx.now }).where('id', '=', id).execute()
    const post = await readPost(tx, id)
    tx.about({ kind: 'post', id })
    tx.say('post.restored', { kind: 'post', id, version: post.version })
    return post
  })
}
