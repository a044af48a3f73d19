/** sender.md, 13: after a restore, and in a copied database, nobody knows what went out meanwhile. */
import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { inTx, look } from '#app/tx.ts'
import { tell } from './settle.ts'

/**
 * Whatever was due by now and may have gone out from where the copy was made becomes “unknown”, in all libraries: the network is asked
 * by the key that was chosen before (rule 6), and a person where it cannot tell. Called before sending is let go on. Answers how many.
 */
export async function lookUpOverdue(ctx: Ctx): Promise<number> {
  const everywhere = { ...ctx, tx: null, library: null }
  const libraries = await look(everywhere, (tx) =>
    sql<{ id: string }>`select id from app.every_library() id`.execute(tx.db),
  )
  let marked = 0
  for (const { id } of libraries.rows)
    marked += await inLibrary({ ...everywhere, library: { id, handle: '', zone: '' } })
  return marked
}

const inLibrary = (ctx: Ctx): Promise<number> =>
  inTx(ctx, 'lookUpOverdue', async (tx) => {
    // What waits for a person to post it by hand waits on: that person knows. The end of the release is now, since it may have been just now.
    const found = await sql<{ id: string; post: string | null }>`
      update delivery set state = 'unknown', waiting_for = null, reason = 'restored', next_at = app.now(), look_ups = 0, released_at = coalesce(released_at, due_at), release_deadline = app.now(),
        lease_token = null, lease_until = null, version = version + 1, updated_at = app.now()
      where library_id = ${ctx.library!.id} and due_at <= app.now()
        and (state in ('scheduled', 'preparing') or (state = 'waiting' and waiting_for <> 'person'))
      returning id, post_id as post`.execute(tx.db)
    for (const { id, post } of found.rows) {
      await tell(tx, id, {
        step: 'recover',
        at: tx.now,
        outcome: 'it was due while the system was brought back from a copy; whether it went out is being asked',
      })
      tx.say('delivery.changed', { kind: 'delivery', id, post, state: 'unknown' })
    }
    return found.rows.length
  })
