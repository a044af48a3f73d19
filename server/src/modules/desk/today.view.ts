/** Today: first what needs somebody, then what goes out. */
import { dayIn } from '@shelftalker/shared/time/day-in.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import type { DeliveryState } from '#db/schema/publishing.ts'

export interface NeedsYou {
  kind: 'delivery' | 'channel' | 'sending'
  id: string
  post: string | null
  title: string
  channel: string | null
  network: string | null
  state: string
  waitingFor: string | null
  reason: string | null
  at: Date
}
/** A manual delivery asks for its person from its moment on, not before. */
const NEEDS = sql`(d.state in ('held', 'refused', 'partly', 'unknown') or (d.state = 'waiting' and d.waiting_for in ('person', 'sign-in', 'approval')))`
const MOST = 100

export async function todayOf(ctx: Ctx, personName: string | null) {
  const { id, zone } = libraryOf(ctx)
  return look(ctx, async (tx) => {
    const date = dayIn(zone, tx.now)
    const start = new Date(date.toZonedDateTime(zone).epochMilliseconds)
    const end = new Date(date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
    const needs = await sql<NeedsYou>`
      select 'delivery' as kind, d.id, d.post_id as post, d.title, d.channel_id as channel, c.network, d.state, d.waiting_for as "waitingFor", d.reason, d.updated_at as at
        from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id where d.library_id = ${id} and ${NEEDS}
      union all
      select 'channel', c.id, null, c.name, c.id, c.network, n.state, 'sign-in', n.state_detail, coalesce(n.checked_at, n.connected_at)
        from connection n join channel c on c.library_id = n.library_id and c.id = n.channel_id where n.library_id = ${id} and n.state = 'sign-in-again' and c.state not in ('retired', 'idea')
      order by kind, at desc limit ${MOST}`.execute(tx.db)
    const going = await sql<{
      post: string
      title: string
      dueAt: Date
      on: { delivery: string; channel: string; network: string; state: DeliveryState; waitingFor: string | null }[]
    }>`
      select d.post_id as post, min(d.title) as title, min(d.due_at) as "dueAt",
        jsonb_agg(jsonb_build_object('delivery', d.id, 'channel', d.channel_id, 'network', c.network, 'state', d.state, 'waitingFor', d.waiting_for) order by d.channel_id) as on
      from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
      where d.library_id = ${id} and d.kind = 'post' and d.part = 1 and d.post_id is not null and d.state <> 'cancelled' and d.due_at >= ${start} and d.due_at < ${end}
      group by d.post_id order by min(d.due_at) limit ${MOST}`.execute(tx.db)
    const drafts = await sql<{ id: string; title: string; updatedAt: Date }>`
      select p.id, coalesce(nullif(p.title, ''), split_part(v.text, E'\n', 1)) as title, p.updated_at as "updatedAt" from post p
        join post_version v on v.library_id = p.library_id and v.post_id = p.id and v.number = p.latest
      where p.library_id = ${id} and p.binned_at is null and not exists (select 1 from delivery d where d.library_id = p.library_id and d.post_id = p.id and d.state <> 'cancelled')
      order by p.updated_at desc limit 10`.execute(tx.db)
    const counts = await sql<{
      channels: number
      goals: number
      out: number
    }>`select (select count(*) from channel where library_id = ${id} and state <> 'retired') as channels, (select count(*) from goal where library_id = ${id} and closed_at is null) as goals, (select count(*) from delivery where library_id = ${id} and state = 'published' and kind = 'post') as out`.execute(
      tx.db,
    )
    const held = await tx.db
      .selectFrom('installation')
      .select(['sending_held_reason', 'sending_held_at', 'sending_held_detail'])
      .executeTakeFirstOrThrow()
    const local = (at: Date) =>
      Temporal.Instant.fromEpochMilliseconds(at.getTime())
        .toZonedDateTimeISO(zone)
        .toPlainTime()
        .toString({ smallestUnit: 'minute' })
    const sending: NeedsYou[] = held.sending_held_reason
      ? [
          {
            kind: 'sending',
            id,
            post: null,
            title: '',
            channel: null,
            network: null,
            state: 'held',
            waitingFor: null,
            reason: held.sending_held_reason,
            at: held.sending_held_at!,
          },
        ]
      : []
    return {
      date: date.toString(),
      zone,
      name: personName,
      now: tx.now,
      needsYou: [...sending, ...needs.rows],
      goingOut: going.rows.map((row) => ({ ...row, at: local(row.dueAt) })),
      drafts: drafts.rows,
      channels: counts.rows[0]!.channels,
      goals: counts.rows[0]!.goals,
      out: counts.rows[0]!.out,
    }
  })
}
