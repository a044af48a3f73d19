/**
 * Another address to sign in with: asked for by who shows once more that it is her, and taken only by a link that was mailed to the new
 * address. Nobody learns by asking whether an address is somebody's: only its mailbox is told.
 */
import { sql } from 'kysely'
import { auditEach } from '#app/audit-each.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { badInput, conflict, Problem } from '#app/problem.ts'
import { inTx, lockFor, look } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import type { Letter } from '#mail/port.ts'
import { type Guess, guessAllowed, guessedWrong } from './guesses.ts'
import { confirmEmailLetter, emailNewsLetter } from './letters.ts'
import { ownOf } from './own.ts'

/** A mailbox that is new may be slow to be opened; by tomorrow nobody remembers having asked. */
export const EMAIL_LINK_HOURS = 24
/** Letters within the hour that one person asks for, and that one address gets, whoever asks. */
const LETTERS_AN_HOUR = 3
/** Links that are none, from one address of the network. */
const GUESS: Guess = { kind: 'email-link', of: 'any' }

export interface AskedEmail {
  email: string
  expiresAt: Date
}

/**
 * The letter to the new address, and a word to the one that stands. Nothing has changed yet.
 * @throws Problem bad-input at `email`; too-many; conflict `no-mail` where this system sends no letters, unavailable where it could not
 */
export async function askEmailChange(ctx: Ctx, email: string, origin: string): Promise<AskedEmail> {
  const own = ownOf(ctx)
  if (ctx.mail.kind !== 'smtp')
    throw conflict('This system sends no letters, and a new address has to be confirmed by one. Ask your host.', {
      code: 'no-mail',
    })
  const token = newToken()
  const made = await inTx(own, 'askEmailChange', async (tx) => {
    const person = await tx.db
      .selectFrom('person')
      .select(['id', 'name', 'email', 'language'])
      .where('id', '=', own.actor.id)
      .where('left_at', 'is', null)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (person.email === email) throw badInput('email', 'same', 'This is your address already.')
    await checkRoom(tx, person.id, email)
    await withdrawEmailChanges(tx, person.id)
    const expiresAt = new Date(tx.now.getTime() + EMAIL_LINK_HOURS * 3_600_000)
    const link = { person_id: person.id, email, email_before: person.email, created_at: tx.now, expires_at: expiresAt }
    await tx.db
      .insertInto('email_change')
      .values({ hash: digestOf(token), ...link })
      .execute()
    return { person, expiresAt }
  })
  const { person, expiresAt } = made
  const id = nameOf(token)
  const link = `${origin}/app/new-email/${token}`
  try {
    await ctx.mail.send(confirmEmailLetter({ ...person, id, email, link, hours: EMAIL_LINK_HOURS }))
  } catch (error) {
    ctx.log.warn('the letter to a new address could not be mailed', { error })
    // Only this one: she may have asked for another address meanwhile.
    await inTx(own, 'cancelEmailChange', (tx) => withdraw(tx).where('hash', '=', digestOf(token)).execute())
    throw new Problem('unavailable', 'The letter could not be sent just now, so nothing has changed. Try again later.')
  }
  await tell(ctx, emailNewsLetter({ ...person, id, to: person.email, email, what: 'asked' }))
  return { email, expiresAt }
}

/** Whom one asks for letters to may be a stranger: also several people together cannot fill a mailbox. */
async function checkRoom(tx: TxCtx, person: string, email: string): Promise<void> {
  const since = new Date(tx.now.getTime() - 3_600_000)
  // Two who name one address at once come one after the other.
  await lockFor(tx, `email-change:${email.toLowerCase()}`)
  // Each count has a first of its own: when that is an hour old there is room again.
  const { rows } = await sql<{ first: Date }>`
    select min(created_at) as first from email_change
    cross join lateral (values (person_id = ${person}, 'hers'), (email = ${email}::citext, 'its')) about (so, whose)
    where created_at > ${since} and so group by whose having count(*) >= ${LETTERS_AN_HOUR}`.execute(tx.db)
  if (rows.length === 0) return
  const seconds = Math.max(...rows.map(({ first }) => (first.getTime() - since.getTime()) / 1000), 1)
  throw new Problem(
    'too-many',
    'Several letters about a new address are on their way already. Look into that mailbox; after an hour you can ask again.',
    { extra: { retryAfterSeconds: seconds } },
  )
}

/** What is asked for and still waits for its link; null: nothing. */
export async function emailChangeOf(tx: TxCtx, person: string): Promise<AskedEmail | null> {
  const row = await open(tx)
    .select(['email', 'expires_at as expiresAt'])
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row ?? null
}
const open = (tx: TxCtx) =>
  tx.db
    .selectFrom('email_change')
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', tx.now)

/** What is open is worth nothing from now on: at a new request, a new password, and whenever everybody is signed out. */
export const withdrawEmailChanges = (tx: TxCtx, person: string): Promise<unknown> =>
  withdraw(tx).where('person_id', '=', person).execute()
const withdraw = (tx: TxCtx) =>
  tx.db
    .updateTable('email_change')
    .set({ withdrawn_at: tx.now })
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)

/** Taking back what was not asked is no trouble. */
export async function cancelEmailChange(ctx: Ctx): Promise<void> {
  const own = ownOf(ctx)
  await inTx(own, 'cancelEmailChange', (tx) => withdrawEmailChanges(tx, own.actor.id))
}

const spent = () =>
  new Problem(
    'not-found',
    'This link has been used or taken back, or its day is over. Ask for a new one in the settings.',
  )
const bareOf = (ctx: Ctx): Ctx => ({ ...ctx, library: null, tx: null })

/** Whose link it is, and for which address; reading it changes nothing, since mail programs look ahead. @throws Problem not-found, too-many */
export async function readEmailLink(
  ctx: Ctx,
  token: string,
  address: string,
): Promise<{ name: string; email: string }> {
  const bare = bareOf(ctx)
  const row = await look(bare, async (tx) => {
    await guessAllowed(tx, GUESS, address)
    return open(tx)
      .innerJoin('person', 'person.id', 'person_id')
      .select(['person.name', 'email_change.email'])
      .where('hash', '=', digestOf(token))
      .where('left_at', 'is', null)
      .executeTakeFirst()
  })
  if (row) return row
  await inTx(bare, 'wrongEmailLink', (tx) => guessedWrong(tx, GUESS, address))
  throw spent()
}

/**
 * The address is another from now on. Sessions stay; links for a reset, which lie in the old mailbox, do not. The log of each of her
 * libraries has it, without the addresses.
 * @throws Problem not-found; conflict `other-person` where somebody else is signed in, `taken` where the address is another person's by now
 */
export async function changeEmail(ctx: Ctx, token: string, address: string): Promise<void> {
  const { email } = await readEmailLink(ctx, token, address)
  const done = await inTx(bareOf(ctx), 'changeEmail', (tx) => take(tx, ctx, token)).catch((error: unknown) => {
    // Somebody came in with this address between our look and our write.
    if ((error as { code?: string }).code === '23505') throw taken(email)
    throw error
  })
  await tell(ctx, emailNewsLetter({ ...done, id: nameOf(token), to: done.before, what: 'done' }))
}

async function take(tx: TxCtx, ctx: Ctx, token: string) {
  const link = await tx.db
    .updateTable('email_change')
    .set({ used_at: tx.now })
    .where('hash', '=', digestOf(token))
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .returning(['person_id', 'email', 'email_before'])
    .executeTakeFirst()
  if (!link) throw spent()
  const { person_id: person, email } = link
  if (ctx.actor.kind === 'person' && ctx.actor.id !== person)
    throw conflict(
      'This link belongs to somebody else than who is signed in here. Sign out first, then open it again.',
      {
        code: 'other-person',
      },
    )
  const other = tx.db.selectFrom('person').select('id').where('email', '=', email).where('id', '!=', person)
  if (await other.executeTakeFirst()) throw taken(email)
  const row = await tx.db
    .updateTable('person')
    .set({ email })
    .where('id', '=', person)
    // An address that was changed since is not changed back by an older letter.
    .where('email', '=', link.email_before)
    .where('left_at', 'is', null)
    .returning(['name', 'language'])
    .executeTakeFirst()
  if (!row) throw spent()
  await withdrawEmailChanges(tx, person)
  await tx.db.updateTable('reset_link').set({ used_at: tx.now }).where('person_id', '=', person).execute()
  await writeDown(tx, person)
  return { ...row, email, before: link.email_before }
}
const taken = (email: string) =>
  conflict(`Another account here has the address ${email}. Nothing has changed: ask for another address.`, {
    code: 'taken',
  })

/** In the transaction of the change itself, so that no log lacks it. */
async function writeDown(tx: TxCtx, person: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select app.libraries_of_person(${person}) as id`.execute(tx.db)
  const libraries = rows.map(({ id }) => id)
  await auditEach(tx, libraries, 'changeEmail', person, { kind: 'person', id: person })
}

/** Names a letter without telling the link. */
const nameOf = (token: string): string => digestOf(`letter ${token}`).toString('hex').slice(0, 16)

/** After the commit: it stands whether or not the letter about it goes out. */
async function tell(ctx: Ctx, letter: Letter): Promise<void> {
  try {
    await ctx.mail.send(letter)
  } catch (error) {
    ctx.log.error('the letter about another address was not mailed', { error })
  }
}
