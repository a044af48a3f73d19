/** What a goal may name, and which day it is where the library stands. */
import { dayIn } from '@shelftalker/shared/time/day-in.ts'
import { libraryOf, type TxCtx } from '#app/ctx.ts'

export function todayIn(tx: TxCtx): { today: string; zone: string } {
  const { zone } = libraryOf(tx)
  return { today: dayIn(zone, tx.now).toString(), zone }
}

export async function isObjective(tx: TxCtx, id: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('plan_part')
    .select('id')
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', id)
    .where('kind', '=', 'objective')
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function isOwner(tx: TxCtx, id: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('membership')
    .select('person_id')
    .where('library_id', '=', libraryOf(tx).id)
    .where('person_id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
