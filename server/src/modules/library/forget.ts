/** What this room holds of somebody who is made anonymous. Each function is a part of one transaction (launch/forget-person.ts). */
import { sql } from 'kysely'
import type { TxCtx } from '#app/ctx.ts'
import { libraryOf } from '#app/ctx.ts'
import { say } from '#app/words/say.ts'

/** What tells who somebody is, as far as we know it: by this her traces are found in other tables. */
export interface Traces {
  person: string
  name: string
  /** The address she signs in with, and those that she was to sign in with lately. */
  emails: string[]
  /** Where and how the last letter is written. */
  letter: { email: string; language: string }
}

/**
 * Locked until the end of the transaction: nobody becomes a member, and no keeper stops being one. In one order, so that two who do this at
 * once come one after the other.
 * @returns who keeps the installation
 */
export async function lockLeaver(tx: TxCtx, person: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('person')
    .select(['id', 'installation_administrator as keeps'])
    .where((it) => it.or([it('id', '=', person), it('installation_administrator', '=', true)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.filter(({ keeps }) => keeps).map(({ id }) => id)
}

/** What belongs to nobody's library: name, address and every way in. The id stays, since all that she did names it. */
export async function forgetSignIn(tx: TxCtx, person: string, called: string): Promise<Traces> {
  const was = await tx.db
    .selectFrom('person')
    .select(['name', 'email', 'language'])
    .where('id', '=', person)
    .where('left_at', 'is', null)
    .executeTakeFirstOrThrow()
  const asked = await tx.db
    .selectFrom('email_change')
    .select(['email', 'email_before'])
    .where('person_id', '=', person)
    .execute()
  const emails = [...new Set([was.email, ...asked.flatMap((one) => [one.email, one.email_before])])]
  for (const table of [
    'session',
    'passkey',
    'totp',
    'recovery_code',
    'reset_link',
    'email_change',
    'challenge',
  ] as const)
    await tx.db.deleteFrom(table).where('person_id', '=', person).execute()
  // Guesses are counted by what was typed (guesses.ts): her address, or for a code her id.
  await sql`delete from sign_in_guess where exists (
    select from unnest(${[...emails.map((email) => email.toLowerCase()), person]}::text[]) of
    where split_part(subject, ':', 2) = of or starts_with(substr(subject, strpos(subject, ':') + 1), of || '|'))`.execute(
    tx.db,
  )
  await tx.db
    .updateTable('person')
    .set({
      name: called,
      email: null,
      password_hash: null,
      language: 'en',
      installation_administrator: false,
      left_at: tx.now,
    })
    .where('id', '=', person)
    .execute()
  return { person, name: was.name, emails, letter: { email: was.email, language: was.language } }
}

/**
 * What one library holds: invitations to her are gone, and those that she sent are worth nothing. Keys that she made end, and are called by
 * their last letters, since people call a key after whose it is.
 */
export async function forgetInLibrary(tx: TxCtx, { person, emails }: Traces): Promise<void> {
  await tx.db
    .deleteFrom('one_time_link')
    .where((it) => it.or([it('email', 'in', emails), it('used_by', '=', person)]))
    .execute()
  await tx.db
    .updateTable('one_time_link')
    .set({ withdrawn_at: tx.now })
    .where('created_by', '=', person)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
  const library = await tx.db
    .selectFrom('library')
    .select('language')
    .where('id', '=', libraryOf(tx).id)
    .executeTakeFirst()
  const called = say(library?.language ?? 'en', 'person.formerKey', { hint: '%' }).split('%')
  await sql`update api_key set revoked_at = coalesce(revoked_at, ${tx.now}), name = ${called[0]} || hint || ${called[1] ?? ''}
    where created_by = ${person}`.execute(tx.db)
}
