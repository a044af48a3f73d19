/** From a request to an answer, the same way for every operation. */
import type { Json } from '@shelftalker/shared/json.ts'
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Ctx, Deps } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { COOKIE, needProof, whoIs } from '#modules/library/index.ts'
import { textAnswer } from './compress.ts'
import { once } from './idempotency.ts'
import { withIfMatch } from './if-match.ts'
import { JsonText } from './json-text.ts'
import { unkeepable } from './keepable.ts'
import type { makeLimiter } from './limits.ts'
import { type AnyOperation, type HttpCtx, honoursKey } from './operation.ts'
import { fromZod, notRight } from './problems.ts'

/** A JSON body is read whole; a post with all its variants stays far below. */
const BODY_MAX_BYTES = 1024 * 1024

export async function serveOperation(
  deps: Deps,
  op: AnyOperation,
  c: Context,
  address: string,
  limit: ReturnType<typeof makeLimiter>,
): Promise<Response> {
  const request = c.req.raw
  const known = await whoIs(deps, request)
  limit(known.actor, address)
  if (known.byCookie && op.method !== 'get') sameSite(deps, request)
  const cookies: string[] = []
  const ctx: HttpCtx = {
    ...deps,
    actor: known.actor,
    library: known.library,
    tx: null,
    http_: httpOf(deps, request, address, cookies),
  }
  allowed(op, ctx)
  const input = {
    params: check(op.params, c.req.param(), 'address'),
    query: check(op.query, queryOf(request, known.byCookie || op.who === 'anyone'), 'query'),
    body: op.body
      ? check(op.body, withIfMatch(op.body, await readJson(request), request.headers.get('if-match')), 'body')
      : undefined,
  }
  const { proof } = op
  if (typeof proof === 'function' ? await proof(input.body as never, ctx, input.params as never) : proof)
    await needProof(ctx)
  const run = async (inner: Ctx, ahead?: unknown) =>
    (await op.run({ ...ctx, ...inner, http_: ctx.http_ } as HttpCtx, input as never, ahead)) as unknown
  const key = request.headers.get('idempotency-key')
  let answer: unknown
  let replayed = false
  if (key !== null && honoursKey(op) && ctx.library) {
    const ahead = await op.ahead?.(ctx, input as never).catch(() => undefined)
    const done = await once(ctx, key, `${op.method} ${c.req.path}`, input, op.secret ?? false, async (tx) => ({
      status: op.answer === null ? 204 : (op.status ?? 200),
      body: (await run(tx, ahead)) as Json,
    }))
    answer = done.body
    replayed = done.replayed
  } else answer = await run(ctx)
  const response = answer instanceof Response ? answer : await jsonAnswer(op, request, answer)
  if (replayed) response.headers.set('idempotency-replayed', 'true')
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

function jsonAnswer(op: AnyOperation, request: Request, answer: unknown): Response | Promise<Response> {
  if (op.answer === null || answer === undefined)
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  const text = answer instanceof JsonText ? answer.text : JSON.stringify(answer)
  return textAnswer(request, op.status ?? 200, text, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  })
}

function allowed(op: AnyOperation, ctx: HttpCtx): void {
  if (op.who === 'anyone') return
  if (ctx.actor.kind === 'nobody') throw new Problem('not-signed-in', 'Sign in, or send an API key.')
  if (op.who === 'signed-in') return
  if (op.who === 'installation') {
    need(ctx, 'installation')
    return
  }
  // Also for a library that exists but is not one's own: nobody learns which libraries there are.
  if (!ctx.library)
    throw new Problem('not-found', 'There is no such library among yours. Name it in the header Shelftalker-Library.')
  need(ctx, op.who)
}

/** A cookie alone proves nothing about who caused the request: our own header cannot be sent across origins without our leave. */
function sameSite(deps: Deps, request: Request): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const own = new URL(request.url)
  const fine =
    origin === null ||
    origin === deps.config.publicUrl ||
    (URL.canParse(origin) && new URL(origin).host === (request.headers.get('host') ?? own.host))
  if (
    !fine ||
    (site !== null && site !== 'same-origin' && site !== 'none') ||
    request.headers.get('shelftalker-request') !== '1'
  )
    throw new Problem('not-allowed', 'This request did not come from Shelftalker itself. Programs use an API key.', {
      extra: { code: 'cross-site' },
    })
}

function check(schema: z.ZodObject | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined
  const strange = unkeepable(value)
  if (strange.length > 0) throw notRight(strange, where)
  // With the input, or what is there in a wrong shape would be told to be missing.
  const found = schema.safeParse(value, { reportInput: true })
  if (!found.success) throw fromZod(found.error, where)
  return found.data
}

/** `?library=` names the library where a header cannot be sent; it is not part of any operation's own query. */
function queryOf(request: Request, dropLibrary: boolean): Record<string, string> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  if (dropLibrary) delete query.library
  return query
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > BODY_MAX_BYTES) throw new Problem('too-large', 'The body is larger than 1 MiB.')
  const text = await readText(request)
  if (text === '') return {}
  if (!/^application\/([a-z.+-]+\+)?json\b/i.test(type))
    throw new Problem('bad-input', 'The body must be JSON, with the content type application/json.', {
      fields: [{ path: '', code: 'not-json', message: 'Send JSON.' }],
    })
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('bad-input', 'The body is not JSON.', {
      fields: [{ path: '', code: 'not-json', message: 'This is not JSON.' }],
    })
  }
}

async function readText(request: Request): Promise<string> {
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > BODY_MAX_BYTES) throw new Problem('too-large', 'The body is larger than 1 MiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function httpOf(deps: Deps, request: Request, address: string, cookies: string[]): HttpCtx['http_'] {
  const origin = deps.config.publicUrl ?? new URL(request.url).origin
  const safe = origin.startsWith('https:') ? '; Secure' : ''
  return {
    request,
    address,
    origin,
    setSession: (token, seconds) =>
      void cookies.push(
        `${COOKIE}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax${safe}${token === null ? '; Max-Age=0' : seconds === null ? '' : `; Max-Age=${seconds}`}`,
      ),
  }
}
