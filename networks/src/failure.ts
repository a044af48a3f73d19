/**
 * How a trouble is told, the same for all adapters: what came over the wire, without secrets, and whether the act can
 * have happened. An adapter decides only which of its network's answers are documented rejections.
 */
import { bad } from '@shelftalker/shared/outcome.ts'
import { HttpFailure, type Response } from './http.ts'
import type { Call, Failure, RawAnswer, Trouble } from './port.ts'

/** Bytes of an answer that are kept for the records. */
const RAW_BYTES = 16 * 1024
/** Names of fields whose value is a secret, in JSON or in a form, in the families that we speak to. */
const SECRET_FIELD =
  /("?(?:access_?token|refresh_?token|accessJwt|refreshJwt|client_?secret|password|authorization|code_?verifier|id_token|token)"?\s*[:=]\s*"?)(?!\s*(?:null|true|false)\b)[^"&,\s}]+/gi
const BEARER = /\b(Bearer|Basic|DPoP)\s+[A-Za-z0-9\-._~+/=]+/g
const JWT = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g

/**
 * Takes secrets out of a text that is kept or shown: fields with a secret's name, bearer headers, JWTs, and every
 * string in `known` (a server may echo the very token that it was sent).
 */
export function redact(text: string, known: string[] = []): string {
  let clean = text.replace(SECRET_FIELD, '$1[removed]').replace(BEARER, '$1 [removed]').replace(JWT, '[removed]')
  for (const secret of known) if (secret.length >= 6) clean = clean.replaceAll(secret, '[removed]')
  return clean
}

/** Status and body as they came, cut to 16 KiB, without secrets. `known` as for `redact`. */
export function rawOf(response: Response, at: Date, known: string[] = []): RawAnswer {
  // Cut after redacting: a secret that is cut in half would no longer be recognised.
  const body = redact(response.text().slice(0, 2 * RAW_BYTES), known)
  return {
    status: response.status,
    body: new TextDecoder().decode(new TextEncoder().encode(body).subarray(0, RAW_BYTES)),
    at: at.toISOString(),
  }
}

/** The failed answer of an adapter. */
export function failed(
  trouble: Trouble,
  wire: { sent: Failure['sent']; rejected: boolean; raw?: RawAnswer },
): { ok: false; trouble: Failure } {
  return bad({ trouble, ...wire })
}

/**
 * What a request that got no whole answer means. Where bytes may have left, the trouble is `unknown`; for a call
 * that changes nothing the caller may read it as `down`.
 * @throws the error itself if it isn't an `HttpFailure`: then it is a fault of ours, and hiding it would hide the line.
 */
export function fromHttpFailure(error: unknown): Failure {
  if (!(error instanceof HttpFailure)) throw error
  const reason = redact(error.message)
  if (error.sent === 'maybe') return { trouble: { kind: 'unknown', reason }, sent: 'maybe', rejected: false }
  const never = error.reason === 'forbidden-address' || error.reason === 'bad-url'
  return {
    trouble: never ? { kind: 'refused', reason, field: 'server' } : { kind: 'down', reason },
    sent: 'none',
    rejected: false,
  }
}

/** For a question that changes nothing: where nobody knows whether it arrived, the network is only down. */
export const quiet = (failure: Failure): Failure =>
  failure.trouble.kind === 'unknown'
    ? { ...failure, trouble: { kind: 'down', reason: failure.trouble.reason } }
    : failure

/** The longest that pictures and videos may take on a slow line; what gives the call ends it sooner (docs/decisions/0028). */
export const UPLOAD_MS = 30 * 60_000

/** Milliseconds that a request of this call may still take: up to the deadline, at most `most`. 0 or less: send nothing. */
export function timeLeft(call: Call, most = 30_000): number {
  return Math.min(most, call.deadline.getTime() - call.clock().getTime())
}

/** The failure of a call whose deadline passed before a byte was sent. */
export function tooLate(): { ok: false; trouble: Failure } {
  return failed({ kind: 'down', reason: 'no time was left to send it' }, { sent: 'none', rejected: false })
}
