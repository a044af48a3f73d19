import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { inTx } from '#app/tx.ts'
import { stillSo } from './standing.view.ts'

/** Closes the library's notices that are no longer so. Answers how many. */
export const settleNotices = (ctx: Ctx): Promise<number> => inTx(ctx, 'settleNotices', settleIn)

export async function settleIn(tx: TxCtx): Promise<number> {
  const done = await sql<{ id: string }>`update notice n set settled_at = app.now()
    where n.library_id = ${libraryOf(tx).id} and n.settled_at is null and not (${stillSo}) returning id`.execute(tx.db)
  if (done.rows.length > 0) tx.say('notice.settled', { kind: 'library', id: libraryOf(tx).id })
  return done.rows.length
}
