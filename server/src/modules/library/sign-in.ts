import type { Ctx, TxCtx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import { keepChallenge } from './challenges.ts'
import { type Guess, guessAllowed, guessedRight, guessedWrong } from './guesses.ts'
import { passwordFits } from './passwords.ts'
import { startSession } from './sessions.ts'

/** Either in, or asked for the second step: until then there is no session. */
export type AfterFirst = { person: string; token: string; seconds: number } | { secondStep: string }

/** Nobody's library is asked or told, and a refusal is kept whatever the caller was about. @throws Problem too-many (resting), not-signed-in with `triesLeft`. */
export async function signIn(
  ctx: Ctx,
  input: { email: string; password: string; sharedComputer: boolean; address: string; userAgent: string },
): Promise<AfterFirst> {
  const bare = { ...ctx, library: null, tx: null }
  const guess: Guess = { kind: 'password', of: input.email }
  const person = await look(bare, async (tx) => {
    await guessAllowed(tx, guess, input.address)
    return tx.db
      .selectFrom('person')
      .select(['id', 'password_hash'])
      .where('email', '=', input.email)
      .where('left_at', 'is', null)
      .executeTakeFirst()
  })
  const fits = await passwordFits(input.password, person?.password_hash ?? null)
  if (!person || !fits) {
    const triesLeft = await inTx(bare, 'signInRefused', (tx) => guessedWrong(tx, guess, input.address))
    // The last wrong one: what to do now is to wait, not to type again.
    if (triesLeft === 0) await look(bare, (tx) => guessAllowed(tx, guess, input.address))
    const rest = triesLeft === 1 ? '1 try is left.' : `${triesLeft} tries are left.`
    throw new Problem(
      'not-signed-in',
      `This email and this password don’t belong together. The email is kept; type the password again. ${rest}`,
      { extra: { triesLeft } },
    )
  }
  return inTx(bare, 'signIn', async (tx) => {
    // Asked again: guesses made at the same moment must not slip past the rest.
    await guessAllowed(tx, guess, input.address)
    await guessedRight(tx, guess, input.address)
    return enter(tx, person.id, input)
  })
}

/** After a right password or passkey. `strong`: it was two factors by itself. The token of the second step is kept as a digest. */
export async function enter(
  tx: TxCtx,
  person: string,
  input: { sharedComputer: boolean; userAgent: string; strong?: boolean },
): Promise<AfterFirst> {
  const second = input.strong
    ? undefined
    : await tx.db
        .selectFrom('totp')
        .select('person_id')
        .where('person_id', '=', person)
        .where('confirmed_at', 'is not', null)
        .executeTakeFirst()
  if (!second) return { person, ...(await startSession(tx, person, input.sharedComputer, input.userAgent)) }
  const secondStep = newToken()
  const detail = { sharedComputer: input.sharedComputer }
  await keepChallenge(tx, digestOf(secondStep).toString('base64url'), 'second-step', person, detail)
  return { secondStep }
}
