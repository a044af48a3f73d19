import type { TxCtx } from '#app/ctx.ts'
import { withdrawEmailChanges } from './change-email.ts'

/**
 * A new password, by whichever way: what was begun with the old one ends. Sessions but the one that is named, links for a reset or a new
 * address, and second steps that wait for their code.
 * @returns how many sessions ended
 */
export async function setPassword(
  tx: TxCtx,
  person: string,
  hash: string,
  keepSession: string | null,
): Promise<number> {
  await tx.db.updateTable('person').set({ password_hash: hash }).where('id', '=', person).execute()
  await tx.db.updateTable('reset_link').set({ used_at: tx.now }).where('person_id', '=', person).execute()
  await withdrawEmailChanges(tx, person)
  await tx.db.deleteFrom('challenge').where('person_id', '=', person).where('purpose', '=', 'second-step').execute()
  let sessions = tx.db.deleteFrom('session').where('person_id', '=', person)
  if (keepSession !== null) sessions = sessions.where('id', '!=', keepSession)
  return Number((await sessions.executeTakeFirst()).numDeletedRows)
}
