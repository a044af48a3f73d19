import type { Ctx, TxCtx } from '#app/ctx.ts'
import { conflict, Problem } from '#app/problem.ts'
import { limitOf, need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { Post } from './content.answers.ts'
import type { PostChange } from './content.input.ts'
import { refuseUnknown, saveVersion } from './post.store.ts'
import { readPost } from './post.view.ts'

/**
 * Saves what is named, on top of `version`.
 * @throws Problem conflict with `current`, the post as it stands, if somebody saved meanwhile: nobody overwrites anybody
 */
export async function updatePost(ctx: Ctx, input: { id: string; version: number } & PostChange): Promise<Post> {
  need(ctx, 'posts.write')
  const { id, version, ...change } = input
  if (change.branch !== undefined) need(ctx, 'posts.write', { branch: change.branch })
  return inTx(ctx, 'updatePost', async (tx) => {
    await needBranch(tx, id)
    const done = await saveVersion(tx, id, version, change)
    if (done.saved) {
      tx.about({ kind: 'post', id })
      tx.say('post.changed', { kind: 'post', id, version: version + 1 })
    }
    const current = await readPost(tx, id)
    if (done.saved) return current
    if (current.binnedAt) throw binned(current)
    if (current.version !== version) throw overtaken(current)
    refuseUnknown(done.unknown)
  })
}

export const overtaken = (current: Post) =>
  conflict('Somebody saved this post meanwhile. Here it is as it stands; what you wrote is still with you.', {
    current,
  })
export const binned = (current: Post) => conflict('This post is in the bin. Restore it first.', { current })

/** The version that a caller means; the frame has put the one of If-Match into the body already. */
export function wantedVersion(version: number | undefined): number {
  if (version !== undefined) return version
  const message = 'Say which version you changed, so that nobody overwrites anybody: in the body or in If-Match.'
  throw new Problem('bad-input', message, { fields: [{ path: 'version', code: 'missing', message }] })
}

/** For who writes for some branches only: the post must be of one of them. What is not there is said by the verb itself. */
export async function needBranch(tx: TxCtx, id: string): Promise<void> {
  if (limitOf(tx.actor) === null) return
  const post = await tx.db.selectFrom('post').select('branch_id').where('id', '=', id).executeTakeFirst()
  if (post) need(tx, 'posts.write', { branch: post.branch_id })
}

/** Locks the post, so that nothing is saved, submitted or binned until this transaction ends. */
export async function lockPost(tx: TxCtx, id: string): Promise<{ latest: number; binned: boolean } | null> {
  const row = await tx.db
    .selectFrom('post')
    .select(['latest', 'binned_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? { latest: row.latest, binned: row.binned_at !== null } : null
}
