/** Rule 1: the one conditional update that leads to a visible act. Committed before the first byte of it. */
import type { Budget } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import type { Statement } from '#app/tx.ts'
import type { Loaded } from './claimed.view.ts'
import { LEASE_SECONDS, RELEASE_SECONDS } from './delivery.rules.ts'
import { storableJson } from './storable.ts'

/** Not `may` and no `until`: something changed since it was claimed (lease, pause, cancel, payload, end of use); the caller lets go. */
export function beginning(
  library: string,
  job: Loaded,
  token: string,
  prepared: JsonObject,
  budgets: (Budget & { spend: number })[],
): Statement<{ until: Date | null; may: boolean }> {
  const asked = budgets.map((one) => ({ key: one.key, limit: one.limit, windowMs: one.windowMs, cost: one.spend }))
  return sql`/* kept:begin-release */
    with spent as materialized (select case when ${asked.length} > 0 then app.spend(${JSON.stringify(asked)}::jsonb) end as until),
    done as (
      update delivery d set state = 'releasing', waiting_for = null, released_at = coalesce(case when d.releases > 0 then d.released_at end, app.now()),
        release_deadline = app.now() + make_interval(secs => ${RELEASE_SECONDS}), releases = d.releases + 1,
        prepared = ${storableJson(prepared)}, prepared_digest = d.payload_digest,
        lease_until = app.now() + make_interval(secs => ${LEASE_SECONDS}), next_at = app.now() + make_interval(secs => ${LEASE_SECONDS}), updated_at = app.now()
      from spent s, library l, channel c, installation i
      where s.until is null and d.library_id = ${library} and d.id = ${job.id} and d.state = 'preparing' and d.lease_token = ${token} and d.lease_until > app.now()
        and d.payload_digest = ${job.payloadDigest} and (d.urgent or d.approval_digest is null or d.approval_digest = d.payload_digest)
        and (d.no_use_after is null or d.no_use_after > app.now())
        and l.id = ${library} and (d.urgent or l.paused_reason is null or l.paused_until <= app.now())
        and c.library_id = ${library} and c.id = ${job.channel} and (c.state = 'active' or d.urgent and c.state = 'paused') and (d.urgent or c.paused_reason is null or c.paused_until <= app.now())
        and i.sending_held_reason is null
        and (d.after_id is null or exists (select 1 from delivery before where before.library_id = d.library_id and before.id = d.after_id and before.state = 'published'))
      returning 1)
    select (select until from spent) as until, exists (select 1 from done) as may`
}
