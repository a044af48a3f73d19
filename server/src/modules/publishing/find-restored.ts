/**
 * sender.md, 13: after a restore, or in a copied database, what is overdue may have gone out already, where this database knows nothing
 * of it. It is looked up first, and then a person is asked; nothing of it goes out by itself.
 */
import { sql } from 'kysely'
import type { Ctx, Deps, TxCtx } from '#app/ctx.ts'
import { inTx } from '#app/tx.ts'
import { senderCtx } from './ctx.ts'
import type { Loaded } from './load.ts'
import { tell } from './settle.ts'

/** Of the whole installation; called again and again while sending is held for it, so that it is done before anybody lets it go on. */
export async function findRestored(deps: Deps): Promise<void> {
  const { rows } = await deps.database.pool.query<{ id: string }>('select id from app.every_library() id')
  for (const { id } of rows) await findIn(senderCtx(deps, id))
}

const findIn = (ctx: Ctx): Promise<void> =>
  inTx(ctx, 'findRestored', async (tx) => {
    const overdue = await sql<{ id: string; post: string | null; askable: boolean }>`
      select d.id, d.post_id as post, d.kind = 'post' and not c.manual and n.channel_id is not null as askable
      from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
      left join connection n on n.library_id = d.library_id and n.channel_id = d.channel_id
      where d.due_at <= app.now() and (d.state in ('scheduled', 'preparing') or (d.state = 'waiting' and d.waiting_for <> 'part'))
      order by d.due_at, d.id for update of d`.execute(tx.db)
    for (const one of overdue.rows) await doubt(tx, one)
  })

async function doubt(tx: TxCtx, { id, post, askable }: { id: string; post: string | null; askable: boolean }) {
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
  const row = await tx.db.selectFrom('installation').select('sending_held_reason as reason').executeTakeFirst()
  return row?.reason === 'restored' || row?.reason === 'copied'
}
