import { sql } from 'kysely'
import { type Ctx, libraryOf, type Subject } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { stillSo } from './standing.view.ts'

export interface NoticeRow {
  id: string
  kind: string
  grave: boolean
  mine: boolean
  subject: Subject
  at: Date
  readAt: Date | null
  mailedAt: Date | null
}

/** Open notices, newest first; `after` is the id of the last one seen. */
export function listNotices(ctx: Ctx, { limit, after }: { limit: number; after?: string | undefined }) {
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  return look(ctx, async (tx) => {
    const { rows } = await sql<NoticeRow>`
      select n.id, n.kind, n.grave, coalesce(n.person_id = ${me}::uuid, false) as mine, n.subject, n.at, n.read_at as "readAt", n.mailed_at as "mailedAt"
      from notice n where n.library_id = ${libraryOf(ctx).id} and n.settled_at is null and ${stillSo}
        and (${after ?? null}::uuid is null or n.id < ${after ?? null}::uuid)
      order by n.id desc limit ${limit + 1}`.execute(tx.db)
    const items = rows.slice(0, limit)
    return { items, next: rows.length > limit ? items.at(-1)!.id : null }
  })
}

/** Notes that somebody has seen it. Seen is not settled: that follows from the thing itself. */
export const readNotice = (ctx: Ctx, id: string): Promise<void> =>
  inTx(ctx, 'readNotice', async (tx) => {
    tx.about({ kind: 'notice', id })
    const done =
      await sql`update notice set read_at = coalesce(read_at, app.now()) where library_id = ${libraryOf(ctx).id} and id = ${id}`.execute(
        tx.db,
      )
    if (done.numAffectedRows !== 1n) throw notFound('notice')
  })
