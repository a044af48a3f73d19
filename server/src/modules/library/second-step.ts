/** The second step: set up with an authenticator app, asked after the password, taken away again. */
import { randomBytes } from 'node:crypto'
import { renderSVG } from 'uqr'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { badInput, conflict, notFound, Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf } from '#app/vault.ts'
import { challengeOver } from './challenges.ts'
import { type Guess, guessAllowed, guessedRight, guessedWrong } from './guesses.ts'
import { ownOf, tellOwner } from './own.ts'
import { makeRecoveryCodes, useRecoveryCode } from './recovery-codes.ts'
import { startSession } from './sessions.ts'
import { appAddress, base32, readCode, stepOf } from './totp.rules.ts'

/** RFC 4226 §4 recommends 160 bits. */
const SECRET_BYTES = 20

/** `qr`: an SVG of the same address, to photograph with the app. Nothing is on until a first code has come back. */
export async function beginSecondStep(
  ctx: Ctx,
  origin: string,
): Promise<{ secret: string; address: string; qr: string }> {
  const own = ownOf(ctx)
  return inTx(own, 'beginSecondStep', async (tx) => {
    const { email } = await tx.db
      .selectFrom('person')
      .select('email')
      .where('id', '=', own.actor.id)
      .executeTakeFirstOrThrow()
    const secret = randomBytes(SECRET_BYTES)
    const row = { secret: seal(tx, own.actor.id, secret), confirmed_at: null, last_step: 0, created_at: tx.now }
    const kept = await tx.db
      .insertInto('totp')
      .values({ person_id: own.actor.id, ...row })
      .onConflict((it) => it.column('person_id').doUpdateSet(row).where('totp.confirmed_at', 'is', null))
      .returning('person_id')
      .executeTakeFirst()
    if (!kept) throw conflict('The second step is on already. Turn it off first to use another app.', { code: 'on' })
    const text = base32(secret)
    const address = appAddress(text, email, new URL(origin).hostname)
    return { secret: text, address, qr: renderSVG(address, { border: 2 }) }
  })
}

/** On with the first right code. Answers the recovery codes, this once. @throws Problem bad-input, conflict */
export async function confirmSecondStep(ctx: Ctx, code: string): Promise<{ codes: string[] }> {
  const own = ownOf(ctx)
  const codes = await inTx(own, 'confirmSecondStep', async (tx) => {
    const row = await totpOf(tx, own.actor.id)
    if (!row) throw notFound('second step')
    if (row.confirmed_at) throw conflict('The second step is on already.', { code: 'on' })
    if (!(await useAppCode(tx, own.actor.id, readCode(code).code)))
      throw badInput(
        'code',
        'wrong',
        'This code does not fit. Wait for the next one, and look that the phone’s clock is right.',
      )
    await tx.db.updateTable('totp').set({ confirmed_at: tx.now }).where('person_id', '=', own.actor.id).execute()
    return makeRecoveryCodes(tx, own.actor.id)
  })
  await tellOwner(ctx, own.actor.id, 'stepOn', ctx.ids())
  return { codes }
}

export function renewRecoveryCodes(ctx: Ctx): Promise<{ codes: string[] }> {
  const own = ownOf(ctx)
  return inTx(own, 'renewRecoveryCodes', async (tx) => {
    if (!(await totpOf(tx, own.actor.id))?.confirmed_at) throw notFound('second step')
    return { codes: await makeRecoveryCodes(tx, own.actor.id) }
  })
}

export async function removeSecondStep(ctx: Ctx): Promise<void> {
  const own = ownOf(ctx)
  await inTx(own, 'removeSecondStep', async (tx) => {
    const gone = await tx.db.deleteFrom('totp').where('person_id', '=', own.actor.id).executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw notFound('second step')
    await tx.db.deleteFrom('recovery_code').where('person_id', '=', own.actor.id).execute()
  })
  await tellOwner(ctx, own.actor.id, 'stepOff', ctx.ids())
}

/**
 * After the password: a code of the app or from paper. A wrong one leaves the five minutes running; guesses are limited as for
 * passwords, for the person as a whole too: who knows the password could come from many addresses.
 * @throws Problem not-signed-in with `triesLeft`, conflict `challenge-over`, too-many
 */
export async function takeSecondStep(
  ctx: Ctx,
  input: { secondStep: string; code: string; address: string; userAgent: string },
): Promise<{ person: string; token: string; seconds: number; shared: boolean }> {
  const bare = { ...ctx, library: null, tx: null }
  const challenge = digestOf(input.secondStep).toString('base64url')
  const asked = await look(bare, async (tx) => {
    const row = await openStep(tx, challenge)
    await guessAllowed(tx, codeOf(row.person), input.address)
    return row
  })
  const { kind, code } = readCode(input.code)
  const done = await inTx(bare, 'secondStep', async (tx) => {
    // Asked again: guesses made at the same moment must not slip past the rest.
    await guessAllowed(tx, codeOf(asked.person), input.address)
    const right =
      kind === 'app' ? await useAppCode(tx, asked.person, code) : await useRecoveryCode(tx, asked.person, code)
    if (!right) return { triesLeft: await guessedWrong(tx, codeOf(asked.person), input.address) }
    const gone = await tx.db
      .deleteFrom('challenge')
      .where('challenge', '=', challenge)
      .where('purpose', '=', 'second-step')
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw challengeOver()
    await guessedRight(tx, codeOf(asked.person), input.address)
    return startSession(tx, asked.person, asked.shared, input.userAgent)
  })
  if ('triesLeft' in done) {
    if (done.triesLeft === 0) await look(bare, (tx) => guessAllowed(tx, codeOf(asked.person), input.address))
    throw new Problem(
      'not-signed-in',
      'This code does not fit, or was used before. Wait for the next one and type it.',
      {
        extra: { triesLeft: done.triesLeft },
      },
    )
  }
  if (kind === 'recovery') await tellOwner(ctx, asked.person, 'code', ctx.ids())
  return { person: asked.person, shared: asked.shared, ...done }
}

const codeOf = (person: string): Guess => ({ kind: 'code', of: person })

async function openStep(tx: TxCtx, challenge: string): Promise<{ person: string; shared: boolean }> {
  const row = await tx.db
    .selectFrom('challenge')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['person_id', 'detail'])
    .where('challenge', '=', challenge)
    .where('purpose', '=', 'second-step')
    .where('expires_at', '>', tx.now)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!row?.person_id) throw challengeOver()
  return { person: row.person_id, shared: row.detail.sharedComputer === true }
}

const totpOf = (tx: TxCtx, person: string) =>
  tx.db
    .selectFrom('totp')
    .select(['secret', 'confirmed_at', 'last_step'])
    .where('person_id', '=', person)
    .executeTakeFirst()

/** The last step moves on by one update that decides: a code works once, also for two at the same moment. */
async function useAppCode(tx: TxCtx, person: string, code: string): Promise<boolean> {
  const row = await totpOf(tx, person)
  const step = row && stepOf(unseal(tx, person, row.secret), code, tx.now, Number(row.last_step))
  if (!row || step === null || step === undefined) return false
  const moved = await tx.db
    .updateTable('totp')
    .set({ last_step: step })
    .where('person_id', '=', person)
    .where('last_step', '<', String(step))
    .executeTakeFirst()
  return moved.numUpdatedRows > 0n
}

const seal = (ctx: Ctx, person: string, secret: Buffer): Buffer =>
  ctx.vault.seal({ secret: secret.toString('base64') }, `totp:${person}`)
/** After a restore with another key no secret opens. Paper still does: recovery codes are digests. */
function unseal(ctx: Ctx, person: string, sealed: Buffer): Buffer {
  try {
    return Buffer.from(String(ctx.vault.open(sealed, `totp:${person}`).secret), 'base64')
  } catch (error) {
    ctx.log.error('a second step does not open with the present key', { person, error })
    throw new Problem(
      'unavailable',
      'Codes of your app cannot be checked just now: this system has another key than before. Use a recovery code, then turn the second step off and on again.',
    )
  }
}
