/** For tests: the HTTP interface, asked as a program or a browser asks it. */
import type { Role } from '#db/schema/library.ts'
import { issueKey, startSession } from '#modules/library/index.ts'
import type { TestHouse, TestLibrary } from '../testing.ts'
import { inTx } from '../tx.ts'
import { makeApp } from './app.ts'
import type { AnyOperation } from './operation.ts'

/** What every answer that refuses has, and what a test asks of its own. */
export interface Answer<T> {
  status: number
  headers: Headers
  body: T & { detail?: string; fields?: { path: string; code: string }[] }
}
/** A header that is '' is left out. */
export type Ask = <T = Record<string, unknown>>(
  method: string,
  path: string,
  given?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<T>>

export interface Door {
  /** By the cookie of somebody new with this role. */
  signedIn(library: TestLibrary, role?: Role): Promise<Ask>
  /** By an API key. */
  byKey(library: TestLibrary, scopes?: ('read' | 'write' | 'publish' | 'manage')[]): Promise<Ask>
  raw(path: string, init?: RequestInit): Promise<Response>
}

/** One app over some rooms' operations. */
export function doorOf(house: TestHouse, operations: AnyOperation[]): Door {
  const app = makeApp(house.deps, operations, [])
  const raw = async (path: string, init: RequestInit = {}) => app.request(`/api/v1${path}`, init)
  const askWith =
    (own: Record<string, string>): Ask =>
    async (method, path, given, headers = {}) => {
      const answer = await raw(path, {
        method,
        headers: Object.entries({
          ...own,
          ...(given !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        }).filter(([, value]) => value !== ''),
        body: given === undefined ? null : typeof given === 'string' ? given : JSON.stringify(given),
      })
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        body: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : {},
      }
    }
  return {
    raw,
    async signedIn(library, role = 'administrator') {
      const { actor } = await library.as(role)
      if (actor.kind !== 'person') throw new Error('a person was expected')
      const { token } = await inTx(library.job, 'test', (tx) => startSession(tx, actor.id, false, 'test'))
      return askWith({
        cookie: `shelftalker=${token}`,
        'shelftalker-library': library.library.handle,
        'shelftalker-request': '1',
      })
    },
    async byKey(library, scopes = ['read', 'write', 'publish']) {
      const { key } = await inTx(library.ctx, 'test', (tx) => issueKey(tx, { name: 'Test', scopes, expiresAt: null }))
      return askWith({ authorization: `Bearer ${key}` })
    },
  }
}
