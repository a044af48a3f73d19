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
const CODE = 'code:'

/** @param email or `code:<person>` for the second step */
const subjects = (email: string, address: string) => [
  { subject: `account:${email.toLowerCase()}|${address}`, most: WRONG_PER_ACCOUNT },
  { subject: `address:${address}`, most: WRONG_PER_ADDRESS },
  ...(email.startsWith(CODE) ? [{ subject: email, most: WRONG_CODES }] : []),
]

/** @throws Problem too-many while the account or the address rests. */
export async function guessAllowed(tx: TxCtx, email: string, address: string): Promise<void> {
  const names = subjects(email, address).map((one) => one.subject)
  const row = await tx.db
    .selectFrom('sign_in_guess')
    .select('rest_until')
    .where('subject', 'in', names)
    .where('rest_until', '>', tx.now)
    .orderBy('rest_until', 'desc')
    .executeTakeFirst()
  if (!row?.rest_until) return
  const seconds = (row.rest_until.getTime() - tx.now.getTime()) / 1000
  throw new Problem(
    'too-many',
    `Too many wrong ${email.startsWith(CODE) ? 'codes' : 'passwords'}. Rest for ${Math.ceil(seconds / 60)} minutes, then try again.${email.startsWith(CODE) ? '' : ' The email is kept.'}`,
    { extra: { retryAfterSeconds: seconds } },
  )
}

/** Notes a wrong guess; answers how many tries are left before a rest. */
export async function guessedWrong(tx: TxCtx, email: string, address: string): Promise<number> {
  let left = Number.POSITIVE_INFINITY
  for (const { subject, most } of subjects(email, address)) {
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
export const guessedRight = (tx: TxCtx, email: string, address: string) =>
  tx.db.deleteFrom('sign_in_guess').where('subject', '=', subjects(email, address)[0]!.subject).execute()
