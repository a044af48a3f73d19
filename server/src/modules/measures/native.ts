/** Posts made on the network itself: deliveries without a post, read and shown like others, never sent. */
import type { ListedPost } from '@shelftalker/networks/port.ts'
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { digestOfPayload, type FrozenPart, storable, storableJson } from '#modules/publishing/index.ts'
import { firstAge } from './ages.rules.ts'
import type { Listing } from './listing.ts'
import { oursIn, words } from './ours.view.ts'
import { twinOf } from './twins.rules.ts'

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
  const library = libraryOf(tx).id
  const id = tx.ids()
  const clean = storable(text)
  const payload: FrozenPart = { text: clean, language, title: null, options: {}, media: [], card: null }
  const made = await sql`
    insert into delivery (library_id, id, kind, origin, channel_id, language, title, state, due_at, payload, payload_digest, key, remote_id, url, remote,
      published_at, settled_by, created_at, updated_at)
    values (${library}, ${id}, 'post', 'network', ${channel}, ${language}, ${titleOf(clean)}, 'published', ${publishedAt}, ${storableJson(payload)}::jsonb, ${digestOfPayload(payload)},
      ${remote.id}, ${remote.id}, ${remote.url}, ${storableJson(remote.ref)}::jsonb, ${publishedAt}, 'listing', ${tx.now}, ${tx.now})
    on conflict do nothing`.execute(tx.db)
  if (made.numAffectedRows !== 1n) return
  const first = firstAge(publishedAt, tx.now)
  if (first)
    await tx.db
      .insertInto('reading_due')
      .values({ library_id: library, delivery_id: id, channel_id: channel, age: first.age, due_at: first.at })
      .execute()
  tx.say('delivery.found', { kind: 'delivery', id, post: null })
}

const LONGEST = 80
/** Its first line, as a post of ours is called. */
function titleOf(text: string): string {
  const line = text.split('\n')[0]!.trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line
}
