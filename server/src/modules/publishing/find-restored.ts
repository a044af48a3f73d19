/**
 * sender.md, 13: after a restore, or in a copied database, what is overdue may have gone out already, where this database knows nothing
 * of it. It is looked up first, and then a person is asked; nothing of it goes out by itself.
 */
import { sql } from 'kysely'
import type { Ctx, Deps, TxCtx } from '#app/ctx.ts'
import { heldReason } from '#app/installation.ts'
import { inTx } from '#app/tx.ts'
import type { Loaded } from './claimed.view.ts'
import { senderCtx } from './ctx.ts'
import { type Overdue, overdueOf } from './overdue.view.ts'
import { tell } from './settle.ts'

/** Of the whole installation; called again and again while sending is held for it, so that it is done before anybody lets it go on. */
export async function findRestored(deps: Deps): Promise<void> {
  const { rows } = await deps.database.pool.query<{ id: string }>('select id from app.every_library() id')
  for (const { id } of rows) await findIn(senderCtx(deps, id))
}

const findIn = (ctx: Ctx): Promise<void> =>
  inTx(ctx, 'findRestored', async (tx) => {
    for (const one of await overdueOf(tx)) await doubt(tx, one)
  })

async function doubt(tx: TxCtx, { id, post, askable }: Overdue) {
  tx.about({ kind: 'delivery', id })
  await sql`update delivery set state = ${askable ? 'unknown' : 'held'}, waiting_for = null, reason = 'restored', lease_token = null, lease_until = null,
    next_at = ${askable ? sql`app.now()` : null}, version = version + 1, updated_at = app.now() where id = ${id}`.execute(
    tx.db,
  )
  const outcome = 'this database was restored or copied: it may have gone out already'
  await tell(tx, id, { step: 'wait', at: tx.now, outcome })
  tx.say(askable ? 'delivery.changed' : 'delivery.held', { kind: 'delivery', id, post })
}

/** The network shows nothing of it: yet where this database never released it itself, a person decides. */
export async function asksAfterAll(tx: TxCtx, job: Loaded): Promise<boolean> {
  if (job.releases === 0) return true
  const reason = await heldReason(tx)
  return reason === 'restored' || reason === 'copied'
}
