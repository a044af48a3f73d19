/**
 * The delivery record: what this installation knows of its own punctuality. What it does not know is null with the reason, never 0
 * (sender.md, 16): lost and doubled posts are known only once the accounts' own listings are read, which comes with readings.
 */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'

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
  lost: null
  doubled: null
  notChecked: string
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
    }>`
      with mine as (
        select d.state, d.settled_by, c.manual, extract(epoch from d.published_at - d.due_at) * 1000 as late
        from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
        where d.library_id = ${libraryOf(ctx).id} and d.kind = 'post' and d.origin = 'app' and d.state in ('published', 'unknown')),
      sent as (select * from mine where state = 'published' and not manual)
      select (select count(*) from sent) as out, (select count(*) from mine where state = 'published' and manual) as "byHand",
        (select count(*) from sent where late <= ${ON_TIME_SECONDS * 1000}) as "onTime",
        (select percentile_cont(0.5) within group (order by late)::float8 from sent) as median, (select percentile_cont(0.95) within group (order by late)::float8 from sent) as p95,
        (select count(*) from sent where settled_by = 'answer') as answer, (select count(*) from sent where settled_by like 'look-up%') as "lookUp",
        (select count(*) from sent where settled_by = 'person') as person, (select count(*) from sent where settled_by = 'local') as local,
        (select count(*) from mine where state = 'unknown') as "notConfirmed"`.execute(tx.db),
  )
  const { median, p95, answer, lookUp, person, local, ...counts } = found.rows[0]!
  const whole = (ms: number | null) => (ms === null ? null : Math.round(ms))
  return {
    ...counts,
    medianLatenessMs: whole(median),
    p95LatenessMs: whole(p95),
    settledBy: { answer, lookUp, person, local },
    lost: null,
    doubled: null,
    notChecked: 'The accounts’ own listings are not read yet.',
  }
}
