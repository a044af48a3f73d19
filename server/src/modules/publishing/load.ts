/** Everything one step of the sender needs to know, read in one query. */

import type { Remote } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import type { TxCtx } from '#app/ctx.ts'
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
  dueAt: Date
  noUseAfter: Date | null
  createdAt: Date
  createdBy: string | null
  releasedAt: Date | null
  releaseDeadline: Date | null
  tries: number
  lookUps: number
  approved: boolean
  libraryPaused: boolean
  channelPaused: boolean
  channelState: string
  lateLimitMinutes: number
  connection: 'well' | 'sign-in-again' | 'unreachable' | 'none'
  parent: Remote | null
  root: Remote | null
  changes: Remote | null
  leaseToken: string | null
}

/** null if the lease is no longer ours: somebody else has it, and nothing may be done. */
export async function loadClaimed(tx: TxCtx, id: string, token: string): Promise<Loaded | null> {
  const row = await sql<Loaded>`
    select d.id, d.kind, d.state, d.channel_id as channel, c.network, c.manual, d.post_id as post, d.title, d.part, d.parts, d.payload, d.payload_digest as "payloadDigest",
      d.prepared, d.prepared_digest as "preparedDigest", d.key, d.due_at as "dueAt", d.no_use_after as "noUseAfter", d.created_at as "createdAt", d.created_by as "createdBy",
      d.released_at as "releasedAt", d.release_deadline as "releaseDeadline", d.tries, d.look_ups as "lookUps", d.lease_token as "leaseToken",
      d.approval_digest is null or d.approval_digest = d.payload_digest as approved,
      l.paused_reason is not null and (l.paused_until is null or l.paused_until > app.now()) as "libraryPaused",
      c.paused_reason is not null and (c.paused_until is null or c.paused_until > app.now()) as "channelPaused",
      c.state as "channelState", l.late_limit_minutes as "lateLimitMinutes", coalesce(n.state, 'none') as connection,
      case when before.id is not null then jsonb_build_object('id', before.remote_id, 'url', before.url, 'ref', before.remote) end as parent,
      case when first.id is not null then jsonb_build_object('id', first.remote_id, 'url', first.url, 'ref', first.remote) end as root,
      case when old.id is not null then jsonb_build_object('id', old.remote_id, 'url', old.url, 'ref', old.remote) end as changes
    from delivery d
    join library l on l.id = d.library_id
    join channel c on c.library_id = d.library_id and c.id = d.channel_id
    left join connection n on n.library_id = d.library_id and n.channel_id = d.channel_id
    left join delivery before on before.library_id = d.library_id and before.id = d.after_id
    left join delivery first on d.part > 1 and first.library_id = d.library_id and first.post_id = d.post_id and first.channel_id = d.channel_id
      and first.language is not distinct from d.language and first.part = 1 and first.kind = 'post' and first.state = 'published'
    left join delivery old on old.library_id = d.library_id and old.id = d.changes_id
    where d.id = ${id} and d.lease_token = ${token} and d.lease_until > app.now()`.execute(tx.db)
  return row.rows[0] ?? null
}
