/** What passes between the peer's server and its handlers. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Book, PeerAccount, PeerToken } from './book.ts'
import type { Step, Switches } from './switches.ts'

export interface Ask {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** JSON, form and multipart alike; files are `File`. */
  body: Record<string, unknown>
  /** Parts of the path that the route names. */
  ids: string[]
  account: PeerAccount | null
  token: PeerToken | null
  origin: string
  book: Book
  switches: Switches
}
export interface Reply {
  status: number
  headers?: Record<string, string>
  body: unknown
}
export interface Route {
  step: Step
  method: string
  path: RegExp
  /** The scope that the token must have; null: no token needed. */
  scope: string | null
  handle(ask: Ask): Reply | Promise<Reply>
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const refuse = (status: number, error: string, description?: string): Reply => ({
  status,
  body: description ? { error, error_description: description } : { error },
})
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')
export const truth = (value: unknown): boolean => value === true || value === 'true' || value === '1'
export const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String)
