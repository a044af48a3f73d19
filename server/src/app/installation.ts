/** The installation's one row: locked while it is set up, and whether all its sending is held (sender.md, 11 and 13). */
import { sql } from 'kysely'
import type { Deps, TxCtx } from './ctx.ts'

export type HeldReason = 'restored' | 'copied' | 'clock-jumped' | 'by-hand'

/** Two who set up at once come one after the other. */
export const lockInstallation = (tx: TxCtx) => sql`select 1 from installation for update`.execute(tx.db)

/** Sending of all libraries stands still until somebody looks. A reason that stands already is kept. */
export const holdSending = (deps: Pick<Deps, 'database'>, reason: HeldReason, detail: string) =>
  deps.database.pool.query(
    'update installation set sending_held_reason = $1, sending_held_at = app.now(), sending_held_detail = $2 where sending_held_reason is null',
    [reason, detail],
  )

/** The database's time, and why sending is held (null: it is not). */
export async function sendingNow(deps: Pick<Deps, 'database'>): Promise<{ now: Date; held: HeldReason | null }> {
  const seen = await deps.database.pool.query<{ now: Date; held: HeldReason | null }>(
    'select app.now() as now, sending_held_reason as held from installation',
  )
  return seen.rows[0]!
}
export const heldReason = async (tx: TxCtx): Promise<HeldReason | null> =>
  (await tx.db.selectFrom('installation').select('sending_held_reason as reason').executeTakeFirst())?.reason ?? null

/** @returns whether it was held. */
export async function releaseHeld(tx: TxCtx): Promise<boolean> {
  const done = await tx.db
    .updateTable('installation')
    .set({ sending_held_reason: null, sending_held_at: null, sending_held_detail: null })
    .where('sending_held_reason', 'is not', null)
    .executeTakeFirst()
  tx.wakeSender()
  return done.numUpdatedRows > 0n
}
