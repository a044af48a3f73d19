/**
 * The delivery record: what this installation knows of its own punctuality, and what the accounts' own listings said an hour after each post
 * went out (sender.md, 16). What could not be checked is counted apart, with the reasons; what was never checked is null, never 0.
 */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import type { NotChecked } from '#db/schema/measures.ts'

/** screens.md: on time is within 60 s of the planned moment. */
const ON_TIME_SECONDS = 60

export interface DeliveryRecord {
  /** Posts (parts of threads) that went out from here by machine. By hand is counted apart: its moment is a person's word. */
  out: number
  byHand: number
  onTime: number
  medianLatenessMs: number | null
  p95LatenessMs: number | null
  /** By what it is known that they are out. */
  settledBy: { answer: number; lookUp: number; person: number; local: number }
  notConfirmed: number
  /** Of those that went out by machine: found in the account's own listing, or missed or doubled there. */
  checked: number
  /** null: none was checked yet. */
  lost: number | null
  doubled: number | null
  /** Looked for, without a word on it: by the reason. */
  notChecked: { count: number; reasons: Partial<Record<NotChecked, number>> }
  /** Their hour has not come yet, or their network is not read. */
  toCheck: number
}

export async function deliveryRecord(ctx: Ctx): Promise<DeliveryRecord> {
  const found = await look(ctx, (tx) =>
    sql<{
      out: number
      byHand: number
      onTime: number
      median: number | null
      p95: number | null
      answer: number
      lookUp: number
      person: number
      local: number
      notConfirmed: number
      checked: number
      lost: number
      doubled: number
      reasons: Partial<Record<NotChecked, number>>
    }>`
      with mine as (
        select d.state, d.settled_by, c.manual, k.result, k.why, extract(epoch from d.published_at - d.due_at) * 1000 as late
        from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
          left join delivery_check k on k.library_id = d.library_id and k.delivery_id = d.id
        where d.library_id = ${libraryOf(ctx).id} and d.kind = 'post' and d.origin = 'app' and d.state in ('published', 'unknown')),
      sent as (select * from mine where state = 'published' and not manual)
      select (select count(*) from sent) as out, (select count(*) from mine where state = 'published' and manual) as "byHand",
        (select count(*) from sent where late <= ${ON_TIME_SECONDS * 1000}) as "onTime",
        (select percentile_cont(0.5) within group (order by late)::float8 from sent) as median, (select percentile_cont(0.95) within group (order by late)::float8 from sent) as p95,
        (select count(*) from sent where settled_by = 'answer') as answer, (select count(*) from sent where settled_by like 'look-up%') as "lookUp",
        (select count(*) from sent where settled_by = 'person') as person, (select count(*) from sent where settled_by = 'local') as local,
        (select count(*) from mine where state = 'unknown') as "notConfirmed",
        (select count(*) from sent where result in ('seen', 'lost', 'doubled')) as checked, (select count(*) from sent where result = 'lost') as lost,
        (select count(*) from sent where result = 'doubled') as doubled,
        (select coalesce(json_object_agg(why, n), '{}') from (select why, count(*) as n from sent where result = 'not-checked' group by why) w) as reasons`.execute(
      tx.db,
    ),
  )
  const { median, p95, answer, lookUp, person, local, lost, doubled, reasons, ...counts } = found.rows[0]!
  const count = Object.values(reasons).reduce((sum, n) => sum + n, 0)
  const whole = (ms: number | null) => (ms === null ? null : Math.round(ms))
  return {
    ...counts,
    medianLatenessMs: whole(median),
    p95LatenessMs: whole(p95),
    settledBy: { answer, lookUp, person, local },
    lost: counts.checked === 0 ? null : lost,
    doubled: counts.checked === 0 ? null : doubled,
    notChecked: { count, reasons },
    toCheck: counts.out - counts.checked - count,
  }
}
