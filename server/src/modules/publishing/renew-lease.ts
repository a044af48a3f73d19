/** One beat of a long upload: the lease goes on where the release would still be allowed, and the lane is put down. */
import { sql } from 'kysely'
import type { Statement } from '#app/tx.ts'
import type { Loaded } from './claimed.view.ts'
import { LEASE_SECONDS } from './delivery.rules.ts'
import { LANE_SECONDS } from './upload.rules.ts'

/**
 * The conditions of begin-release.ts, and the late limit: what could not go out anyway is not uploaded to its end. No row: something changed,
 * or the lease is another's.
 */
export function renewing(library: string, job: Loaded, token: string): Statement<{ now: Date }> {
  return sql`/* kept:renew-lease */
    update delivery d set lease_until = m.t + make_interval(secs => ${LEASE_SECONDS}), next_at = m.t + make_interval(secs => ${LEASE_SECONDS})
    from (select app.now() as t) m, library l, channel c, installation i
    where d.library_id = ${library} and d.id = ${job.id} and d.state = 'preparing' and d.lease_token = ${token} and d.lease_until > m.t
      and d.payload_digest = ${job.payloadDigest} and (d.urgent or d.approval_digest is null or d.approval_digest = d.payload_digest)
      and (d.no_use_after is null or d.no_use_after > m.t) and m.t <= d.due_at + make_interval(mins => l.late_limit_minutes)
      and l.id = ${library} and (d.urgent or l.paused_reason is null or l.paused_until <= m.t)
      and c.library_id = ${library} and c.id = ${job.channel} and (c.state = 'active' or d.urgent and c.state = 'paused') and (d.urgent or c.paused_reason is null or c.paused_until <= m.t)
      and i.sending_held_reason is null
    returning m.t as now`
}

/**
 * The channel's other posts wait no longer, once the claim is old enough. `ours`: the lane is still held, with time enough for a release;
 * else it must be had again before there is one.
 */
export function puttingDown(library: string, channel: string, token: string): Statement<{ ours: boolean }> {
  return sql`/* kept:put-lane-down */
    with mine as materialized (
      select app.now() + make_interval(secs => ${LEASE_SECONDS - LANE_SECONDS}) < lease_until as young from lane
      where library_id = ${library} and channel_id = ${channel} and lease_token = ${token}),
    down as (
      update lane set holder = null, lease_token = null, lease_until = null
      where library_id = ${library} and channel_id = ${channel} and lease_token = ${token} and exists (select 1 from mine where not young) returning 1)
    select coalesce((select young from mine), false) as ours, (select count(pg_notify('shelftalker_due', '')) from down) as told`
}
