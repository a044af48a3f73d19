import { sql } from 'kysely'
import { type Ctx, type LibraryRef, libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { look } from '#app/tx.ts'

/** All libraries of the installation, by id. Names, and how many administrators: what is in them is theirs. */
export async function listLibraries(ctx: Ctx, page: { limit: number; after?: string | undefined }) {
  need(ctx, 'installation')
  const all = { ...ctx, tx: null }
  const ids = await look(
    all,
    async (tx) =>
      (
        await sql<{
          id: string
        }>`select id from app.every_library() id where ${page.after ?? null}::uuid is null or id > ${page.after ?? null} limit ${page.limit + 1}`.execute(
          tx.db,
        )
      ).rows,
  )
  const items = await Promise.all(
    ids
      .slice(0, page.limit)
      .map(({ id }) =>
        look({ ...all, library: { id, handle: '', zone: '' } }, (tx) =>
          tx.db
            .selectFrom('library')
            .select(['id', 'handle', 'name', 'zone', 'created_at as createdAt'])
            .select(
              sql<number>`(select count(*)::int from membership m where m.library_id = library.id and m.role = 'administrator')`.as(
                'administrators',
              ),
            )
            .executeTakeFirstOrThrow(),
        ),
      ),
  )
  return { items, next: ids.length > page.limit ? items.at(-1)!.id : null }
}

/** @throws Problem not-found */
export async function refOf(ctx: Ctx, id: string): Promise<LibraryRef> {
  const row = await look({ ...ctx, tx: null, library: { id, handle: '', zone: '' } }, (tx) =>
    tx.db.selectFrom('library').select(['id', 'handle', 'zone']).where('id', '=', id).executeTakeFirst(),
  )
  if (!row) throw notFound('library')
  return row
}

export const languageOf = async (tx: TxCtx): Promise<string> =>
  (await tx.db.selectFrom('library').select('language').where('id', '=', libraryOf(tx).id).executeTakeFirstOrThrow())
    .language

export const everyLibrary = async (tx: TxCtx): Promise<string[]> =>
  (await sql<{ id: string }>`select app.every_library() as id`.execute(tx.db)).rows.map(({ id }) => id)
