/** What stands behind a goal's figure: its rows, and the posts that serve it. */
import { EQUAL_AGE_DAYS } from '@shelftalker/shared/goals/goal-measures.ts'
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { GoalPost, GoalRow } from './goal.answers.ts'
import { addDays } from './goal-periods.rules.ts'
import { figuresOf } from './goal-readings.view.ts'

export const ROWS_SHOWN = 200
/** For a table to work on: more than anybody's year of posts on one measure. */
export const ROWS_CSV = 100_000
const POSTS_SHOWN = 20
const AGE = `${EQUAL_AGE_DAYS}d`

export interface Span {
  measure: string
  channel: string | null
  from: string
  to: string
}
const channelJson = sql`json_build_object('id', c.id, 'name', c.name, 'network', c.network) as channel`

/** Every post on every channel in the span, with or without a figure. */
export async function postRows(tx: TxCtx, span: Span, limit: number): Promise<{ total: number; items: GoalRow[] }> {
  const { id: library, zone } = libraryOf(tx)
  const { rows } = await sql<GoalRow & { total: number }>`
    select d.id as delivery, d.post_id as post, d.title, d.url, (d.published_at at time zone ${zone})::date as on, ${channelJson},
      r.value, case when r.value is null then coalesce(r.missing, 'not-read') end as missing, r.as_of as "readAt", r.native, r.source,
      count(*) over () as total
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
    left join lateral (select * from reading r where r.library_id = ${library} and r.delivery_id = d.id and r.measure = ${span.measure} and r.age = ${AGE}
      order by r.as_of desc, r.id desc limit 1) r on true
    where d.library_id = ${library} and d.kind = 'post' and ${inSpan(span, zone)}
    order by r.value desc nulls last, d.published_at desc, d.id limit ${limit}`.execute(tx.db)
  return parted(rows)
}

export async function accountRows(tx: TxCtx, span: Span, limit: number): Promise<{ total: number; items: GoalRow[] }> {
  const { rows } = await sql<GoalRow & { total: number }>`
    select null as delivery, null as post, '' as title, null as url, r.day as on, ${channelJson}, r.value, r.missing, r.as_of as "readAt", r.native, r.source,
      count(*) over () as total
    from reading r join channel c on c.library_id = r.library_id and c.id = r.channel_id
    where r.library_id = ${libraryOf(tx).id} and r.channel_id = ${span.channel}::uuid and r.measure = ${span.measure} and r.delivery_id is null
      and r.day between ${span.from} and ${span.to}
    order by r.day desc, r.as_of desc, r.id desc limit ${limit}`.execute(tx.db)
  return parted(rows)
}

/** Which figure stands beside a post: the goal's own, on its channel. */
export interface Figured {
  measure: string
  channel: string | null
  /** Names of channels that never told it. */
  untold: string[]
}

/** Posts that name the goal or its objective: out or planned, the newest first. From post to delivery, never the other way: there are a few. */
export async function servingPosts(tx: TxCtx, figured: Figured, serves: string[]): Promise<GoalAnswerPosts> {
  const library = libraryOf(tx).id
  const { rows } = await sql<BarePost & { total: number }>`
    with p as materialized (select id from post where library_id = ${library} and serves_id = any (${serves}::uuid[]) and binned_at is null)
    select ${POST_COLUMNS}, count(*) over () as total
    from p cross join lateral (
      select * from delivery o where o.library_id = ${library} and o.post_id = p.id and o.kind = 'post' and o.part = 1 and o.state <> 'cancelled' offset 0) d
    join channel c on c.library_id = d.library_id and c.id = d.channel_id
    group by p.id order by max(coalesce(d.published_at, d.due_at)) desc limit ${POSTS_SHOWN}`.execute(tx.db)
  const { total, items } = parted(rows)
  const found = await figuresOf(
    tx,
    items.flatMap(({ post }) => post ?? []),
    figured,
  )
  return { serving: true, total, items: items.map((one) => ({ ...one, value: found.get(one.post!) ?? null })) }
}

/**
 * Where nobody named a goal: what went out there, the highest figures first, then the newest.
 * @param figures what each post had, by post; of one that was made on the network, by its delivery
 */
export async function postsOfSpan(
  tx: TxCtx,
  span: Span,
  figures: Map<string, number | null>,
): Promise<GoalAnswerPosts> {
  const { id: library, zone } = libraryOf(tx)
  const { rows } = await sql<BarePost>`
    select ${POST_COLUMNS}
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
    where d.library_id = ${library} and d.kind = 'post' and d.part = 1 and ${inSpan(span, zone)}
    group by coalesce(d.post_id, d.id) order by at desc`.execute(tx.db)
  const items = rows.map((one) => ({ ...one, value: figures.get(one.post ?? one.delivery) ?? null }))
  items.sort((a, b) => (b.value ?? -1) - (a.value ?? -1))
  return { serving: false, total: items.length, items: items.slice(0, POSTS_SHOWN) }
}
type BarePost = Omit<GoalPost, 'value'>

export interface GoalAnswerPosts {
  serving: boolean
  total: number
  items: GoalPost[]
}

/** Of several deliveries of one post: what the one that needs most says, as the states are ordered for a person. */
const POST_COLUMNS = sql`
  (min(d.post_id::text))::uuid as post, (min(d.id::text))::uuid as delivery, min(d.title) as title, min(coalesce(d.published_at, d.due_at)) as at,
  (array_agg(d.state order by d.state = 'published', d.id))[1] as state, (array_agg(d.waiting_for order by d.state = 'published', d.id))[1] as "waitingFor",
  array_agg(distinct c.network) as networks`

const inSpan = ({ channel, from, to }: Span, zone: string) => sql`
  d.published_at >= ${addDays(from, -1)}::timestamptz and d.published_at < ${addDays(to, 2)}::timestamptz
  and (d.published_at at time zone ${zone})::date between ${from} and ${to}
  ${channel === null ? sql`` : sql`and d.channel_id = ${channel}::uuid`}`

function parted<Row extends { total: number }>(rows: Row[]): { total: number; items: Omit<Row, 'total'>[] } {
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, ...row }) => row) }
}
