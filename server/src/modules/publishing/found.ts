/** A post that was made on the network itself: a delivery without a post, out since then, with nothing that could ever send it. */
import type { Remote } from '@shelftalker/networks/port.ts'
import { titleOf } from '@shelftalker/shared/text/title.ts'
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { digestOfPayload, type FrozenPart } from './payload.ts'
import { storable, storableJson } from './storable.ts'

export interface FoundPost {
  channel: string
  remote: Remote
  text: string
  language: string | null
  publishedAt: Date
}

/** @returns its delivery; null where it was found before */
export async function keepFound(tx: TxCtx, found: FoundPost): Promise<string | null> {
  const { channel, remote, language, publishedAt } = found
  const id = tx.ids()
  const text = storable(found.text)
  const payload: FrozenPart = { text, language, title: null, options: {}, media: [], card: null }
  const made = await sql`
    insert into delivery (library_id, id, kind, origin, channel_id, language, title, state, due_at, payload, payload_digest, key, remote_id, url, remote,
      published_at, settled_by, created_at, updated_at)
    values (${libraryOf(tx).id}, ${id}, 'post', 'network', ${channel}, ${language}, ${titleOf(null, text)}, 'published', ${publishedAt}, ${storableJson(payload)}::jsonb, ${digestOfPayload(payload)},
      ${remote.id}, ${remote.id}, ${remote.url}, ${storableJson(remote.ref)}::jsonb, ${publishedAt}, 'listing', ${tx.now}, ${tx.now})
    on conflict do nothing`.execute(tx.db)
  return made.numAffectedRows === 1n ? id : null
}
