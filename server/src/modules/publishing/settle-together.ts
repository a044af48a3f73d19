/**
 * Several that are out, written in one transaction: the row, the story's line, the fact, and the lane handed on, each as settle.ts does it for
 * one. Only rows that are plainly ours are settled; any other is left as it was for the way of one.
 */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import type { Statement } from '#app/tx.ts'
import type { Loaded } from './claimed.view.ts'
import { LEASE_SECONDS } from './delivery.rules.ts'
import { factOfPublished, type Out } from './settle.ts'
import { storableJson } from './storable.ts'

export interface Settling {
  job: Loaded
  token: string
  out: Out
}

/** Answers the tokens of those that were settled. Only the last part of a post: the parts after another one are woken by the way of one. */
export function settlingTogether(ctx: Ctx, all: Settling[]): Statement<{ token: string }> {
  const library = libraryOf(ctx).id
  const rows = all.map(({ job, token, out: { remote, how, line } }) => ({
    id: job.id,
    token,
    remote_id: remote?.id ?? null,
    url: remote?.url ?? null,
    remote: remote?.ref ?? null,
    how,
    step: line.step,
    at: line.at,
    outcome: line.outcome,
    trouble: line.trouble ?? null,
    sent: line.sent ?? null,
    raw: line.raw ?? null,
    fact: factOfPublished(job),
  }))
  return sql`/* kept:settle-together */
    with asked as materialized (
      select * from jsonb_to_recordset(${storableJson(rows)}::jsonb)
        as a(id uuid, token uuid, remote_id text, url text, remote jsonb, how text, step text, at timestamptz, outcome text, trouble jsonb, sent text, raw jsonb, fact jsonb)),
    moment as materialized (select app.now() as t),
    mine as materialized (
      select a.*, d.place from asked a cross join lateral (
        select d.ctid as place, d.state, d.lease_token from delivery d where d.library_id = ${library} and d.id = a.id offset 0 for no key update skip locked) d
      where d.state = 'releasing' and d.lease_token = a.token),
    done as (
      update delivery d set state = 'published', waiting_for = null, reason = null, field = null, remote_id = a.remote_id, url = a.url, remote = a.remote,
        published_at = m.t, settled_by = a.how, lease_token = null, lease_until = null, next_at = null, version = d.version + 1, updated_at = m.t
      from mine a, moment m
      where d.ctid = a.place and d.library_id = ${library} and d.id = a.id and d.lease_token = a.token and d.state = 'releasing'
      returning d.id, a.token),
    line as (
      insert into attempt (library_id, delivery_id, step, at, ended_at, outcome, trouble, sent, raw)
      select ${library}, a.id, a.step, a.at, m.t, a.outcome, a.trouble, a.sent, a.raw from mine a join done using (id) cross join moment m),
    said as (
      insert into fact (library_id, kind, subject, pending) select ${library}, 'delivery.published', a.fact, ${ctx.listenersOf('delivery.published')}::text[] from mine a join done using (id)
      returning library_id, id, kind, subject, pending)
    select token,
      (select count(pg_notify('shelftalker_fact', json_build_object('library', s.library_id, 'id', s.id, 'kind', s.kind, 'subject', s.subject, 'listeners', cardinality(s.pending))::text)) from said s) as told
    from done`
}

/**
 * `app.hand_on` for several lanes. Answers those that were ours and whose delivery is settled, by the token they were held with; `id` is null
 * where nothing is due.
 */
export function handingTogether(all: Settling[]): Statement<{ mine: string; id: string | null; token: string | null }> {
  const rows = all.map(({ job, token }) => ({ id: job.id, token, channel: job.channel }))
  return sql`/* kept:hand-on-together */
    select mine, delivery_id as id, token from app.hand_on_together(${JSON.stringify(rows)}::jsonb, make_interval(secs => ${LEASE_SECONDS}))`
}
