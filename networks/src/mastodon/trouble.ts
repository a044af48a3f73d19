/** What an unsuccessful answer of this family means. */
import { failed, rawOf, redact } from '../failure.ts'
import type { Response } from '../http.ts'
import type { Failure, Trouble } from '../port.ts'
import { ErrorAnswer, read } from './wire.ts'

type Failed = { ok: false; trouble: Failure }

/** What was asked, as far as it decides what a refusal means. */
export interface Asked {
  /** Could the request have made something that people see? Then only a documented rejection says that it didn't. */
  visible: boolean
  /** What a 404 says is gone. */
  what: 'account' | 'parent' | 'post'
  now: Date
  secrets: string[]
}

/** How long to wait after a 429 that doesn't say: the length of Mastodon's own window. */
const WINDOW_MS = 5 * 60_000
/** Documented as rejections (docs.joinmastodon.org, methods/statuses, read 2026-11-23), if Mastodon's own error stands in the body: a proxy's page in its stead says nothing about what stood behind it. */
const REJECTIONS = new Set([401, 403, 404, 410, 422])
/** Pixelfed burns the key before the post exists and answers the repetition with this; the post may be there, or not. */
const BURNED = /duplicate idempotency key/i

/** The failure that an answer with another status than expected means. Reasons never carry secrets. */
export function troubleOf(response: Response, asked: Asked): Failed {
  const raw = rawOf(response, asked.now, asked.secrets)
  const told = read(ErrorAnswer, response)
  const reason = redact(told?.error_description ?? told?.error ?? `answer ${response.status}`, asked.secrets).slice(
    0,
    300,
  )
  const say = (trouble: Trouble, rejected: boolean): Failed => failed(trouble, { sent: 'maybe', rejected, raw })
  const { status } = response
  // The limiter stands before the application, so nothing was done, whoever worded the answer.
  if (status === 429) return say({ kind: 'too-fast', retryAt: retryAt(response, asked.now) }, true)
  if (status === 400 && BURNED.test(reason)) return say({ kind: 'unknown', reason }, false)
  if (REJECTIONS.has(status) && told) return say(rejection(status, reason, asked.what), true)
  if (asked.visible) return say({ kind: 'unknown', reason }, false)
  if (status === 401) return say({ kind: 'sign-in-again' }, false)
  if (status === 403) return say({ kind: 'not-allowed', reason }, false)
  if (status === 413) return say({ kind: 'refused', reason: 'the server finds this too large', field: 'media' }, false)
  if (status >= 400 && status < 500 && told) return say({ kind: 'refused', reason }, false)
  if (status >= 500) return say({ kind: 'down', reason }, false)
  return say({ kind: 'garbled', reason }, false)
}

/** The failure of an answer that says 200 and can't be read. */
export function garbled(response: Response, asked: Asked): Failed {
  const reason = response.cut ? 'the answer was too long' : 'the answer is not what this interface promises'
  return failed(asked.visible ? { kind: 'unknown', reason } : { kind: 'garbled', reason }, {
    sent: 'maybe',
    rejected: false,
    raw: rawOf(response, asked.now, asked.secrets),
  })
}

function rejection(status: number, reason: string, what: Asked['what']): Trouble {
  if (status === 401) return { kind: 'sign-in-again' }
  if (status === 403) return { kind: 'not-allowed', reason }
  if (status === 404) return { kind: 'gone', what }
  if (status === 410) return { kind: 'gone', what: 'account' }
  const field = fieldOf(reason)
  return field ? { kind: 'refused', reason, field } : { kind: 'refused', reason }
}

function fieldOf(reason: string): string | null {
  if (/description|alt/i.test(reason)) return 'alt'
  if (/media|file|image|upload/i.test(reason)) return 'media'
  if (/language/i.test(reason)) return 'language'
  if (/text|character|blank|status/i.test(reason)) return 'text'
  return null
}

/** When a 429 lets us try again: `X-RateLimit-Reset` (an ISO time), else `Retry-After` (seconds or a date), else one window. */
function retryAt(response: Response, now: Date): Date {
  const reset = Date.parse(response.headers['x-ratelimit-reset'] ?? '')
  if (!Number.isNaN(reset)) return new Date(reset)
  const after = response.headers['retry-after'] ?? ''
  if (/^\d+$/.test(after)) return new Date(now.getTime() + Number(after) * 1000)
  const date = Date.parse(after)
  return Number.isNaN(date) ? new Date(now.getTime() + WINDOW_MS) : new Date(date)
}
