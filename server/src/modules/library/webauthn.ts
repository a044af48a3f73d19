/** Passkeys (Web Authentication Level 3) by a library: what a browser is asked, and whether its answer holds. */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Ctx } from '#app/ctx.ts'
import { badInput, Problem } from '#app/problem.ts'

/** Loaded when the first passkey is asked for: a start without passkeys need not wait for it. */
const library = () => import('@simplewebauthn/server')

export interface Place {
  /** The relying party: the host's name, without the port. */
  id: string
  /** Where the page may have been. */
  origins: string[]
}
export type { AuthenticationResponseJSON, RegistrationResponseJSON }
export type RegisterOptions = PublicKeyCredentialCreationOptionsJSON
export type SignInOptions = PublicKeyCredentialRequestOptionsJSON

/**
 * The public address decides; without one, the host that the browser asked. A passkey belongs to a name, never to a number.
 * @throws Problem conflict where the address is a number
 */
export function placeOf(ctx: Pick<Ctx, 'config'>, origin: string): Place {
  const { host, hostname } = new URL(ctx.config.publicUrl ?? origin)
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('['))
    throw new Problem(
      'conflict',
      'Passkeys need an address with a name, and this one is a number. On this machine, open Shelftalker at localhost.',
      { extra: { code: 'no-name' } },
    )
  // Behind a proxy that speaks TLS the request itself came by http; the browser names the host in both.
  const origins = ctx.config.publicUrl ? [new URL(ctx.config.publicUrl).origin] : [`http://${host}`, `https://${host}`]
  return { id: hostname, origins }
}

export interface Known {
  id: string
  transports: string[]
}

export const askToRegister = async (
  place: Place,
  person: { id: string; name: string; email: string },
  known: Known[],
): Promise<RegisterOptions> =>
  (await library()).generateRegistrationOptions({
    rpName: 'Shelftalker',
    rpID: place.id,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known,
    // Found by the device itself, so that nobody types an email.
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    timeout: 300_000,
  })

/** Without `known` the device offers what it has for this place. */
export const askToSign = async (place: Place, known: Known[] = []): Promise<SignInOptions> =>
  (await library()).generateAuthenticationOptions({
    rpID: place.id,
    allowCredentials: known,
    userVerification: 'preferred',
    timeout: 300_000,
  })

/** The challenge that an answer says it signs: looked up first, checked with the signature. @throws Problem bad-input */
export function challengeIn(answer: { response: { clientDataJSON: string } }): string {
  try {
    const data = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString('utf8')) as {
      challenge?: unknown
    }
    if (typeof data.challenge === 'string') return data.challenge
  } catch {
    // said below
  }
  throw badInput('passkey', 'garbled', 'The browser’s answer could not be read. Try again.')
}

export interface NewCredential {
  id: string
  publicKey: Buffer
  counter: number
  transports: string[]
}

/** @throws Problem bad-input where signature, place or challenge do not hold. */
export async function readNewPasskey(
  ctx: Ctx,
  place: Place,
  challenge: string,
  answer: RegistrationResponseJSON,
): Promise<NewCredential> {
  const found = await (await library())
    .verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: place.origins,
      expectedRPID: place.id,
      requireUserVerification: false,
    })
    .catch((error: unknown) => refused(ctx, error))
  if (!found?.verified) throw badInput('passkey', 'refused', 'This passkey does not belong to this place. Try again.')
  const { credential } = found.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (answer.response.transports ?? []).slice(0, 10),
  }
}

/** null where signature, place or challenge do not hold. The counter is the caller's to compare. */
export async function readSigned(
  ctx: Ctx,
  place: Place,
  challenge: string,
  answer: AuthenticationResponseJSON,
  passkey: { credential_id: string; public_key: Buffer },
): Promise<{ counter: number; verified: boolean } | null> {
  const found = await (await library())
    .verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: place.origins,
      expectedRPID: place.id,
      requireUserVerification: false,
      credential: { id: passkey.credential_id, publicKey: new Uint8Array(passkey.public_key), counter: 0 },
    })
    .catch((error: unknown) => refused(ctx, error))
  return found?.verified
    ? { counter: found.authenticationInfo.newCounter, verified: found.authenticationInfo.userVerified }
    : null
}

/** Why is for the host's log; who tries is told only that it did not work. */
function refused(ctx: Ctx, error: unknown): null {
  ctx.log.info('a passkey was refused', { why: error instanceof Error ? error.message.slice(0, 200) : 'unknown' })
  return null
}
