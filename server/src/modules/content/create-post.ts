import type { Ctx } from '#app/ctx.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { Post } from './content.answers.ts'
import type { PostInput } from './content.input.ts'
import { insertPost, refuseUnknown } from './post.store.ts'
import { titleOf } from './title.rules.ts'

/** @throws Problem bad-input for a channel or file that is not the library's own */
export async function createPost(ctx: Ctx, input: PostInput): Promise<Post> {
  need(ctx, 'posts.write')
  return inTx(ctx, 'createPost', async (tx) => {
    const made = await insertPost(tx, input)
    if (Array.isArray(made)) refuseUnknown(made)
    tx.about({ kind: 'post', id: made.id })
    tx.say('post.created', { kind: 'post', id: made.id, version: 1 })
    const { title, ...content } = input
    // Nothing is read back: all that is answered was just written.
    return {
      ...content,
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
