import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { inTx, look } from '#app/tx.ts'
import { stillSo } from './standing.view.ts'

const over = (library: string) => sql`n.library_id = ${library} and n.settled_at is null and not (${stillSo})`

/** Closes the library's notices that are no longer so. Answers how many. Writes nothing, not even in the audit, when there is none. */
export async function settleNotices(ctx: Ctx): Promise<number> {
  const some = await look(ctx, async (tx) => {
    const found = await sql`select from notice n where ${over(libraryOf(tx).id)} limit 1`.execute(tx.db)
    return found.rows.length > 0
  })
  return some ? inTx(ctx, 'settleNotices', settleIn) : 0
}

export async function settleIn(tx: TxCtx): Promise<number> {
  const done = await sql<{
    id: string
  }>`update notice n set settled_at = app.now() where ${over(libraryOf(tx).id)} returning id`.execute(tx.db)
  if (done.rows.length > 0) tx.say('notice.settled', { kind: 'library', id: libraryOf(tx).id })
  return done.rows.length
}
