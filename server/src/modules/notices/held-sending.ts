/** Everybody hears when all sending stands still (sender.md, 14): on Today it is seen only by who looks. */
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { inTx, look } from '#app/tx.ts'
import { raiseNotice } from './raise.ts'
import { sendingStanding } from './standing.view.ts'

/** Once for each hold and library. Writes nothing, not even in the audit, where nothing is held or all know. @returns whether it raised one */
export async function tellHeldSending(ctx: Ctx): Promise<boolean> {
  const held = await look(ctx, async (tx) => {
    const standing = await sendingStanding(tx)
    if (!standing) return null
    const once = `sending.held:${standing.dueAt!.toISOString()}`
    const told = await tx.db.selectFrom('notice').select('id').where('once', '=', once).executeTakeFirst()
    return told ? null : once
  })
  if (held === null) return false
  return inTx(ctx, 'tellHeldSending', async (tx) => {
    const subject = { kind: 'installation', id: libraryOf(tx).id }
    return (await raiseNotice(tx, { once: held, kind: 'sending.held', subject, person: null })) !== null
  })
}
