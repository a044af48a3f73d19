/** A month in figures: what went out, who follows, what people did with it. By channel, so that nothing is added that may not be. */
import { EQUAL_AGE_DAYS } from '@shelftalker/shared/goals/goal-measures.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import { readingsOf } from '#modules/measures/index.ts'
import { todayIn } from '#modules/strategy/index.ts'
import type { MonthReport } from './reports.input.ts'

/** What people do with a post; each may be added over posts of one channel (networks-metrics.json). */
const ACTS = ['engagement.comments', 'engagement.shares', 'engagement.reactions'] as const

interface Row {
  id: string
  name: string
  network: string
  posts: number
  before: number
  followers: { value: number; on: string } | null
  followersBefore: { value: number; on: string } | null
}

/** @param month `2026-10`; unless given, the last whole one of the library's calendar. @throws Problem bad-input at `month` */
export async function monthReport(ctx: Ctx, month: string | null): Promise<MonthReport> {
  const { id: library, zone } = libraryOf(ctx)
  return look(ctx, async (tx) => {
    const today = Temporal.PlainDate.from(todayIn(tx).today)
    const from = month ? Temporal.PlainDate.from(`${month}-01`) : today.with({ day: 1 }).subtract({ months: 1 })
    if (Temporal.PlainDate.compare(from, today) > 0)
      throw badInput('month', 'future', `${month} has not begun. Choose a month that is over, or the present one.`)
    const next = from.add({ months: 1 })
    const at = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(zone).epochMilliseconds)
    const [start, end, earlier] = [at(from), at(next), at(from.subtract({ months: 1 }))]
    const last = (until: Temporal.PlainDate) => sql`
      (select json_build_object('value', r.value, 'on', r.day) from reading r where r.library_id = ${library} and r.channel_id = c.id and r.measure = 'audience.followers'
        and r.delivery_id is null and r.value is not null and r.day < ${until.toString()}::date and r.day >= ${until.subtract({ months: 1 }).toString()}::date
        order by r.day desc, r.as_of desc, r.id desc limit 1)`
    const { rows } = await sql<Row>`
      with out as (
        select d.channel_id, d.id, d.part, d.published_at >= ${start} as now from delivery d
        where d.library_id = ${library} and d.kind = 'post' and d.published_at >= ${earlier} and d.published_at < ${end})
      select c.id, c.name, c.network,
        (select count(*) from out o where o.channel_id = c.id and o.now and o.part = 1) as posts,
        (select count(*) from out o where o.channel_id = c.id and not o.now and o.part = 1) as before,
        ${last(next)} as followers, ${last(from)} as "followersBefore"
      from channel c where c.library_id = ${library} and c.standing = 'ours' and c.state <> 'idea' order by c.created_at, c.id`.execute(
      tx.db,
    )
    const to = next.subtract({ days: 1 })
    // A retired channel stays in the months in which it spoke.
    const shown = rows.filter((row) => row.posts + row.before > 0 || row.followers !== null)
    const acts = await actsIn(tx, shown, from.toString(), to.toString())
    return {
      month: from.toString().slice(0, 7),
      from: from.toString(),
      to: to.toString(),
      asOf: today.toString(),
      complete: Temporal.PlainDate.compare(today, to.add({ days: EQUAL_AGE_DAYS + 1 })) >= 0,
      channels: shown.map((row, at) => ({ ...row, acts: acts[at]! })),
    }
  })
}

/** By the rule of goals: a thread is one post, whose figure is known if that of every part is. In the order of the channels. */
async function actsIn(tx: TxCtx, channels: Row[], from: string, to: string): Promise<Acts[]> {
  const scopes = channels.flatMap(({ id }) => ACTS.map((measure) => ({ measure, channel: id, from, to })))
  const found = await readingsOf(tx, scopes)
  const acts = scopes.map(({ measure }, at) => {
    const known = found[at]!.readings.flatMap(({ value }) => value ?? [])
    return { measure, value: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0), n: known.length }
  })
  return channels.map((_, at) => acts.slice(at * ACTS.length, (at + 1) * ACTS.length))
}
type Acts = MonthReport['channels'][number]['acts']
