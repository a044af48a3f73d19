import { sql } from 'kysely'
import type { Ctx, LibraryRef } from '../ctx.ts'
import { look } from '../tx.ts'

export type Named = LibraryRef & { name: string }

/** Every library by its name, each read in its own right. */
export async function everyLibrary(ctx: Ctx): Promise<Named[]> {
  const { rows } = await look(ctx, (tx) => sql<{ id: string }>`select app.every_library() as id`.execute(tx.db))
  const all: Named[] = []
  for (const { id } of rows)
    all.push(
      await look({ ...ctx, library: { id, handle: '', zone: '' } }, (tx) =>
        tx.db
          .selectFrom('library')
          .select(['id', 'handle', 'name', 'zone'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow(),
      ),
    )
  return all
}
