/** Posts made on the network itself: deliveries without a post, read and shown like others, never sent. */
import type { ListedPost } from '@shelftalker/networks/port.ts'
import type { TxCtx } from '#app/ctx.ts'
import { keepFound } from '#modules/publishing/index.ts'
import { oursIn, words } from './ours.view.ts'
import { planPost } from './plan.ts'
import { twinOf } from './twins.rules.ts'
import type { Listing } from './work.ts'

/** Under the channel's lock. What is ours, a double of ours, or may be a delivery whose outcome is open, is left alone. */
export async function foundNatively(tx: TxCtx, channel: string, listing: Listing): Promise<void> {
  if (listing.posts.length === 0) return
  const ours = await oursIn(tx, channel, listing)
  const isOurs = (one: ListedPost) => ours.app.has(one.remote.id)
  const fresh = listing.posts.filter(
    (one) =>
      !isOurs(one) &&
      !ours.native.has(one.remote.id) &&
      !ours.open.has(words(one.text)) &&
      !twinOf(one, listing.posts, (other) => !isOurs(other)),
  )
  for (const one of fresh) await add(tx, channel, one)
}

async function add(tx: TxCtx, channel: string, { remote, text, language, publishedAt }: ListedPost): Promise<void> {
  const id = await keepFound(tx, { channel, remote, text, language, publishedAt })
  if (!id) return
  await planPost(tx, { delivery: id, channel, publishedAt })
  tx.say('delivery.found', { kind: 'delivery', id, post: null })
}
