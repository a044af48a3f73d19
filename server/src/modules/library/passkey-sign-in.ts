/** In by a passkey, without an email: the device says whose it is, and its signature proves it. */
import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { keepChallenge, takeChallenge } from './challenges.ts'
import { tellOwner } from './own.ts'
import { type AfterFirst, enter } from './sign-in.ts'
import {
  type AuthenticationResponseJSON,
  askToSign,
  challengeIn,
  placeOf,
  readSigned,
  type SignInOptions,
} from './webauthn.ts'

export async function beginPasskeySignIn(ctx: Ctx, origin: string): Promise<SignInOptions> {
  const options = await askToSign(placeOf(ctx, origin))
  await inTx({ ...ctx, library: null }, 'beginPasskeySignIn', (tx) =>
    keepChallenge(tx, options.challenge, 'sign-in', null),
  )
  return options
}

/** A device that asked for no finger and no PIN is one factor: who has turned the second step on is asked for it. */
export async function signInByPasskey(
  ctx: Ctx,
  input: { passkey: AuthenticationResponseJSON; sharedComputer: boolean; userAgent: string },
  origin: string,
): Promise<AfterFirst> {
  const challenge = challengeIn(input.passkey)
  await takeChallenge(ctx, challenge, 'sign-in', null)
  const used = await usePasskey(ctx, challenge, input.passkey, origin)
  if (!used)
    throw new Problem('not-signed-in', 'This passkey is not known here. Sign in another way, or use another passkey.', {
      extra: { code: 'unknown-passkey' },
    })
  return inTx({ ...ctx, library: null }, 'signIn', (tx) => enter(tx, used.person, { ...input, strong: used.verified }))
}

/**
 * Checks the signature and moves the counter on. A counter that goes back means that the passkey exists twice: it is refused,
 * and its owner is told by mail (Web Authentication §6.1.1). null: it does not hold.
 */
export async function usePasskey(
  ctx: Ctx,
  challenge: string,
  answer: AuthenticationResponseJSON,
  origin: string,
): Promise<{ person: string; verified: boolean } | null> {
  const passkey = await look({ ...ctx, library: null, tx: null }, (tx) =>
    tx.db
      .selectFrom('passkey')
      .innerJoin('person', 'person.id', 'person_id')
      .select(['passkey.id', 'credential_id', 'public_key', 'person_id', 'passkey.name'])
      .where('credential_id', '=', answer.id)
      .where('left_at', 'is', null)
      .executeTakeFirst(),
  )
  const signed = passkey && (await readSigned(ctx, placeOf(ctx, origin), challenge, answer, passkey))
  if (!passkey || !signed) return null
  const moved = await inTx({ ...ctx, library: null, tx: null }, 'usePasskey', (tx) =>
    tx.db
      .updateTable('passkey')
      .set({ counter: signed.counter, last_used_at: tx.now })
      .where('id', '=', passkey.id)
      .where(sql<boolean>`(counter = 0 and ${signed.counter}::bigint = 0) or counter < ${signed.counter}::bigint`)
      .executeTakeFirst(),
  )
  if (moved.numUpdatedRows === 0n) {
    await tellOwner(ctx, passkey.person_id, 'passkeyCopied', challenge.slice(0, 12), passkey.name)
    return null
  }
  return { person: passkey.person_id, verified: signed.verified }
}
