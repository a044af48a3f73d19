/** The Hono app: operations under /api/v1, health, the public pages, the web app. The only file that knows Hono. */
import { Hono } from 'hono'
import type { Deps } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { FilesTrouble } from '#files/port.ts'
import { secure } from './headers.ts'
import { makeLimiter } from './limits.ts'
import type { AnyOperation } from './operation.ts'
import { problemResponse } from './problems.ts'
import { serveOperation } from './serve-operation.ts'

/** Whatever is not an operation: health, live stream, public pages, the web app's files. null: not mine. */
export type Pages = (request: Request, path: string, address: string) => Promise<Response | null>

export function makeApp(deps: Deps, operations: AnyOperation[], pages: Pages[]): Hono {
  const app = new Hono()
  const limit = makeLimiter()
  const https = deps.config.publicUrl?.startsWith('https:') ?? false
  const answer = async (request: Request, where: string, work: () => Promise<Response>): Promise<Response> => {
    try {
      return secure(await work(), https)
    } catch (error) {
      return secure(problemResponse(asProblem(deps, error, request, where)), https)
    }
  }
  for (const op of operations) {
    app.on(op.method.toUpperCase(), `/api/v1${op.path.replace(/\{(\w+)\}/g, ':$1')}`, (c) =>
      answer(c.req.raw, `/api/v1${op.path}`, () =>
        serveOperation(deps, op, c, addressOf(deps, c.req.raw, c.env), limit),
      ),
    )
  }
  app.all('*', (c) => {
    const path = new URL(c.req.url).pathname
    return answer(c.req.raw, withoutTokens(path), async () => {
      for (const page of pages) {
        const response = await page(c.req.raw, path, addressOf(deps, c.req.raw, c.env))
        if (response) return response
      }
      throw new Problem('not-found', 'There is nothing at this address.')
    })
  })
  return app
}

/** An address may hold a one-time link or another secret (43 letters, vault.ts): whatever is as long as one is left out. */
const withoutTokens = (path: string): string => path.replace(/[^/]{40,}/g, '…')

/**
 * What was not foreseen is logged with a number that the person can tell us, and nothing of it is shown.
 * @param where the address as it may be logged: for an operation as it is written, since what stands in it may be a token
 */
function asProblem(deps: Deps, error: unknown, request: Request, where: string): Problem {
  if (error instanceof Problem) return error
  if (error instanceof FilesTrouble) return storeProblem(deps, error)
  if (request.signal.aborted) return new Problem('unavailable', 'The connection was closed.')
  const number = deps.ids()
  deps.log.error('a request failed', { number, method: request.method, path: where, error })
  return new Problem(
    'unavailable',
    `Something went wrong on our side. Nothing you typed is lost; try again. If it stays, tell your administrator the number ${number}.`,
    { extra: { number } },
  )
}

/** A full disk is the host's to mend; the person is told that nothing was half kept. */
function storeProblem(deps: Deps, error: FilesTrouble): Problem {
  deps.log.error('the file store has trouble', { reason: error.reason, error })
  const detail =
    error.reason === 'full'
      ? 'There is no room left to keep files. Nothing was stored; tell your administrator, then try again.'
      : error.reason === 'missing'
        ? 'This file is missing in the store. Tell your administrator.'
        : 'The file store does not answer. Nothing was stored; try again in a moment.'
  return new Problem('unavailable', detail, { extra: { code: `files-${error.reason}` } })
}

interface NodeEnv {
  incoming?: { socket?: { remoteAddress?: string } }
}
function addressOf(deps: Deps, request: Request, env: unknown): string {
  const direct = (env as NodeEnv | undefined)?.incoming?.socket?.remoteAddress ?? 'local'
  if (!deps.config.trustProxy) return direct
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || direct
}
