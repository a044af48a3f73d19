import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import type { Role } from '#db/schema/library.ts'

/** `branches`: where she writes; empty: everywhere. */
export interface Me {
  person: { id: string; name: string; email: string; language: string; installationAdministrator: boolean }
  libraries: { id: string; handle: string; name: string; zone: string; role: Role; branches: string[] }[]
}

/** The person and her libraries. Each library is read in its own right: row-level security shows one at a time. */
export async function meOf(ctx: Ctx, personId: string): Promise<Me> {
  const { person, ids } = await look(ctx, async (tx) => ({
    person: await tx.db
      .selectFrom('person')
      .select(['id', 'name', 'email', 'language', 'installation_administrator as installationAdministrator'])
      .where('id', '=', personId)
      .executeTakeFirstOrThrow(),
    ids: (await sql<{ id: string }>`select app.libraries_of_person(${personId}) as id`.execute(tx.db)).rows,
  }))
  const libraries = await Promise.all(
    ids.map(({ id }) =>
      look({ ...ctx, library: { id, handle: '', zone: '' }, tx: null }, (tx) =>
        tx.db
          .selectFrom('library')
          .innerJoin('membership', 'membership.library_id', 'library.id')
          .select(['library.id', 'handle', 'name', 'zone', 'role'])
          .select(
            sql<
              string[]
            >`array(select branch_id from membership_branch b where b.library_id = library.id and b.person_id = membership.person_id)`.as(
              'branches',
            ),
          )
          .where('person_id', '=', personId)
          .executeTakeFirst(),
      ),
    ),
  )
  return {
    person,
    libraries: libraries.filter((one) => one !== undefined).sort((a, b) => a.name.localeCompare(b.name)),
  }
}
