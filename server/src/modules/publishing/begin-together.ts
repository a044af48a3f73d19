/**
 * Rule 1 for several at once: the same conditions as in begin-release.ts, asked of each row, in one statement and one commit. It begins only
 * what is plainly fine. Whatever is not (held by somebody just now, a limit that is reached, anything that changed) is left as it was for
 * the one conditional update, which says what becomes of it.
 */
import type { Budget } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import type { Statement } from '#app/tx.ts'
import type { Loaded } from './claimed.view.ts'
import { LEASE_SECONDS, RELEASE_SECONDS } from './delivery.rules.ts'
import { storableJson } from './storable.ts'

export interface Beginning {
  job: Loaded
  token: string
  prepared: JsonObject
  budgets: (Budget & { spend: number })[]
}

/**
 * Answers the tokens of those that were begun. Locked rows are passed over, so that holding several waits for nobody; what is asked of a row is
 * asked once it is locked, and it stays so until the commit.
 */
export function beginningTogether(library: string, all: Beginning[]): Statement<{ token: string }> {
  const rows = all.map(({ job, token, prepared, budgets }) => ({
    id: job.id,
    token,
    digest: job.payloadDigest,
    channel: job.channel,
    prepared,
    spends: budgets.length > 0,
  }))
  const budgets = all.flatMap(({ job, budgets }) =>
    budgets.map((one) => ({ id: job.id, key: one.key, limit: one.limit, windowMs: one.windowMs, cost: one.spend })),
  )
  return sql`/* kept:begin-together */
    with asked as materialized (
      select * from jsonb_to_recordset(${storableJson(rows)}::jsonb) as a(id uuid, token uuid, digest text, channel uuid, prepared jsonb, spends boolean)),
    mine as materialized (
      select a.*, d.place, d.urgent, d.lease_until, d.no_use_after, d.after_id
      from asked a cross join lateral (
        select d.ctid as place, d.* from delivery d where d.library_id = ${library} and d.id = a.id offset 0 for no key update skip locked) d
      where d.state = 'preparing' and d.lease_token = a.token
        and d.payload_digest = a.digest and (d.urgent or d.approval_digest is null or d.approval_digest = d.payload_digest)),
    -- What will not begin anyway is charged for nothing here.
    ready as materialized (
      select a.* from mine a cross join (select app.now() as t) m cross join installation i
      cross join lateral (select * from library where id = ${library} offset 0) l
      cross join lateral (select * from channel where library_id = ${library} and id = a.channel offset 0) c
      left join lateral (select state from delivery where library_id = ${library} and id = a.after_id offset 0) before on true
      where a.lease_until > m.t and (a.no_use_after is null or a.no_use_after > m.t)
        and (a.urgent or l.paused_reason is null or l.paused_until <= m.t)
        and (c.state = 'active' or a.urgent and c.state = 'paused') and (a.urgent or c.paused_reason is null or c.paused_until <= m.t)
        and i.sending_held_reason is null and (a.after_id is null or before.state = 'published')),
    spent as materialized (select id from app.spend_together(${JSON.stringify(budgets)}::jsonb, (select array_agg(id) from ready where spends)) id),
    -- Only now: the budgets' rows may have been waited for.
    moment as materialized (select app.now() as t from (select count(*) from spent) s),
    fit as materialized (
      select a.id, a.token, a.prepared, a.place from ready a cross join moment m
      where (not a.spends or a.id in (select id from spent)) and a.lease_until > m.t and (a.no_use_after is null or a.no_use_after > m.t)),
    done as (
      update delivery d set state = 'releasing', waiting_for = null, released_at = coalesce(case when d.releases > 0 then d.released_at end, m.t),
        release_deadline = m.t + make_interval(secs => ${RELEASE_SECONDS}), releases = d.releases + 1,
        prepared = a.prepared, prepared_digest = d.payload_digest,
        lease_until = m.t + make_interval(secs => ${LEASE_SECONDS}), next_at = m.t + make_interval(secs => ${LEASE_SECONDS}), updated_at = m.t
      from fit a, moment m
      where d.ctid = a.place and d.library_id = ${library} and d.id = a.id and d.state = 'preparing' and d.lease_token = a.token
      returning d.lease_token as token)
    select token from done`
}
