/** One request to a server of this family: the deadline, the token, what an answer means. */
import type { z } from 'zod'
import { failed, fromHttpFailure, quiet, rawOf, timeLeft, tooLate } from '../failure.ts'
import type { Request, Response, Streamed } from '../http.ts'
import type { Account, Call, Failure, RawAnswer } from '../port.ts'
import { type Asked, garbled, troubleOf } from './trouble.ts'
import { read } from './wire.ts'

export type Reply<T> = { ok: true; value: T; response: Response; raw: RawAnswer } | { ok: false; trouble: Failure }

interface Question<T> {
  method?: Request['method']
  /** Whole address, or path on `server`. */
  path: string
  json?: unknown
  /** A body that is not held whole, with its own headers. */
  stream?: Streamed
  headers?: Record<string, string>
  /** The statuses that carry the answer; 200 unless told. */
  statuses?: number[]
  guard: z.ZodType<T>
  /** See `Asked`: false and `post` unless told. */
  visible?: boolean
  what?: Asked['what']
  /** Milliseconds that it may take at most, 30,000 unless told; the call's deadline ends it sooner. */
  mostMs?: number
}

export interface Server {
  server: string
  /** Absent where the call needs no account. */
  token?: string
  /** More that may be echoed and must not be kept. */
  secrets?: string[]
}

/** The server and the token of an account. */
export function serverOf(account: Account): Server {
  return { server: account.server, token: String(account.secret.accessToken ?? '') }
}

/** Sends nothing after `call.deadline`; gives up when it passes. */
export async function ask<T>(
  call: Call,
  { server, token, secrets = [] }: Server,
  question: Question<T>,
): Promise<Reply<T>> {
  const left = timeLeft(call, question.mostMs)
  if (left <= 0) return tooLate()
  const visible = question.visible ?? false
  const known = token ? [token, ...secrets] : secrets
  const asked: Asked = { visible, what: question.what ?? 'post', now: call.clock(), secrets: known }
  let response: Response
  try {
    response = await call.http.send({
      method: question.method ?? 'GET',
      url: question.path.startsWith('/') ? server + question.path : question.path,
      headers: {
        accept: 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(question.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...question.headers,
      },
      body: question.json === undefined ? question.stream : JSON.stringify(question.json),
      timeoutMs: left,
      signal: call.signal,
    })
  } catch (error) {
    const failure = fromHttpFailure(error)
    return { ok: false, trouble: visible ? failure : quiet(failure) }
  }
  if (!(question.statuses ?? [200]).includes(response.status)) return troubleOf(response, asked)
  const value = read(question.guard, response)
  if (value === null) return garbled(response, asked)
  return { ok: true, value, response, raw: rawOf(response, asked.now, known) }
}

/** The answer was readable, and yet not what was asked for: a person must look. */
export function unlike(reason: string, raw: RawAnswer): { ok: false; trouble: Failure } {
  return failed({ kind: 'unknown', reason }, { sent: 'maybe', rejected: false, raw })
}
