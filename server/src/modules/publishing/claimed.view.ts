/** Everything one step of the sender needs to know, read in one query. */

import type { Remote } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type RawBuilder, sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { Statement } from '#app/tx.ts'
import type { DeliveryKind, DeliveryState } from '#db/schema/publishing.ts'
import type { FrozenPart } from './payload.ts'

export interface Loaded {
  id: string
  kind: DeliveryKind
  state: DeliveryState
  channel: string
  network: string
  manual: boolean
  post: string | null
  title: string
  part: number
  parts: number
  payload: FrozenPart
  payloadDigest: string
  prepared: JsonObject | null
  preparedDigest: string | null
  key: string
  /** The database's time when it was read. */
  now: Date
  dueAt: Date
  noUseAfter: Date | null
  createdAt: Date
  createdBy: string | null
  releasedAt: Date | null
  releaseDeadline: Date | null
  /** How often this database led it to the visible call. */
  releases: number
  tries: number
  lookUps: number
  approved: boolean
  /** Passes pause and approval. */
  urgent: boolean
  libraryPaused: boolean
  channelPaused: boolean
  channelState: string
  lateLimitMinutes: number
  connection: 'well' | 'sign-in-again' | 'unreachable' | 'none'
  parent: Remote | null
  root: Remote | null
  changes: Remote | null
  /** The words that an edit replaces. */
  changesText: string | null
  leaseToken: string | null
}

/**
 * `offset 0` has the delivery looked up first and the rest by its keys: in young tables, without statistics, the planner would go
 * through all channels to find it.
 * @param name under which each connection keeps the plan
 * @param mine gives the deliveries, as `d`
 */
const reading = (
  name: string,
  mine: RawBuilder<unknown>,
): Statement<Loaded> => sql<Loaded>`${sql.raw(`/* kept:${name} */`)}
    select d.id, d.kind, d.state, d.channel_id as channel, c.network, c.manual, d.post_id as post, d.title, d.part, d.parts, d.payload, d.payload_digest as "payloadDigest",
      d.prepared, d.prepared_digest as "preparedDigest", d.key, app.now() as now, d.due_at as "dueAt", d.no_use_after as "noUseAfter", d.created_at as "createdAt", d.created_by as "createdBy",
      d.released_at as "releasedAt", d.release_deadline as "releaseDeadline", d.releases, d.tries, d.look_ups as "lookUps", d.lease_token as "leaseToken",
      d.approval_digest is null or d.approval_digest = d.payload_digest as approved, d.urgent,
      l.paused_reason is not null and (l.paused_until is null or l.paused_until > app.now()) as "libraryPaused",
      c.paused_reason is not null and (c.paused_until is null or c.paused_until > app.now()) as "channelPaused",
      c.state as "channelState", l.late_limit_minutes as "lateLimitMinutes", coalesce(n.state, 'none') as connection,
      (select jsonb_build_object('id', o.remote_id, 'url', o.url, 'ref', o.remote) from delivery o where d.after_id is not null and o.library_id = d.library_id and o.id = d.after_id) as parent,
      (select jsonb_build_object('id', o.remote_id, 'url', o.url, 'ref', o.remote) from delivery o
        where d.part > 1 and o.library_id = d.library_id and o.post_id = d.post_id and o.channel_id = d.channel_id and o.language is not distinct from d.language
          and o.part = 1 and o.kind = 'post' and o.state = 'published' limit 1) as root,
      (select jsonb_build_object('id', o.remote_id, 'url', o.url, 'ref', o.remote) from delivery o where d.changes_id is not null and o.library_id = d.library_id and o.id = d.changes_id) as changes,
      (select o.payload->>'text' from delivery o where d.changes_id is not null and o.library_id = d.library_id and o.id = d.changes_id) as "changesText"
    from ${mine}
    cross join lateral (select * from library where id = d.library_id offset 0) l
    cross join lateral (select * from channel where library_id = d.library_id and id = d.channel_id offset 0) c
    left join lateral (select state from connection where library_id = d.library_id and channel_id = d.channel_id offset 0) n on true`

const leased = (mine: RawBuilder<unknown>) =>
  sql`(select * from delivery where ${mine} and lease_until > app.now() offset 0) d`

/** No row if the lease is no longer ours: somebody else has it, and nothing may be done. */
export const claimed = (library: string, id: string, token: string): Statement<Loaded> =>
  reading('load-claimed', leased(sql`library_id = ${library} and id = ${id} and lease_token = ${token}`))

/** The same for several; those that are no longer ours are left out. */
export const claimedTogether = (library: string, all: { id: string; token: string }[]): Statement<Loaded> =>
  reading(
    'load-claimed-together',
    sql`unnest(${all.map(({ id }) => id)}::uuid[], ${all.map(({ token }) => token)}::uuid[]) asked (id, token)
    cross join lateral ${leased(sql`library_id = ${library} and id = asked.id and lease_token = asked.token`)}`,
  )

/** The one that a channel's lane was handed to in the statement before. Whoever asks compares its id with what was handed. */
export const handedTo = (library: string, channel: string): Statement<Loaded> =>
  reading(
    'load-handed',
    leased(
      sql`library_id = ${library} and (id, lease_token) = (select holder, lease_token from lane where library_id = ${library} and channel_id = ${channel})`,
    ),
  )

/** The same for several lanes. */
export const handedToTogether = (library: string, channels: string[]): Statement<Loaded> =>
  reading(
    'load-handed-together',
    sql`unnest(${channels}::uuid[]) asked (channel)
    cross join lateral (select holder, lease_token from lane where library_id = ${library} and channel_id = asked.channel and holder is not null offset 0) lane
    cross join lateral ${leased(sql`library_id = ${library} and id = lane.holder and delivery.lease_token = lane.lease_token`)}`,
  )

export async function loadClaimed(tx: TxCtx, id: string, token: string): Promise<Loaded | null> {
  return (await claimed(libraryOf(tx).id, id, token).execute(tx.db)).rows[0] ?? null
}
