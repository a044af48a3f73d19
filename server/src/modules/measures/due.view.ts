/** What is to be read on a channel, with the posts it is about. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import type { Statement } from '#app/tx.ts'
import type { Age } from '#db/schema/measures.ts'

export interface ChannelDue {
  now: Date
  zone: string
  accountDueAt: Date
  listedUntil: Date | null
  tries: number
  connection: 'well' | 'sign-in-again' | 'unreachable' | null
  state: string
}
/** No row where the lease is no longer ours. */
export const channelDue = (
  library: string,
  channel: string,
  token: string,
): Statement<ChannelDue> => sql`/* kept:reading-channel */
  select app.now() as now, l.zone, r.account_due_at as "accountDueAt", r.listed_until as "listedUntil", r.tries, c.state,
    (select n.state from connection n where n.library_id = r.library_id and n.channel_id = r.channel_id) as connection
  from reading_channel r join library l on l.id = r.library_id join channel c on c.library_id = r.library_id and c.id = r.channel_id
  where r.library_id = ${library} and r.channel_id = ${channel} and r.lease_token = ${token} and r.lease_until > app.now()`

export interface PostDue {
  delivery: string
  age: Age
  tries: number
  publishedAt: Date
  /** The earliest moment at which it can stand in a listing. */
  from: Date
  removed: boolean
  remoteId: string
  url: string | null
  ref: JsonObject
  /** There is a word on it in the delivery record already. */
  checked: boolean
  origin: 'app' | 'network'
  title: string
}
/**
 * The posts that are due, the longest due first. One found on the network that turned out to be another delivery is out as that: until its
 * figures go over (go-over.ts) it is read as before.
 */
export const postsDue = (
  library: string,
  channel: string,
  limit: number,
): Statement<PostDue> => sql`/* kept:reading-posts */
  select r.delivery_id as delivery, r.age, r.tries, coalesce(d.published_at, d.due_at) as "publishedAt", least(d.published_at, d.due_at, d.released_at) as "from",
    d.removed_at is not null as removed, d.remote_id as "remoteId", d.url, coalesce(d.remote, '{}') as ref, d.origin, d.title,
    exists (select 1 from delivery_check k where k.library_id = r.library_id and k.delivery_id = r.delivery_id) as checked
  from (select * from reading_due where library_id = ${library} and channel_id = ${channel} and due_at <= app.now() order by due_at limit ${limit}) r
  cross join lateral (select * from delivery where library_id = r.library_id and id = r.delivery_id offset 0) d`
