/** A month in figures: what went out, who follows, what people did with it. By channel, so that nothing is added that may not be. */
import { EQUAL_AGE_DAYS } from '@shelftalker/shared/goals/goal-measures.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { MonthReport } from './reports.input.ts'

/** What people do with a post; each may be added over posts of one channel (networks-metrics.json). */
const ACTS = ['engagement.comments', 'engagement.shares', 'engagement.reactions'] as const
const AGE = `${EQUAL_AGE_DAYS}d`

interface Row {
  id: string
  name: string
  network: string
  posts: number
  before: number
  followers: { value: number; on: string } | null
  followersBefore: { value: number; on: string } | null
  acts: { measure: string; value: number | null; n: number }[]
}

/** @param month `2026-10`; unless given, the last whole one of the library's calendar. @throws Problem bad-input at `month` */
export async function monthReport(ctx: Ctx, month: string | null): Promise<MonthReport> {
  const { id: library, zone } = libraryOf(ctx)
  return look(ctx, async (tx) => {
    const today = Temporal.Instant.fromEpochMilliseconds(tx.now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
    const from = month ? Temporal.PlainDate.from(`${month}-01`) : today.with({ day: 1 }).subtract({ months: 1 })
    if (Temporal.PlainDate.compare(from, today) > 0)
      throw badInput('month', 'future', `${month} has not begun. Choose a month that is over, or the present one.`)
    const next = from.add({ months: 1 })
    const at = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(zone).epochMilliseconds)
    const [start, end, earlier] = [at(from), at(next), at(from.subtract({ months: 1 }))]
    const last = (until: Temporal.PlainDate) => sql`
      (select json_build_object('value', r.value, 'on', r.day) from reading r where r.library_id = ${library} and r.channel_id = c.id and r.measure = 'audience.followers'
        and r.delivery_id is null and r.value is not null and r.day < ${until.toString()}::date and r.day >= ${until.subtract({ months: 1 }).toString()}::date
        order by r.as_of desc, r.id desc limit 1)`
    const { rows } = await sql<Row>`
      with out as (
        select d.channel_id, d.id, d.part, d.published_at >= ${start} as now from delivery d
        where d.library_id = ${library} and d.kind = 'post' and d.published_at >= ${earlier} and d.published_at < ${end})
      select c.id, c.name, c.network,
        (select count(*) from out o where o.channel_id = c.id and o.now and o.part = 1) as posts,
        (select count(*) from out o where o.channel_id = c.id and not o.now and o.part = 1) as before,
        ${last(next)} as followers, ${last(from)} as "followersBefore",
        (select json_agg(json_build_object('measure', m.measure, 'value', f.value, 'n', f.n)) from unnest(${[...ACTS]}::text[]) as m (measure),
          lateral (select sum(r.value) as value, count(r.value) as n from out o, lateral (
            select r.value from reading r where r.library_id = ${library} and r.delivery_id = o.id and r.measure = m.measure and r.age = ${AGE}
            order by r.as_of desc, r.id desc limit 1) r where o.channel_id = c.id and o.now) f) as acts
      from channel c where c.library_id = ${library} and c.standing = 'ours' and c.state <> 'idea' order by c.created_at, c.id`.execute(
      tx.db,
    )
    const to = next.subtract({ days: 1 })
    return {
      month: from.toString().slice(0, 7),
      from: from.toString(),
      to: to.toString(),
      asOf: today.toString(),
      complete: Temporal.PlainDate.compare(today, to.add({ days: EQUAL_AGE_DAYS + 1 })) >= 0,
      channels: rows
        // A retired channel stays in the months in which it spoke.
        .filter((row) => row.posts + row.before > 0 || row.followers !== null),
    }
  })
}
