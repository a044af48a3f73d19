import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { guessAllowed, guessedRight, guessedWrong } from './guesses.ts'
import { passwordFits } from './passwords.ts'
import { startSession } from './sessions.ts'

/** @throws Problem too-many (resting), not-signed-in with `triesLeft`. */
export async function signIn(
  ctx: Ctx,
  input: { email: string; password: string; sharedComputer: boolean; address: string; userAgent: string },
) {
  const person = await look(ctx, async (tx) => {
    await guessAllowed(tx, input.email, input.address)
    return tx.db
      .selectFrom('person')
      .select(['id', 'password_hash'])
      .where('email', '=', input.email)
      .where('left_at', 'is', null)
      .executeTakeFirst()
  })
  const fits = await passwordFits(input.password, person?.password_hash ?? null)
  if (!person || !fits) {
    const triesLeft = await inTx(ctx, 'signInRefused', (tx) => guessedWrong(tx, input.email, input.address))
    // The last wrong one: what to do now is to wait, not to type again.
    if (triesLeft === 0) await look(ctx, (tx) => guessAllowed(tx, input.email, input.address))
    const rest = triesLeft === 1 ? '1 try is left.' : `${triesLeft} tries are left.`
    throw new Problem(
      'not-signed-in',
      `This email and this password don’t belong together. The email is kept; type the password again. ${rest}`,
      { extra: { triesLeft } },
    )
  }
  return inTx(ctx, 'signIn', async (tx) => {
    // Asked again: guesses made at the same moment must not slip past the rest.
    await guessAllowed(tx, input.email, input.address)
    await guessedRight(tx, input.email, input.address)
    const session = await startSession(tx, person.id, input.sharedComputer, input.userAgent)
    return { person: person.id, ...session }
  })
}
