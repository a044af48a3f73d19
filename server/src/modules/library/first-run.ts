import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { FirstRunStep } from '#db/schema/library.ts'

/**
 * Marks a step of the first run as done, for a room that does it. The library's row is locked by it.
 * @returns false where it was done before: of two at once only one does it
 */
export async function doFirstRunStep(tx: TxCtx, step: FirstRunStep): Promise<boolean> {
  const done = await sql`update library set first_run = first_run || ${JSON.stringify({ [step]: 'done' })}::jsonb
    where id = ${libraryOf(tx).id} and first_run ->> ${step} is distinct from 'done'`.execute(tx.db)
  if (done.numAffectedRows === 1n) tx.say('library.changed', { kind: 'library', id: libraryOf(tx).id })
  return done.numAffectedRows === 1n
}
