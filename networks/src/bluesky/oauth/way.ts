/**
 * The protocol's library speaks only through our guarded `http`, and what it throws becomes one of our troubles. A way belongs to one call.
 */
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  customFetch,
  isDPoPNonceError,
  OperationProcessingError,
  ResponseBodyError,
  UnsupportedOperationError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import { fromHttpFailure, rawOf, timeLeft } from '../../failure.ts'
import { HttpFailure, type Response } from '../../http.ts'
import { isHere } from '../../origin.ts'
import type { Call, Failure, Trouble } from '../../port.ts'
import { troubleOf } from '../trouble.ts'

/** Documents and tokens are small; a server that is slower or says more is not one. */
const MOST_MS = 10_000
const MOST_BYTES = 128 * 1024

/** What the library is given with each request. */
export interface Way {
  options: { [customFetch]: CustomFetch; [allowInsecureRequests]: boolean; signal: AbortSignal }
  /** The last answer that came, for the records. */
  last: Response | null
}
type CustomFetch = (url: string, init: Init) => Promise<globalThis.Response>
interface Init {
  method: string
  headers: Record<string, string>
  body?: unknown
}

/** Plain http only where the guard lets it pass at all: on this machine, for tests. Secrets cross the net in TLS only. */
export function insecureAllowed(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'http:' && isHere(url.hostname)
}

/** @param server whose documents are asked; only on this machine without TLS */
export function wayTo(call: Call, server: string): Way {
  const way: Way = {
    last: null,
    options: {
      signal: call.signal,
      [allowInsecureRequests]: insecureAllowed(server),
      async [customFetch](url, { method, headers, body }) {
        const timeoutMs = timeLeft(call, MOST_MS)
        if (timeoutMs <= 0) throw new HttpFailure('none', 'timeout', 'no time was left to ask')
        way.last = await call.http.send({
          method: method as 'GET' | 'POST',
          url,
          headers,
          ...(body === undefined || body === null ? {} : { body: String(body) }),
          timeoutMs,
          maxBytes: MOST_BYTES,
          signal: call.signal,
        })
        return asWeb(way.last)
      },
    },
  }
  return way
}

/** The library knows the web's own Response. `bare`: its body is of no interest to it. */
export function asWeb({ status, headers, body }: Response, bare = false): globalThis.Response {
  if (status < 200 || status > 599) throw new OperationProcessingError(`status ${status}`)
  const empty = bare || [204, 205, 304].includes(status)
  return new globalThis.Response(empty ? null : new Uint8Array(body), { status, headers })
}

/**
 * Does it, and once more if the server wanted another nonce in the proof (RFC 9449, 8): that answer came instead of the act.
 * Never throws for anything that the network does.
 * @param secrets are taken out of what is kept
 */
export async function through<T>(
  call: Call,
  way: Way,
  work: () => Promise<T>,
  secrets: string[] = [],
): Promise<Outcome<T, Failure>> {
  try {
    return good(await onceMore(work))
  } catch (error) {
    if (error instanceof HttpFailure) return bad(fromHttpFailure(error))
    const told = troubleIn(error, call, way.last)
    if (!told) throw error
    return bad({ ...told, sent: 'maybe', ...(way.last && { raw: rawOf(way.last, call.clock(), secrets) }) })
  }
}

async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isDPoPNonceError(error)) throw error
    return work()
  }
}

/** null: a fault of ours, which must not be hidden. */
function troubleIn(error: unknown, call: Call, last: Response | null): { trouble: Trouble; rejected: boolean } | null {
  if (error instanceof ResponseBodyError) return saidNo(error.error, error.error_description, call, last)
  if (error instanceof AuthorizationResponseError) return saidNo(error.error, error.error_description, call, null)
  if (
    error instanceof WWWAuthenticateChallengeError ||
    error instanceof OperationProcessingError ||
    error instanceof UnsupportedOperationError
  ) {
    if (last && (last.status === 429 || last.status >= 500))
      return troubleOf(call, { status: last.status, headers: last.headers, error: null })
    return {
      trouble: { kind: 'garbled', reason: `its sign-in does not follow the protocol (${error.message})` },
      rejected: false,
    }
  }
  return null
}

/** RFC 6749, 5.2 and 4.1.2.1, RFC 9449 and RFC 9126: an error document came instead of the act. */
function saidNo(name: string, told: string | undefined, call: Call, last: Response | null) {
  const reason = told || name
  if (last && (last.status === 429 || last.status >= 500))
    return troubleOf(call, { status: last.status, headers: last.headers, error: null })
  const trouble: Trouble =
    name === 'invalid_grant' || name === 'invalid_token' || name === 'invalid_dpop_proof'
      ? { kind: 'sign-in-again' }
      : name === 'temporarily_unavailable' || name === 'server_error' || name === 'use_dpop_nonce'
        ? { kind: 'down', reason }
        : name === 'invalid_client' || name === 'unauthorized_client' || name === 'invalid_client_metadata'
          ? { kind: 'not-allowed', reason: `the server does not take this installation (${reason})` }
          : name === 'access_denied'
            ? { kind: 'not-allowed', reason }
            : { kind: 'refused', reason }
  return { trouble, rejected: true }
}
