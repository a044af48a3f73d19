/**
 * Bluesky's errors in our words. Names are those of the lexicons and of the reference PDS; an XRPC error with a 4xx
 * status is answered instead of the act, never after it, so that it proves that nothing was done. A 5xx proves nothing.
 */
import type { Call, Trouble } from '../port.ts'

/** The access token is not taken: a fresh one may be. */
const STALE = new Set([
  'ExpiredToken',
  'InvalidToken',
  'invalid_token',
  'AuthMissing',
  'MissingJwt',
  'BadJwt',
  'UntrustedIss',
])
const BARRED: Record<string, string> = {
  AccountTakedown: 'Bluesky has taken this account down',
  AccountSuspended: 'Bluesky has suspended this account',
  AccountDeactivated: 'this account is deactivated',
  RepoTakendown: 'Bluesky has taken this account down',
  RepoSuspended: 'Bluesky has suspended this account',
  RepoDeactivated: 'this account is deactivated',
}
/** About the pictures, not the text. BlobNotFound is another matter: see below. */
const PICTURE = new Set(['BlobTooLarge', 'PayloadTooLarge', 'InvalidMimeType', 'InvalidSize'])
/** How long we wait where a server says that it is too fast, but not until when. */
const UNTOLD_WAIT_MS = 5 * 60_000

interface Answered {
  status: number
  headers: Record<string, string>
  error: { error: string; message?: string | undefined } | null
}

/** True if this answer means that the access token is stale, so that the same request may be sent again with a fresh one. */
export function isStale(name: string | null): boolean {
  return name !== null && STALE.has(name)
}

/** The trouble behind an answer that is not 2xx, and whether it is a documented rejection. */
export function troubleOf(call: Call, answered: Answered): { trouble: Trouble; rejected: boolean } {
  const { status, error, headers } = answered
  if (status === 429) return { trouble: { kind: 'too-fast', retryAt: retryAt(call, headers) }, rejected: true }
  if (status >= 500) return { trouble: { kind: 'down', reason: `the server answered ${status}` }, rejected: false }
  // A 4xx without an XRPC error came from a proxy in between: nobody knows what it did with the request.
  if (status < 400 || error === null)
    return {
      trouble: { kind: 'garbled', reason: `an answer with status ${status} that isn't Bluesky's` },
      rejected: false,
    }
  return { trouble: named(status, error), rejected: true }
}

function named(status: number, { error, message }: { error: string; message?: string | undefined }): Trouble {
  const reason = message || error
  const barred = BARRED[error]
  if (barred) return { kind: 'not-allowed', reason: barred }
  if (error === 'AccountNotFound' || error === 'RepoNotFound') return { kind: 'gone', what: 'account' }
  if (error === 'RecordNotFound') return { kind: 'gone', what: 'post' }
  // Uploaded pictures that no record mentions are thrown away after a while. The next `prepare` uploads them again.
  if (error === 'BlobNotFound') return { kind: 'down', reason: 'the server no longer has the uploaded pictures' }
  // RFC 9449, 9: it wants another nonce than the one that it had just given. The sign-in is well.
  if (error === 'use_dpop_nonce') return { kind: 'down', reason }
  if (STALE.has(error) || status === 401) return { kind: 'sign-in-again' }
  if (status === 403) return { kind: 'not-allowed', reason }
  if (PICTURE.has(error) || status === 413) return { kind: 'refused', reason, field: 'media' }
  const field = /\btext\b|grapheme/i.test(reason) ? 'text' : /image|blob|alt\b/i.test(reason) ? 'media' : undefined
  return field ? { kind: 'refused', reason, field } : { kind: 'refused', reason }
}

/** A server's clock that is nearer than this is taken to be ours. */
const SAME_CLOCK_MS = 60_000

/**
 * When it may be tried again, in the caller's time. `ratelimit-reset` is in seconds of the server's own clock (the
 * reference PDS sends it, and no `retry-after`): taken as it stands, unless the answer's `date` shows another clock.
 */
function retryAt(call: Call, headers: Record<string, string>): Date {
  const now = call.clock().getTime()
  const reset = Number(headers['ratelimit-reset']) * 1000
  if (reset > 0) {
    const apart = now - Date.parse(headers.date ?? '')
    return new Date(Math.abs(apart) > SAME_CLOCK_MS ? reset + apart : reset)
  }
  const after = Number(headers['retry-after'])
  return new Date(now + (after > 0 ? after * 1000 : UNTOLD_WAIT_MS))
}
