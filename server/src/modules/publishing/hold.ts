/** What a closing does to deliveries that are still to come. Both join the caller's transaction: it is one act with the closing. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { tell } from './settle.ts'

/**
 * Holds what has not begun; it never fires by itself again (sender.md, 12). Answers those that were held: what is out, going out just now
 * or held already is left as it is. No notice is raised for each: the caller's own says it once for all.
 */
export async function holdForClosing(tx: TxCtx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; post: string | null }>`
    update delivery set state = 'held', waiting_for = null, reason = 'closing', next_at = null, lease_token = null, lease_until = null,
      claimed_by = null, claimed_at = null, version = version + 1, updated_at = app.now()
    where library_id = ${libraryOf(tx).id} and id in (${sql.join(ids)}) and kind = 'post' and not urgent
      and (state in ('scheduled', 'preparing') or (state = 'waiting' and waiting_for <> 'part'))
    returning id, post_id as post`.execute(tx.db)
  for (const { id, post } of rows) {
    await tell(tx, id, { step: 'wait', at: tx.now, outcome: 'held: a closing made it untrue' })
    tx.say('delivery.changed', { kind: 'delivery', id, post })
  }
  return rows.map(({ id }) => id)
}

/** Takes back what of a post is not out yet, because something newer is said instead. */
export async function withdrawPost(tx: TxCtx, post: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update delivery set state = 'cancelled', waiting_for = null, reason = 'replaced by a newer version', next_at = null, lease_token = null, lease_until = null,
      version = version + 1, updated_at = app.now()
    where library_id = ${libraryOf(tx).id} and post_id = ${post} and kind = 'post' and state in ('scheduled', 'preparing', 'waiting', 'held', 'refused')
    returning id`.execute(tx.db)
  for (const { id } of rows) tx.say('delivery.cancelled', { kind: 'delivery', id, post })
}
