/** What this room asks of the library's own tables. */
import { type LibraryRef, libraryOf, type TxCtx } from '#app/ctx.ts'
import type { Role } from '#db/schema/library.ts'

/** The library of the transaction as its row has it; a worker's ctx knows only its id. */
export const libraryRow = (tx: TxCtx): Promise<LibraryRef> =>
  tx.db
    .selectFrom('library')
    .select(['id', 'handle', 'zone'])
    .where('id', '=', libraryOf(tx).id)
    .executeTakeFirstOrThrow()

/** What a person is in it now; null: nobody. */
export const roleOf = async (tx: TxCtx, person: string): Promise<Role | null> =>
  (
    await tx.db
      .selectFrom('membership')
      .select('role')
      .where('library_id', '=', libraryOf(tx).id)
      .where('person_id', '=', person)
      .executeTakeFirst()
  )?.role ?? null
