/** A person's passkeys: several, each with a name; taking one away never takes the last way in. */
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { badInput, conflict, notFound } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf } from '#app/vault.ts'
import { keepChallenge, takeChallenge } from './challenges.ts'
import { keepPasskey } from './keep-passkey.ts'
import { readJoinLink } from './links.ts'
import { type Own, ownOf, tellOwner } from './own.ts'
import {
  askToRegister,
  challengeIn,
  type NewCredential,
  placeOf,
  type RegisterOptions,
  type RegistrationResponseJSON,
  readNewPasskey,
} from './webauthn.ts'

/** More than anybody has devices. */
const MOST = 20

export interface Passkey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

export const passkeysOf = (tx: TxCtx, person: string): Promise<Passkey[]> =>
  tx.db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('person_id', '=', person)
    .orderBy('created_at')
    .execute()

/** What her devices may offer, or must not make twice. */
export const credentialsOf = (tx: TxCtx, person: string) =>
  tx.db.selectFrom('passkey').select(['credential_id as id', 'transports']).where('person_id', '=', person).execute()

export async function beginPasskey(ctx: Ctx, origin: string): Promise<RegisterOptions> {
  const own = ownOf(ctx)
  const place = placeOf(ctx, origin)
  const { person, known } = await look(own, async (tx) => ({
    person: await tx.db
      .selectFrom('person')
      .select(['id', 'name', 'email'])
      .where('id', '=', own.actor.id)
      .executeTakeFirstOrThrow(),
    known: await credentialsOf(tx, own.actor.id),
  }))
  if (known.length >= MOST) throw conflict(`Nobody keeps more than ${MOST} passkeys. Take one away first.`)
  const options = await askToRegister(place, person, known)
  await inTx(own, 'beginPasskey', (tx) => keepChallenge(tx, options.challenge, 'register', person.id))
  return options
}

/** @throws Problem conflict for a challenge that is over or another’s, bad-input for an answer that does not hold */
export async function addPasskey(
  ctx: Ctx,
  input: { name: string; passkey: RegistrationResponseJSON },
  origin: string,
): Promise<{ id: string }> {
  const own = ownOf(ctx)
  const challenge = challengeIn(input.passkey)
  await takeChallenge(ctx, challenge, 'register', own.actor.id)
  const made = await readNewPasskey(ctx, placeOf(ctx, origin), challenge, input.passkey)
  const row = await inTx(own, 'addPasskey', (tx) => keepPasskey(tx, own.actor.id, input.name, made))
  await tellOwner(ctx, own.actor.id, 'passkeyAdded', row.id, input.name)
  return row
}

export const renamePasskey = (ctx: Ctx, id: string, name: string): Promise<void> => {
  const own = ownOf(ctx)
  return inTx(own, 'renamePasskey', async (tx) => {
    const done = await ofHers(tx, own, id).set({ name }).executeTakeFirst()
    if (done.numUpdatedRows === 0n) throw noPasskey()
  })
}
const ofHers = (tx: TxCtx, own: Own, id: string) =>
  tx.db.updateTable('passkey').where('id', '=', id).where('person_id', '=', own.actor.id)
const noPasskey = () => notFound('passkey')

/** The person's row is locked: two removals at the same moment come one after the other, and the second is told. */
export async function removePasskey(ctx: Ctx, id: string): Promise<void> {
  const own = ownOf(ctx)
  const name = await inTx(own, 'removePasskey', async (tx) => {
    const person = await tx.db
      .selectFrom('person')
      .select('password_hash')
      .where('id', '=', own.actor.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const all = await passkeysOf(tx, own.actor.id)
    const one = all.find((passkey) => passkey.id === id)
    if (!one) throw noPasskey()
    if (all.length === 1 && person.password_hash === null)
      throw conflict(
        'This is your only way in. Choose a password or add another passkey first, then take this one away.',
        {
          code: 'last-way-in',
        },
      )
    await tx.db.deleteFrom('passkey').where('id', '=', id).execute()
    return one.name
  })
  await tellOwner(ctx, own.actor.id, 'passkeyRemoved', id, name)
}

/** For somebody who comes in by an invitation with a passkey instead of a password. Her id is chosen now: the device keeps it. */
export async function beginJoinPasskey(
  ctx: Ctx,
  input: { token: string; name: string },
  origin: string,
): Promise<RegisterOptions> {
  const place = placeOf(ctx, origin)
  const link = await readJoinLink(ctx, input.token)
  const person = ctx.ids()
  const options = await askToRegister(place, { id: person, name: input.name, email: link.email }, [])
  await inTx({ ...ctx, library: null }, 'beginJoinPasskey', (tx) =>
    keepChallenge(tx, options.challenge, 'register', null, { link: linkName(input.token), person }),
  )
  return options
}

/** What `join` makes of the answer: the id that the device keeps, and the passkey. @throws as `addPasskey` */
export async function readJoinPasskey(
  ctx: Ctx,
  token: string,
  answer: RegistrationResponseJSON,
  origin: string,
): Promise<{ person: string; made: NewCredential }> {
  const challenge = challengeIn(answer)
  const { detail } = await takeChallenge(ctx, challenge, 'register', null)
  if (detail.link !== linkName(token))
    throw badInput('passkey', 'other-link', 'This passkey was made for another invitation. Try again.')
  return { person: String(detail.person), made: await readNewPasskey(ctx, placeOf(ctx, origin), challenge, answer) }
}
const linkName = (token: string) => digestOf(token).toString('base64url')
