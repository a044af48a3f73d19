/** Before a grave act: who sits here now is who signed in. Each session proves for itself. */
import type { Ctx } from '#app/ctx.ts'
import { badInput, Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { keepChallenge, takeChallenge } from './challenges.ts'
import { type Guess, guessAllowed, guessedRight, guessedWrong } from './guesses.ts'
import { ownOf } from './own.ts'
import { usePasskey } from './passkey-sign-in.ts'
import { credentialsOf } from './passkeys.ts'
import { passwordFits } from './passwords.ts'
import { type AuthenticationResponseJSON, askToSign, challengeIn, placeOf, type SignInOptions } from './webauthn.ts'

/** How long a proof is good. */
const MINUTES = 10

/** Programs are exempt: an API key has no password, and is proof itself. @throws Problem proof-needed with `ways` */
export async function needProof(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  const own = ownOf(ctx)
  const { session, ways } = await look(own, async (tx) => ({
    session: await tx.db
      .selectFrom('session')
      .select('proved_at')
      .where('id', '=', own.actor.sessionId)
      .where('person_id', '=', own.actor.id)
      .where('proved_at', '>', new Date(tx.now.getTime() - MINUTES * 60_000))
      .executeTakeFirst(),
    ways: {
      password: await tx.db
        .selectFrom('person')
        .select('id')
        .where('id', '=', own.actor.id)
        .where('password_hash', 'is not', null)
        .executeTakeFirst(),
      passkey: (await credentialsOf(tx, own.actor.id))[0],
    },
  }))
  if (session) return
  throw new Problem(
    'proof-needed',
    'This is a grave act: show once more that it is you. Nothing was done yet, and what you typed is kept.',
    { extra: { ways: (['password', 'passkey'] as const).filter((way) => ways[way] !== undefined) } },
  )
}

export async function beginPasskeyProof(ctx: Ctx, origin: string): Promise<SignInOptions> {
  const own = ownOf(ctx)
  const known = await look(own, (tx) => credentialsOf(tx, own.actor.id))
  const options = await askToSign(placeOf(ctx, origin), known)
  await inTx(own, 'beginPasskeyProof', (tx) => keepChallenge(tx, options.challenge, 'proof', own.actor.id))
  return options
}

/** @throws Problem bad-input at `password` with `triesLeft`, or at `passkey`, conflict for a challenge that is over, too-many */
export async function prove(
  ctx: Ctx,
  input: { password: string } | { passkey: AuthenticationResponseJSON },
  where: { origin: string; address: string },
): Promise<void> {
  const own = ownOf(ctx)
  if ('passkey' in input) {
    const challenge = challengeIn(input.passkey)
    await takeChallenge(ctx, challenge, 'proof', own.actor.id)
    const used = await usePasskey(ctx, challenge, input.passkey, where.origin)
    if (used?.person !== own.actor.id)
      throw badInput('passkey', 'unknown', 'This passkey is not one of yours. Use another, or your password.')
  } else await provePassword(ctx, input.password, where.address)
  await inTx(own, 'prove', (tx) =>
    tx.db
      .updateTable('session')
      .set({ proved_at: tx.now })
      .where('id', '=', own.actor.sessionId)
      .where('person_id', '=', own.actor.id)
      .execute(),
  )
}

const guessOf = (email: string): Guess => ({ kind: 'password', of: email })

/** Wrong tries count as at the sign-in. */
async function provePassword(ctx: Ctx, password: string, address: string): Promise<void> {
  const own = ownOf(ctx)
  const person = await look(own, async (tx) => {
    const row = await tx.db
      .selectFrom('person')
      .select(['email', 'password_hash'])
      .where('id', '=', own.actor.id)
      .executeTakeFirstOrThrow()
    await guessAllowed(tx, guessOf(row.email), address)
    return row
  })
  if (await passwordFits(password, person.password_hash)) {
    await inTx(own, 'proved', async (tx) => {
      await guessAllowed(tx, guessOf(person.email), address)
      await guessedRight(tx, guessOf(person.email), address)
    })
    return
  }
  const left = await inTx(own, 'proofRefused', (tx) => guessedWrong(tx, guessOf(person.email), address))
  if (left === 0) await look(own, (tx) => guessAllowed(tx, guessOf(person.email), address))
  throw badInput(
    'password',
    'wrong',
    `This is not your password. ${left === 1 ? '1 try is left.' : `${left} tries are left.`}`,
  )
}
