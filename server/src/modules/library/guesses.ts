/** Limited guesses of passwords and codes (screens.md: 8 wrong passwords rest an account at an address for 15 minutes). */
import { sql } from 'kysely'
import type { TxCtx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'

const WRONG_PER_ACCOUNT = 8
/** One address that tries many accounts: a branch behind one router has more than eight people. */
const WRONG_PER_ADDRESS = 40
/** Codes of one person from all addresses together: who guesses them knows the password, and may have many addresses. */
const WRONG_CODES = 20
const REST_MINUTES = 15

/** What is tried, and whose it is: an email as it was typed, or for a code the person. The kind is ours alone, never read out of what was typed. */
export type Guess = { kind: 'password' | 'code' | 'reset' | 'email-link'; of: string }

const placeOf: Record<Guess['kind'], string> = {
  password: 'address',
  code: 'address',
  reset: 'reset-address',
  'email-link': 'email-link-address',
}

const subjects = ({ kind, of }: Guess, address: string) => [
  { subject: `${kind}:${of.toLowerCase()}|${address}`, most: WRONG_PER_ACCOUNT },
  // Who asks for letters for a whole branch, or opens old ones, has guessed nothing of a sign-in: that rests the asking alone.
  { subject: `${placeOf[kind]}:${address}`, most: WRONG_PER_ADDRESS },
  ...(kind === 'code' ? [{ subject: `code-person:${of}`, most: WRONG_CODES }] : []),
]

const WORDS: Record<Guess['kind'], (minutes: number) => string> = {
  password: (minutes) => `Too many wrong passwords. Rest for ${minutes} minutes, then try again. The email is kept.`,
  code: (minutes) => `Too many wrong codes. Rest for ${minutes} minutes, then try again.`,
  'email-link': (minutes) => `Too many links that are none. Rest for ${minutes} minutes, then open yours again.`,
  reset: (minutes) =>
    `Too many letters were asked for from here. Look into your mail; after ${minutes} minutes you can ask again. The email is kept.`,
}

/** @throws Problem too-many while the account or the address rests. */
export async function guessAllowed(tx: TxCtx, guess: Guess, address: string): Promise<void> {
  const names = subjects(guess, address).map((one) => one.subject)
  const row = await tx.db
    .selectFrom('sign_in_guess')
    .select('rest_until')
    .where('subject', 'in', names)
    .where('rest_until', '>', tx.now)
    .orderBy('rest_until', 'desc')
    .executeTakeFirst()
  if (!row?.rest_until) return
  const seconds = (row.rest_until.getTime() - tx.now.getTime()) / 1000
  throw new Problem('too-many', WORDS[guess.kind](Math.ceil(seconds / 60)), { extra: { retryAfterSeconds: seconds } })
}

/** Notes a wrong guess; answers how many tries are left before a rest. */
export async function guessedWrong(tx: TxCtx, guess: Guess, address: string): Promise<number> {
  let left = Number.POSITIVE_INFINITY
  for (const { subject, most } of subjects(guess, address)) {
    const row = await sql<{ wrong: number }>`
      insert into sign_in_guess as g (subject, wrong, first_at) values (${subject}, 1, ${tx.now})
      on conflict (subject) do update set
        wrong = case when g.first_at < ${tx.now}::timestamptz - make_interval(mins => ${REST_MINUTES}) then 1 else g.wrong + 1 end,
        first_at = case when g.first_at < ${tx.now}::timestamptz - make_interval(mins => ${REST_MINUTES}) then ${tx.now} else g.first_at end
      returning wrong`.execute(tx.db)
    const wrong = row.rows[0]!.wrong
    left = Math.min(left, most - wrong)
    if (wrong >= most) {
      const rest = new Date(tx.now.getTime() + REST_MINUTES * 60_000)
      await tx.db
        .updateTable('sign_in_guess')
        .set({ rest_until: rest, wrong: 0 })
        .where('subject', '=', subject)
        .execute()
    }
  }
  return Math.max(0, left)
}

/** A right password clears the account, not the address: who knows one password may still be guessing others. */
export const guessedRight = (tx: TxCtx, guess: Guess, address: string) =>
  tx.db.deleteFrom('sign_in_guess').where('subject', '=', subjects(guess, address)[0]!.subject).execute()
