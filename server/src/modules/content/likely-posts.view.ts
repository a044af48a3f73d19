/** Which posts of the library one that was found on the network may be: those that were meant for its channel first, then the nearest in time. */
import { titleOf } from '@shelftalker/shared/text/title.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { limitOf } from '#app/rights.rules.ts'
import { look } from '#app/tx.ts'
import type { likelyAnswer } from './adopt.input.ts'

export type LikelyPost = z.output<typeof likelyAnswer>['items'][number]
/** As many as somebody reads through; further ones are found by their words. */
const MOST = 20
/** Without words asked for: what somebody wrote or changed within so much of it. */
const NEAR = '60 days'

interface Found {
  channel: string
  said: string | null
  at: Date
}
interface Row extends Omit<LikelyPost, 'title' | 'open'> {
  working: string | null
  head: string
  state: NonNullable<LikelyPost['open']>['state'] | null
  waitingFor: string | null
  dueAt: Date | null
}

/** @throws Problem not-found. Of a delivery that was not found on the network, or was taken over, none. */
export async function likelyPosts(ctx: Ctx, delivery: string, words: string | undefined): Promise<LikelyPost[]> {
  const library = libraryOf(ctx).id
  const limit = limitOf(ctx.actor)
  const q = words?.trim().toLowerCase() || null
  return look(ctx, async (tx) => {
    const { rows: found } = await sql<Found & { open: boolean }>`
      select d.channel_id as channel, d.payload ->> 'language' as said, d.due_at as at, d.origin = 'network' and d.post_id is null and d.same_as is null as open
      from delivery d where d.library_id = ${library} and d.id = ${delivery} and d.kind = 'post'`.execute(tx.db)
    const native = found[0]
    if (!native) throw notFound('delivery')
    if (!native.open) return []
    const { rows } = await sql<Row>`
      with meant as materialized (
        select distinct on (d.post_id) d.post_id as id, d.state, d.waiting_for as "waitingFor", d.due_at as "dueAt" from delivery d
        where d.library_id = ${library} and d.channel_id = ${native.channel} and d.kind = 'post' and d.post_id is not null
          and d.state not in ('published', 'partly', 'cancelled')
        order by d.post_id, d.part, d.id),
      taken as materialized (
        select d.post_id as id from delivery d
        where d.library_id = ${library} and d.channel_id = ${native.channel} and d.kind = 'post' and d.post_id is not null and d.state in ('published', 'partly')
          and (d.language is null or lower(d.language) = lower(${native.said}::text)))
      select p.id, p.title as working, left(v.text, 1000) as head, p.branch_id as branch, p.updated_at as "updatedAt", m.state, m."waitingFor", m."dueAt"
      from post p join post_version v on v.library_id = p.library_id and v.post_id = p.id and v.number = p.latest left join meant m on m.id = p.id
      where p.library_id = ${library} and p.binned_at is null
        and (m.id is not null or not exists (select 1 from taken t where t.id = p.id))
        ${limit ? sql`and p.branch_id = any (${[...limit]}::uuid[])` : sql``}
        ${
          q === null
            ? sql`and (m.id is not null or p.updated_at between ${native.at}::timestamptz - ${NEAR}::interval and ${native.at}::timestamptz + ${NEAR}::interval)`
            : sql`and (position(${q} in lower(coalesce(p.title, ''))) > 0 or position(${q} in lower(v.text)) > 0)`
        }
      order by m.id is null, abs(extract(epoch from coalesce(m."dueAt", p.updated_at) - ${native.at}::timestamptz)), p.id limit ${MOST}`.execute(
      tx.db,
    )
    return rows.map(({ working, head, state, waitingFor, dueAt, ...row }) => ({
      ...row,
      title: titleOf(working, head),
      open: state === null || dueAt === null ? null : { state, waitingFor, dueAt },
    }))
  })
}
