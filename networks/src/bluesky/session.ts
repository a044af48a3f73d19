/**
 * Signed in by an app password, or in the browser (oauth/). With an app password the access token lives about two hours, the refresh token
 * about ninety days, and the app password, which is kept, signs in again after both.
 */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import { failed } from '../failure.ts'
import type { Account, Call, Failure } from '../port.ts'
import { boundToken, RENEW_AHEAD_MS, refreshed, tokensOf } from './oauth/tokens.ts'
import { isStale } from './trouble.ts'
import { didDocument, pdsEntry, type SessionAnswer, session } from './wire.ts'
import { ask, type BoundToken, type Reply } from './xrpc.ts'

interface Session {
  did: string
  token: string | BoundToken
  /** Where the account's repository lives: the PDS itself, where an entrance (bsky.social) named it. */
  base: string
  /** What must not be kept if the server echoes it. */
  secrets: string[]
}

/** What is kept of an account, encrypted by the caller. */
export function secretOf(identifier: string, appPassword: string, answer: SessionAnswer): JsonObject {
  const { accessJwt, refreshJwt } = answer
  return { identifier, appPassword, accessJwt, refreshJwt, pds: pdsOf(answer.didDoc) }
}

/** The origin of the account's own PDS; null if the document doesn't name one that is reached by https. */
function pdsOf(document: unknown): string | null {
  const parsed = didDocument.safeParse(document)
  if (!parsed.success) return null
  const url = URL.parse(pdsEntry(parsed.data) ?? '')
  return url?.protocol === 'https:' ? url.origin : null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Where to ask about the account's records; works without a token. */
export function baseOf(account: Account): string {
  return text(account.secret.pds) || account.server
}

function sessionOf(account: Account): Session {
  const base = baseOf(account)
  const tokens = tokensOf(account.secret)
  if (tokens)
    return { did: account.id, token: boundToken(tokens), base, secrets: [tokens.accessToken, tokens.refreshToken] }
  const { accessJwt, refreshJwt, appPassword } = account.secret
  const secrets = [text(accessJwt), text(refreshJwt), text(appPassword)].filter((one) => one !== '')
  return { did: account.id, token: text(accessJwt), base, secrets }
}

/** True if the access token is good for some minutes; one that doesn't say is left to the server. */
function isFresh(secret: JsonObject, now: Date): boolean {
  const tokens = tokensOf(secret)
  const token = text(secret.accessJwt)
  const left = tokens ? Date.parse(tokens.endsAt) - now.getTime() : lifeLeft(token, now)
  return (tokens !== null || token !== '') && (left === null || left > RENEW_AHEAD_MS)
}

/** Milliseconds that a token still lives, by its own `exp`; null for a token that doesn't say (then the server will). */
export function lifeLeft(jwt: string, now: Date): number | null {
  const payload = payloadOf(jwt)
  return typeof payload?.exp === 'number' ? payload.exp * 1000 - now.getTime() : null
}

/** What a token says of itself, unverified; null if it isn't a JWT. */
export function payloadOf(jwt: string): Record<string, unknown> | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
    return payload !== null && typeof payload === 'object' ? (payload as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** A session whose token is good for some minutes, renewed if needed. */
export async function signedIn(call: Call, account: Account): Promise<Outcome<Session, Failure>> {
  return isFresh(account.secret, call.clock()) ? good(sessionOf(account)) : renew(call, account)
}

/**
 * A fresh session, kept. One at a time for an account: a refresh token is good once, and two that use it end the sign-in. Who waited for
 * another's renewal takes what that brought.
 */
export async function renew(call: Call, account: Account): Promise<Outcome<Session, Failure>> {
  const before = tokenIn(account.secret)
  const alone = account.renewAlone ?? aloneHere(account)
  const done = await alone(async (now) => {
    if (tokenIn(now.secret) !== before && isFresh(now.secret, call.clock())) {
      account.secret = now.secret
      return { secret: null, trouble: null }
    }
    const outcome = tokensOf(now.secret)
      ? await refreshed(call, now, account.id)
      : await renewedByPassword(call, account, now.secret)
    if (!outcome.ok) return { secret: null, trouble: outcome.trouble }
    account.secret = outcome.value
    return { secret: outcome.value, trouble: null }
  })
  if (done === null)
    return failed({ kind: 'down', reason: 'the sign-in is being renewed elsewhere' }, { sent: 'none', rejected: false })
  return done.trouble ? bad(done.trouble) : good(sessionOf(account))
}

const tokenIn = (secret: JsonObject): string => tokensOf(secret)?.accessToken ?? text(secret.accessJwt)

/** For an account that nobody else knows yet. */
const aloneHere =
  (account: Account): NonNullable<Account['renewAlone']> =>
  async (work) => {
    const done = await work({ secret: account.secret, client: null })
    if (done.secret) await account.keep(done.secret)
    return done
  }

/** By the refresh token, or by the app password. */
async function renewedByPassword(call: Call, account: Account, now: JsonObject): Promise<Outcome<JsonObject, Failure>> {
  const { refreshJwt, accessJwt, appPassword, identifier } = now
  let answer: Reply<SessionAnswer> | null = null
  if (text(refreshJwt) !== '')
    answer = await ask(call, {
      base: account.server,
      nsid: 'com.atproto.server.refreshSession',
      token: text(refreshJwt),
      guard: session,
      secrets: [text(accessJwt), text(refreshJwt), text(appPassword)].filter((one) => one !== ''),
    })
  // Only a token that is no longer taken is a reason to sign in anew; a server that is down is not. Where the refresh
  // token itself was revoked the app password may be too: the sign-in tells.
  if (answer === null || (!answer.ok && answer.failure.trouble.kind === 'sign-in-again'))
    answer = await signIn(call, account.server, account.id || text(identifier), text(appPassword))
  if (!answer.ok) return bad(answer.failure)
  if (account.id !== '' && answer.value.did !== account.id)
    return failed(
      { kind: 'not-allowed', reason: 'the server signed us in to another account' },
      { sent: 'maybe', rejected: false },
    )
  const secret = secretOf(text(identifier), text(appPassword), answer.value)
  // A refreshed session may come without the document: where the account lives is then as before.
  if (secret.pds === null && answer.value.didDoc === undefined) secret.pds = now.pds ?? null
  return good(secret)
}

export function signIn(
  call: Call,
  base: string,
  identifier: string,
  appPassword: string,
): Promise<Reply<SessionAnswer>> {
  return ask(call, {
    base,
    nsid: 'com.atproto.server.createSession',
    body: JSON.stringify({ identifier, password: appPassword }),
    guard: session,
    secrets: [appPassword],
  })
}

/**
 * Does something with a session, and once more with a fresh one if the server no longer took the token. That is safe
 * for a visible act too: a PDS checks the token before it looks at the request, and names the refusal (ExpiredToken and
 * its kin, status 400 or 401), so that the first request did nothing.
 */
export async function withSession<T>(
  call: Call,
  account: Account,
  act: (session: Session) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  const first = await signedIn(call, account)
  // Nothing of the act itself was sent.
  if (!first.ok) return { ok: false, name: null, failure: { ...first.trouble, sent: 'none' } }
  const reply = await act(first.value)
  if (reply.ok || !isStale(reply.name)) return reply
  const again = await renew(call, account)
  // The refusal of the act stands, whatever came of the renewal.
  if (!again.ok) return { ok: false, name: null, failure: { ...again.trouble, sent: 'maybe', rejected: true } }
  return act(again.value)
}
