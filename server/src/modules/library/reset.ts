/** A forgotten password: a link by mail, once, within the hour. Whoever asks learns nothing about who has an account here. */
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import { type Guess, guessAllowed, guessedWrong } from './guesses.ts'
import { resetLetter } from './letters.ts'
import { tellOwner } from './own.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { setPassword } from './set-password.ts'

/** How long a link is good. */
export const RESET_MINUTES = 60
/** Letters to one person within the hour; further asking is answered like the rest and sends nothing. */
const LETTERS_AN_HOUR = 3

interface Wanted {
  id: string
  email: string
  language: string
}

/**
 * Answers nothing, whether the email is known or not; the letter goes out after the answer, so that its time tells nothing either.
 * @returns `sent`: resolves when the letter is out, or never was to be
 */
export async function askReset(
  ctx: Ctx,
  email: string,
  address: string,
  origin: string,
): Promise<{ sent: Promise<void> }> {
  const guess: Guess = { kind: 'reset', of: email }
  // On its own: the letter is made after the answer, when a transaction of the caller would be over.
  const bare = { ...ctx, library: null, tx: null }
  await look(bare, (tx) => guessAllowed(tx, guess, address))
  await inTx(bare, 'askReset', (tx) => guessedWrong(tx, guess, address))
  return { sent: sendReset(bare, email, origin) }
}

async function sendReset(ctx: Ctx, email: string, origin: string): Promise<void> {
  try {
    const made = await inTx(ctx, 'sendReset', async (tx) => {
      const person = await tx.db
        .selectFrom('person')
        .select(['id', 'email', 'language'])
        .where('email', '=', email)
        .where('left_at', 'is', null)
        .executeTakeFirst()
      return person && (await makeLink(tx, person))
    })
    if (made)
      await ctx.mail.send(
        resetLetter({
          ...made,
          id: nameOf(made.token),
          link: `${origin}/app/reset/${made.token}`,
          minutes: RESET_MINUTES,
        }),
      )
  } catch (error) {
    ctx.log.error('a reset could not be mailed', { error })
  }
}

async function makeLink(tx: TxCtx, person: Wanted): Promise<(Wanted & { token: string }) | undefined> {
  const hourAgo = new Date(tx.now.getTime() - RESET_MINUTES * 60_000)
  const { asked } = await tx.db
    .selectFrom('reset_link')
    .select((it) => it.fn.countAll<string>().as('asked'))
    .where('person_id', '=', person.id)
    .where('created_at', '>', hourAgo)
    .executeTakeFirstOrThrow()
  if (Number(asked) >= LETTERS_AN_HOUR) return undefined
  return { ...person, ...(await makeResetLink(tx, person.id)) }
}

export async function makeResetLink(tx: TxCtx, person: string): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(tx.now.getTime() + RESET_MINUTES * 60_000)
  await tx.db
    .insertInto('reset_link')
    .values({ hash: digestOf(token), person_id: person, created_at: tx.now, expires_at: expiresAt })
    .execute()
  return { token, expiresAt }
}

/** Names a letter without telling the link. */
const nameOf = (token: string): string => digestOf(`letter ${token}`).toString('hex').slice(0, 16)

const spent = () => new Problem('not-found', 'This link has been used, or its hour is over. Ask for a new one.')

/** Whose password it is, so that a password manager keeps the new one in the right place. */
export async function readReset(ctx: Ctx, token: string): Promise<{ email: string }> {
  const row = await look(ctx, (tx) =>
    tx.db
      .selectFrom('reset_link')
      .innerJoin('person', 'person.id', 'person_id')
      .select('email')
      .where('hash', '=', digestOf(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', tx.now)
      .where('left_at', 'is', null)
      .executeTakeFirst(),
  )
  if (!row) throw spent()
  return row
}

/** A new password. All sessions end; that a second step is asked for stays as it is. @throws Problem not-found, bad-input */
export async function resetPassword(ctx: Ctx, input: { token: string; password: string }): Promise<void> {
  const { email } = await readReset(ctx, input.token)
  checkPassword(input.password, 'password', email)
  const hash = await hashPassword(input.password)
  const person = await inTx({ ...ctx, library: null, tx: null }, 'resetPassword', async (tx) => {
    const link = await tx.db
      .updateTable('reset_link')
      .set({ used_at: tx.now })
      .where('hash', '=', digestOf(input.token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', tx.now)
      .returning('person_id')
      .executeTakeFirst()
    if (!link) throw spent()
    await setPassword(tx, link.person_id, hash, null)
    return link.person_id
  })
  await tellOwner(ctx, person, 'passwordByLink', nameOf(input.token))
}
