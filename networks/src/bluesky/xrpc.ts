/** One request to a PDS and its answer: guarded, or a failure with the error's own name. */
import type { ZodType } from 'zod'
import { fromHttpFailure, rawOf, timeLeft, tooLate } from '../failure.ts'
import { HttpFailure, type Request, type Response, type Streamed } from '../http.ts'
import type { Call, Failure, RawAnswer } from '../port.ts'
import { troubleOf } from './trouble.ts'
import { xrpcError } from './wire.ts'

/** An access token that is good only with a proof of its key beside it. `send` is one exchange within the call's time. */
export interface BoundToken {
  send(send: (request: Request) => Promise<Response>, request: Request): Promise<Response>
}

interface Ask<T> {
  /** Origin of the server. */
  base: string
  nsid: string
  /** A query (GET) has params, a procedure (POST) a body. */
  params?: Record<string, string> | [string, string][]
  body?: string | Uint8Array | Streamed
  mime?: string
  token?: string | BoundToken
  guard: ZodType<T>
  /** Milliseconds that it may take at most, 30,000 unless told; the call's deadline ends it sooner. */
  mostMs?: number
  /** Secrets that the server might echo; they are taken out of what is kept. */
  secrets?: string[]
}
export type Reply<T> =
  | { ok: true; value: T; raw: RawAnswer; headers: Record<string, string> }
  /** `name` is the XRPC error's, null if there was none. */
  | { ok: false; name: string | null; failure: Failure }

/**
 * Sends it once. The whole exchange ends with the call's deadline, so that no byte leaves afterwards.
 * Never throws for anything that the network does.
 */
export async function ask<T>(call: Call, it: Ask<T>): Promise<Reply<T>> {
  if (timeLeft(call, it.mostMs) <= 0) return { ok: false, name: null, failure: tooLate().trouble }
  const query = it.params && Object.keys(it.params).length > 0 ? `?${new URLSearchParams(it.params)}` : ''
  const headers: Record<string, string> = { accept: 'application/json' }
  if (typeof it.token === 'string' && it.token !== '') headers.authorization = `Bearer ${it.token}`
  if (it.body !== undefined) headers['content-type'] = it.mime ?? 'application/json'
  let response: Response
  try {
    const request: Request = {
      method: it.params ? 'GET' : 'POST',
      url: `${it.base}/xrpc/${it.nsid}${query}`,
      headers,
      ...(it.body === undefined ? {} : { body: it.body }),
      signal: call.signal,
    }
    const send = (one: Request) => {
      const timeoutMs = timeLeft(call, it.mostMs)
      if (timeoutMs <= 0) throw new HttpFailure('none', 'timeout', 'no time was left to ask')
      return call.http.send({ ...one, timeoutMs })
    }
    response = await (typeof it.token === 'object' ? it.token.send(send, request) : send(request))
  } catch (error) {
    return { ok: false, name: null, failure: fromHttpFailure(error) }
  }
  const raw = rawOf(response, call.clock(), it.secrets)
  const body = response.cut ? undefined : json(response.text())
  if (response.status >= 200 && response.status < 300) {
    const parsed = it.guard.safeParse(body)
    if (parsed.success) return { ok: true, value: parsed.data, raw, headers: response.headers }
    const where = parsed.error.issues[0]?.path.join('.') || 'the whole'
    const trouble = { kind: 'garbled' as const, reason: `${it.nsid} answered something unexpected (${where})` }
    return { ok: false, name: null, failure: { trouble, sent: 'maybe', rejected: false, raw } }
  }
  const error = xrpcError.safeParse(body)
  const answered = { status: response.status, headers: response.headers, error: error.success ? error.data : null }
  return {
    ok: false,
    name: error.success ? error.data.error : null,
    failure: { ...troubleOf(call, answered), sent: 'maybe', raw },
  }
}

function json(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
