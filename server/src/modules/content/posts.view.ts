/** The list of posts, newest change first. */

import { titleOf } from '@shelftalker/shared/text/title.ts'
import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { look } from '#app/tx.ts'

/** `draft`: nothing is planned. `planned`: something has yet to go out. `out`: something went out. A post may be both. */
export const POST_STATES = ['draft', 'planned', 'out', 'binned'] as const
export type PostState = (typeof POST_STATES)[number]
export interface PostItem {
  id: string
  version: number
  title: string
  updatedAt: Date
  channels: string[]
  /** Of its deliveries, each once. */
  states: string[]
}

/** The first line stands well within so many characters, unless it is no line that fits a title. */
const HEAD = 1000
const live = sql`from delivery d where d.post_id = p.id and d.kind = 'post' and d.state <> 'cancelled'`
const OF_STATE: Record<PostState, ReturnType<typeof sql>> = {
  draft: sql`and p.binned_at is null and not exists (select 1 ${live})`,
  planned: sql`and p.binned_at is null and exists (select 1 ${live} and d.state <> 'published')`,
  out: sql`and p.binned_at is null and exists (select 1 ${live} and d.state in ('published', 'partly'))`,
  binned: sql`and p.binned_at is not null`,
}

export async function listPosts(
  ctx: Ctx,
  { limit, after, state }: { limit: number; after?: string | undefined; state?: PostState | undefined },
): Promise<{ items: PostItem[]; next: string | null }> {
  const from = after === undefined ? null : readCursor(after)
  return look(ctx, async (tx) => {
    const { rows } = await sql<Omit<PostItem, 'title'> & { working: string | null; head: string }>`
      select p.id, p.latest as version, p.title as working, left(v.text, ${HEAD}) as head, p.updated_at as "updatedAt", v.channels,
        (select coalesce(array_agg(distinct d.state), '{}') from delivery d where d.post_id = p.id and d.kind = 'post') as states
      from post p join post_version v on v.library_id = p.library_id and v.post_id = p.id and v.number = p.latest
      where true ${state ? OF_STATE[state] : sql`and p.binned_at is null`}
        ${from ? sql`and p.updated_at <= ${from.at}::timestamptz and (p.updated_at, p.id) < (${from.at}::timestamptz, ${from.id}::uuid)` : sql``}
      order by p.updated_at desc, p.id desc limit ${limit + 1}`.execute(tx.db)
    const items = rows.slice(0, limit).map(({ working, head, ...row }) => ({ ...row, title: titleOf(working, head) }))
    const last = items.at(-1)
    return { items, next: rows.length > limit && last ? cursorOf(last) : null }
  })
}

// Times of posts are whole milliseconds: the database's time passes through a Date before it is written.
const cursorOf = (last: PostItem) => Buffer.from(`${last.updatedAt.toISOString()} ${last.id}`).toString('base64url')

function readCursor(cursor: string): { at: string; id: string } {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f-]{36})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  )
  if (!found) throw badInput('after', 'unknown', 'Take this from the answer before, as it stands.')
  return { at: found[1]!, id: found[2]! }
}
