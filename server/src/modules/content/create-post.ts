import { titleOf } from '@shelftalker/shared/text/title.ts'
import type { Ctx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { limitOf, need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { Post } from './content.answers.ts'
import type { PostInput } from './content.input.ts'
import { insertPost, refuseUnknown } from './post.store.ts'

/**
 * Who writes for one branch need not say so. @throws Problem bad-input at `branch` for who writes for several and names none;
 * not-allowed for another’s branch
 */
export function branchFor(ctx: Ctx, branch: string | null): string | null {
  const limit = limitOf(ctx.actor)
  if (limit === null) return branch
  if (branch === null) {
    if (limit.length > 1) throw badInput('branch', 'missing', 'Say for which of your branches this is.')
    return limit[0]!
  }
  need(ctx, 'posts.write', { branch })
  return branch
}

/** @throws Problem bad-input for a channel or file that is not the library's own */
export async function createPost(ctx: Ctx, input: PostInput): Promise<Post> {
  need(ctx, 'posts.write')
  const branch = branchFor(ctx, input.branch)
  return inTx(ctx, 'createPost', async (tx) => {
    const made = await insertPost(tx, { ...input, branch })
    if (Array.isArray(made)) refuseUnknown(made)
    tx.about({ kind: 'post', id: made.id })
    tx.say('post.created', { kind: 'post', id: made.id, version: 1 })
    const { title, ...content } = input
    // Nothing is read back: all that is answered was just written.
    return {
      ...content,
      branch,
      id: made.id,
      version: 1,
      title: titleOf(title, input.text),
      workingTitle: title,
      createdBy: made.by,
      createdAt: tx.now,
      updatedAt: tx.now,
      updatedBy: made.by,
      binnedAt: null,
      frozen: false,
      deliveries: [],
    }
  })
}
