import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'

/** A delivery as somebody wants to take it over. */
export interface Native {
  id: string
  origin: 'app' | 'network'
  channel: string
  /** The post that it belongs to, or whose delivery it turned out to be. */
  post: string | null
  /** The delivery of ours that it turned out to be. */
  sameAs: string | null
  text: string
  /** The language that the network named. */
  said: string | null
  remoteId: string | null
  url: string | null
  ref: JsonObject | null
  publishedAt: Date
}

/** @param lock for update; else only looked at, to know which post is to be locked first */
export async function nativeRow(tx: TxCtx, id: string, { lock }: { lock: boolean }): Promise<Native | undefined> {
  const { rows } = await sql<Native>`
    select d.id, d.origin, d.channel_id as channel, coalesce(d.post_id, s.post_id) as post, d.same_as as "sameAs", d.payload ->> 'text' as text, d.payload ->> 'language' as said,
      d.remote_id as "remoteId", d.url, d.remote as ref, coalesce(d.published_at, d.due_at) as "publishedAt"
    from delivery d left join delivery s on s.library_id = d.library_id and s.id = d.same_as
    where d.library_id = ${libraryOf(tx).id} and d.id = ${id} and d.kind = 'post' ${lock ? sql`for update of d` : sql``}`.execute(
    tx.db,
  )
  return rows[0]
}
