/** What an adapter may use while it works, and how it answers. */
import type { Outcome } from '@shelftalker/shared/outcome.ts'
import type { Http } from './http.ts'

/** The closed list of troubles. Each tells the caller what to do; waiting is not an attempt. */
export type Trouble =
  | { kind: 'sign-in-again' }
  | { kind: 'not-allowed'; reason: string }
  | { kind: 'refused'; reason: string; field?: string }
  | { kind: 'too-fast'; retryAt: Date }
  | { kind: 'quota-spent'; until: Date }
  | { kind: 'gone'; what: 'account' | 'parent' | 'post' }
  | { kind: 'down'; reason: string }
  | { kind: 'garbled'; reason: string }
  | { kind: 'unknown'; reason: string }

/** A trouble with what is known about the wire. */
export interface Failure {
  trouble: Trouble
  /** `none`: not a byte of the request left this machine. `maybe`: it may have arrived. */
  sent: 'none' | 'maybe'
  /** True only where the network documents this answer as a rejection: then the act did not happen. */
  rejected: boolean
  /** Status and body as they came, cut to 16 KiB, without secrets. */
  raw?: RawAnswer
}
export interface RawAnswer {
  status: number | null
  body: string
  at: string
}
export type Answer<T> = Outcome<T & { raw?: RawAnswer }, Failure>

/** What an adapter may use while it works. */
export interface Call {
  http: Http
  /** The database's time when the call began. */
  now: Date
  /** No byte of the visible act may be sent after this moment. Compare with `clock()`. */
  deadline: Date
  clock(): Date
  signal: AbortSignal
  /** The settling transaction, for the one network that lives in our own database (sender.md, 17); nobody else gets one. */
  settling?: unknown
}
