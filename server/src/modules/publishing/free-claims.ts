/** Who said "I am posting this" and is here no more posts nothing: the delivery is anybody's again. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { tell } from './settle.ts'

/** Answers how many were freed. Their moment stays as it was: a colleague sees at once that nobody has it. */
export async function freeClaims(tx: TxCtx, person: string): Promise<number> {
  const { rows } = await sql<{ id: string; post: string | null }>`
    update delivery set claimed_by = null, claimed_at = null, version = version + 1, updated_at = app.now()
    where library_id = ${libraryOf(tx).id} and claimed_by = ${person} and state = 'waiting'
    returning id, post_id as post`.execute(tx.db)
  for (const { id, post } of rows) {
    await tell(tx, id, { step: 'wait', at: tx.now, outcome: 'free again: who was posting it has left' })
    tx.say('delivery.changed', { kind: 'delivery', id, post })
  }
  return rows.length
}
