/** What of a listing is ours. Reads the deliveries of publishing; decides nothing. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { Listing } from './work.ts'

export interface Ours {
  /** Ids of posts that went out from here, and of those found natively before. */
  app: Set<string>
  native: Set<string>
  /** Words of deliveries whose outcome is open: a post that reads so may be theirs. */
  open: Set<string>
}
/** A delivery may go out late by a day at most (the library's late limit), and a thread's later parts after that. */
const LATE = '2 days'

export async function oursIn(tx: TxCtx, channel: string, { posts, since }: Listing): Promise<Ours> {
  const library = libraryOf(tx).id
  const moments = posts.map((one) => one.publishedAt.getTime())
  const from = new Date(Math.min(since.getTime(), ...moments))
  const ids = posts.map((one) => one.remote.id)
  const known = await sql<{ id: string; origin: 'app' | 'network' }>`
    select d.remote_id as id, d.origin from delivery d
    where d.library_id = ${library} and d.channel_id = ${channel} and d.kind = 'post' and d.remote_id = any (${ids}::text[])
      and d.due_at >= ${from}::timestamptz - ${LATE}::interval`.execute(tx.db)
  const open = await sql<{ text: string | null }>`
    select d.payload->>'text' as text from delivery d
    where d.library_id = ${library} and d.channel_id = ${channel} and d.kind = 'post' and d.state not in ('published', 'cancelled')
      and d.due_at between ${from}::timestamptz - ${LATE}::interval and app.now() + interval '1 hour'`.execute(tx.db)
  const of = (origin: string) => new Set(known.rows.filter((one) => one.origin === origin).map((one) => one.id))
  return { app: of('app'), native: of('network'), open: new Set(open.rows.map((one) => words(one.text ?? ''))) }
}

/** Spaces and case apart: networks change them. */
export const words = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
