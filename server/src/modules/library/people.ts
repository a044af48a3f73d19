import type { TxCtx } from '#app/ctx.ts'
import { libraryOf } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import type { Role } from '#db/schema/library.ts'
import { checkPassword, hashPassword } from './passwords.ts'

/** A new person with a password, or with null where a passkey comes with her. @throws Problem bad-input where the email is taken or the password too easy. */
export async function makePerson(
  tx: TxCtx,
  input: { id?: string; name: string; email: string; password: string | null },
  at: string,
  installationAdministrator = false,
): Promise<string> {
  if (input.password !== null) checkPassword(input.password, `${at}password`, input.email)
  const row = await tx.db
    .insertInto('person')
    .values({
      ...(input.id && { id: input.id }),
      name: input.name,
      email: input.email,
      password_hash: input.password === null ? null : await hashPassword(input.password),
      installation_administrator: installationAdministrator,
    })
    .onConflict((it) => it.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row)
    throw badInput(`${at}email`, 'taken', 'A person with this email is here already. Sign in first, then use the link.')
  return row.id
}

export async function giveRole(tx: TxCtx, person: string, role: Role): Promise<void> {
  await tx.db
    .insertInto('membership')
    .values({ library_id: libraryOf(tx).id, person_id: person, role })
    .onConflict((it) => it.columns(['library_id', 'person_id']).doUpdateSet({ role }))
    .execute()
  tx.about({ kind: 'person', id: person }, { role })
}
