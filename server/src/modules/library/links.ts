/** One-time links: one use, one purpose, an end: the first person of a new library, and whoever is invited. */
import { sql } from 'kysely'
import { type Ctx, type LibraryRef, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { conflict, Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import type { Role } from '#db/schema/library.ts'
import { keepPasskey } from './keep-passkey.ts'
import { giveRole, makePerson } from './people.ts'
import { startSession } from './sessions.ts'
import type { NewCredential } from './webauthn.ts'

/** screens.md: invitations are good for seven days, once. */
const JOIN_DAYS = 7

export async function makeJoinLink(
  tx: TxCtx,
  email: string,
  role: Role,
  name: string | null = null,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(tx.now.getTime() + JOIN_DAYS * 86_400_000)
  const { id } = await tx.db
    .insertInto('one_time_link')
    .values({
      library_id: libraryOf(tx).id,
      hash: digestOf(token),
      purpose: 'join',
      email,
      name,
      role,
      created_by: personOf(tx),
      created_at: tx.now,
      expires_at: expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, token, expiresAt }
}

/** The newest link to an address counts: what was open before is worth nothing from now on. */
export const withdrawOpen = (tx: TxCtx, email: string) =>
  tx.db
    .updateTable('one_time_link')
    .set({ withdrawn_at: tx.now })
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()

const spent = () => new Problem('not-found', 'This link has been used, or its time is over. Ask for a new one.')

async function libraryOfLink(ctx: Ctx, token: string): Promise<string> {
  const found = await look({ ...ctx, library: null }, (tx) =>
    sql<{ id: string | null }>`select app.library_of_link(${digestOf(token)}) as id`.execute(tx.db),
  )
  const id = found.rows[0]?.id
  if (!id) throw spent()
  return id
}

/** What the link is for. `known`: somebody with this email is here already, and joins by signing in. */
export async function readJoinLink(ctx: Ctx, token: string) {
  const id = await libraryOfLink(ctx, token)
  const row = await look({ ...ctx, library: { id, handle: '', zone: '' } }, (tx) =>
    tx.db
      .selectFrom('one_time_link')
      .innerJoin('library', 'library.id', 'one_time_link.library_id')
      .leftJoin('person', 'person.email', 'one_time_link.email')
      .select([
        'library.name',
        'library.handle',
        'one_time_link.email',
        'one_time_link.name as called',
        'role',
        'person.id as person',
      ])
      .where('hash', '=', digestOf(token))
      .where('used_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', tx.now)
      .executeTakeFirst(),
  )
  if (!row) throw spent()
  return {
    library: { name: row.name, handle: row.handle },
    email: row.email,
    name: row.called,
    role: row.role,
    known: row.person !== null,
  }
}

/** Uses the link: a new person with its email, or the person of that email who is signed in. @throws Problem conflict for anybody else */
export async function join(ctx: Ctx, input: { token: string; name: string; userAgent: string } & FirstWayIn) {
  const id = await libraryOfLink(ctx, input.token)
  return inTx({ ...ctx, library: { id, handle: '', zone: '' } }, 'join', async (tx) => {
    const link = await tx.db
      .updateTable('one_time_link')
      .set({ used_at: tx.now })
      .where('hash', '=', digestOf(input.token))
      .where('used_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', tx.now)
      .returning(['id', 'email', 'role'])
      .executeTakeFirst()
    if (!link) throw spent()
    const person =
      ctx.actor.kind === 'person'
        ? await sameEmail(tx, ctx.actor.id, link.email)
        : await newPerson(tx, link.email, input)
    await giveRole(tx, person, link.role)
    await tx.db.updateTable('one_time_link').set({ used_by: person }).where('id', '=', link.id).execute()
    tx.say('person.joined', { kind: 'person', id: person })
    const library = await tx.db.selectFrom('library').select(['id', 'handle', 'zone']).executeTakeFirstOrThrow()
    const { shared, provedAt } = await endSession(tx, ctx)
    const session = await startSession(tx, person, shared, input.userAgent, provedAt)
    return { person, library: library as LibraryRef, shared, ...session }
  })
}

/** The session she came with ends as the new one starts; a shared computer stays one, and who proved nothing has proved nothing. */
async function endSession(tx: TxCtx, { actor }: Ctx): Promise<{ shared: boolean; provedAt: Date | null }> {
  if (actor.kind !== 'person') return { shared: false, provedAt: tx.now }
  if (!actor.sessionId) return { shared: false, provedAt: null }
  const old = tx.db.deleteFrom('session').where('id', '=', actor.sessionId).where('person_id', '=', actor.id)
  const row = await old.returning(['shared_computer', 'proved_at']).executeTakeFirst()
  return { shared: row?.shared_computer ?? false, provedAt: row?.proved_at ?? null }
}

/** A password, or a passkey that the device has made for this link. */
export type FirstWayIn =
  | { password: string; passkey?: undefined }
  | { password?: undefined; passkey: { person: string; name: string; made: NewCredential } }

async function newPerson(tx: TxCtx, email: string, input: { name: string } & FirstWayIn): Promise<string> {
  if (!input.passkey) return makePerson(tx, { name: input.name, email, password: input.password }, '')
  const { person, name, made } = input.passkey
  const id = await makePerson(tx, { id: person, name: input.name, email, password: null }, '')
  await keepPasskey(tx, id, name, made)
  return id
}

/** An invitation is for one person: on a desk's shared computer somebody else may still be signed in. */
async function sameEmail(tx: TxCtx, person: string, email: string): Promise<string> {
  // Locked: whoever is made anonymous at this moment is that first, and comes in nowhere, or is a member again and stays.
  const own = await tx.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', person)
    .where('left_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst()
  if (!own) throw new Problem('not-signed-in', 'This account is gone. Open the invitation again and begin anew.')
  if (own.email.toLowerCase() !== email.toLowerCase())
    throw conflict(
      `This invitation is for ${email}, and you are signed in as ${own.email}. Sign out first, then open it again.`,
      {
        code: 'other-person',
      },
    )
  return person
}
