/** A post that was made on the network itself is taken over as one of ours (decision 0027). Publishing keeps the delivery; this makes or finds its post. */
import { titleOf } from '@shelftalker/shared/text/title.ts'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { giveNative, linkNative, takeNative } from '#modules/publishing/index.ts'
import type { AdoptInput } from './adopt.input.ts'
import type { Post } from './content.answers.ts'
import { postInput } from './content.input.ts'
import { branchFor } from './create-post.ts'
import { insertPost, refuseUnknown } from './post.store.ts'
import { readPost } from './post.view.ts'
import { freeze } from './submit-post.ts'
import { binned, lockPost, needBranch } from './update-post.ts'

/**
 * @param input.post null: a new one is made of the words that were found
 * @returns the post as it stands afterwards
 * @throws Problem conflict where it was taken over before, or that post is out there already; bad-input for a post that is not the library's
 */
export async function adoptDelivery(ctx: Ctx, id: string, { post, branch }: AdoptInput): Promise<Post> {
  need(ctx, 'posts.write')
  if (post !== null && branch !== null)
    throw badInput('branch', 'not-here', 'That post has its branch. Change it there.')
  return inTx(ctx, 'adoptDelivery', async (tx) => {
    const to = post === null ? await makePost(tx, id, branch) : await linkPost(tx, id, post)
    tx.about({ kind: 'delivery', id }, { post: to, made: post === null })
    return readPost(tx, to)
  })
}

async function makePost(tx: TxCtx, id: string, named: string | null): Promise<string> {
  const native = await takeNative(tx, id)
  const language = postInput.shape.language.safeParse(native.said)
  const made = await insertPost(tx, {
    ...postInput.parse({ channels: [native.channel], branch: branchFor(tx, named) }),
    text: native.text,
    language: language.success ? language.data : null,
  })
  if (Array.isArray(made)) refuseUnknown(made)
  const post = made.id
  await tx.db
    .updateTable('post')
    .set({ found_id: id })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', post)
    .execute()
  await freeze(tx, { id: post, version: 1 })
  tx.say('post.created', { kind: 'post', id: post, version: 1 })
  await giveNative(tx, native, { post, version: 1, title: titleOf(null, native.text) })
  return post
}

/** The post is locked before the delivery, as everywhere: so nobody hands it over or bins it meanwhile. */
async function linkPost(tx: TxCtx, id: string, post: string): Promise<string> {
  const locked = await lockPost(tx, post)
  const native = await takeNative(tx, id)
  if (!locked) throw badInput('post', 'not-found', 'There is no such post in this library.')
  await needBranch(tx, post)
  const current = await readPost(tx, post)
  if (locked.binned) throw binned(current)
  const { version } = await linkNative(tx, native, { post, version: locked.latest, title: current.title })
  if (version === locked.latest) await freeze(tx, { id: post, version })
  return post
}
