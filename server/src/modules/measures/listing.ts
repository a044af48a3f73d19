/** The account's own listing, from now back to a moment, and what it shows that we did not know of. */
import type { Answer, ListedPost } from '@shelftalker/networks/port.ts'
import { libraryOf } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { asked } from './ask.ts'
import { foundNatively } from './native.ts'
import type { Listing, Work } from './work.ts'
import { stillOurs } from './write-readings.ts'

/** Pages of one listing. With a hundred or forty posts a page this is more than a library posts in a month. */
const MOST_PAGES = 10
/** Before the moment itself: clocks differ, and what doubles a post may be a little earlier than it. */
const BEFORE_MS = 15 * 60_000

export async function listFrom(it: Work, moment: Date): Promise<Answer<Listing>> {
  const since = new Date(moment.getTime() - BEFORE_MS)
  const posts = new Map<string, ListedPost>()
  let cursor: string | null = null
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const from: string | null = cursor
    const answer: Answer<{ posts: ListedPost[]; next: string | null }> = await asked(it, 'listing', (call) =>
      it.measure.listOwn(call, it.account, since, from),
    )
    if (!answer.ok) return answer
    for (const one of answer.value.posts) posts.set(one.remote.id, one)
    cursor = answer.value.next
    if (cursor === null) break
  }
  return { ok: true, value: { posts: [...posts.values()], since, whole: cursor === null } }
}

/** Posts of the listing that are not ours become native ones. @param until the listing was read from its last time up to this moment */
export async function keepListing(it: Work, listing: Listing, until: Date | null): Promise<void> {
  await inStep(it.ctx, async (tx) => {
    if (!(await stillOurs(tx, it.channel, it.token))) return
    await foundNatively(tx, it.channel, listing)
    if (until)
      await tx.db
        .updateTable('reading_channel')
        .set({ listed_until: until })
        .where('library_id', '=', libraryOf(tx).id)
        .where('channel_id', '=', it.channel)
        .execute()
  })
}
