/** A server that behaves as Mastodon's documentation and code say, keeps a book, and misbehaves on demand. Loopback only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Ask, type Reply, type Route, refuse } from './answer.ts'
import { Book } from './book.ts'
import { controlRoutes } from './control.ts'
import { instanceRoutes } from './instance.ts'
import { mediaRoutes } from './media.ts'
import { allows, oauthRoutes } from './oauth.ts'
import { readingRoutes } from './reading.ts'
import { statusRoutes } from './statuses.ts'
import { type Fault, type Laid, likeMastodon, type Step, type Switches } from './switches.ts'

export interface MastodonPeer {
  url: string
  book: Book
  switches: Switches
  /** Every request, for those who check them: body as it was read. */
  onExchange: ((ask: Ask, reply: Reply) => void) | null
  /** Lays a fault on the next `times` (1) requests of a step. */
  fail(laid: Laid): void
  /** Takes away what is still laid. */
  heal(): void
  close(): Promise<void>
}

const routes: Route[] = [...statusRoutes, ...readingRoutes, ...mediaRoutes, ...instanceRoutes, ...oauthRoutes]
// A slow answer that nobody waits for any more keeps no process.
const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms).unref())

/** @param port 0: any free one. */
export async function startMastodonPeer(port = 0, change: Partial<Switches> = {}): Promise<MastodonPeer> {
  const book = new Book()
  let laid: { on: Step; fault: Fault; times: number }[] = []
  const spent = new Map<string, { count: number; resetAt: number }>()

  const peer: MastodonPeer = {
    url: '',
    book,
    switches: { ...likeMastodon(), ...change },
    onExchange: null,
    fail: ({ on, times = 1, ...fault }) => void laid.push({ on, fault, times }),
    heal: () => {
      laid = []
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  const control = controlRoutes(peer)

  function take(step: Step): Fault | null {
    const found = laid.find((one) => one.on === step && one.times > 0)
    if (!found) return null
    found.times -= 1
    return found.fault
  }

  /** Counts a request of an account; a reply where its window is spent. */
  function limited(ask: Ask): Reply | null {
    const rate = peer.switches.rate
    if (!rate || !ask.account) return null
    const now = Date.now()
    const held = spent.get(ask.account.id)
    const window = held && held.resetAt > now ? held : { count: 0, resetAt: now + rate.windowMs }
    spent.set(ask.account.id, window)
    window.count += 1
    if (window.count <= rate.limit) return null
    return { ...refuse(429, 'Too many requests'), headers: rateHeaders(rate.limit, 0, new Date(window.resetAt)) }
  }

  async function answer(route: Route, ask: Ask): Promise<Reply> {
    const authorised = ask.headers.authorization
    if (authorised && (!ask.token || ask.token.revoked))
      return refuse(peer.switches.badToken, 'The access token is invalid')
    if (ask.account?.suspended) return refuse(403, 'Your login is currently disabled')
    if (route.scope) {
      if (!ask.token) return refuse(401, 'The access token is invalid')
      if (!allows(ask.token.scopes, route.scope)) return refuse(403, 'This action is outside the authorized scopes')
      if (!ask.account) return refuse(422, 'This method requires an authenticated user')
    }
    return limited(ask) ?? route.handle(ask)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', peer.url)
    const body = await bodyOf(request)
    const own = control(request.method ?? 'GET', url.pathname, body)
    if (own) return send(response, own)
    const route = routes.find((one) => one.method === request.method && one.path.test(url.pathname))
    if (!route) return send(response, refuse(404, 'Not Found'))
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const token = book.tokens.get(bearer) ?? null
    const ask: Ask = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
      ids: route.path.exec(url.pathname)?.slice(1) ?? [],
      account: (token?.accountId && book.accounts.get(token.accountId)) || null,
      token,
      origin: peer.url,
      book,
      switches: peer.switches,
    }
    if (peer.switches.latencyMs > 0) await later(peer.switches.latencyMs)
    const fault = take(route.step)
    if (fault?.with === 'hang-up-before') return void request.socket.destroy()
    if (fault?.with === 'proxy')
      return send(response, {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
        body: '<h1>Bad gateway</h1>',
      })
    if (fault?.with === 'refuse') return send(response, refuse(fault.status, fault.error))
    if (fault?.with === 'too-fast')
      return send(response, { ...refuse(429, 'Too many requests'), headers: rateHeaders(300, 0, fault.resetAt) })
    if (fault?.with === 'slow-before') await later(fault.ms)
    const reply = await answer(route, ask)
    peer.onExchange?.(ask, reply)
    if (fault?.with === 'hang-up-after') return void request.socket.destroy()
    if (fault?.with === 'error-after') return send(response, refuse(500, 'An unexpected error occurred'))
    if (fault?.with === 'garbage-after')
      return send(response, {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<html>\u0000 not what you asked for',
      })
    if (fault?.with === 'slow-after') await later(fault.ms)
    if (fault?.with === 'cut-after') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' })
      response.write('{"id":"1')
      return void setImmediate(() => request.socket.destroy())
    }
    send(response, reply)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return
      send(response, refuse(500, error instanceof Error ? error.message : 'fault of the peer'))
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  peer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return peer
}

const rateHeaders = (limit: number, remaining: number, resetAt: Date): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': resetAt.toISOString(),
})

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return {}
  if (type.startsWith('application/json')) return JSON.parse(bytes.toString()) as Record<string, unknown>
  if (type.startsWith('application/x-www-form-urlencoded')) return fields(new URLSearchParams(bytes.toString()))
  if (type.startsWith('multipart/form-data'))
    return fields(await new Response(bytes, { headers: { 'content-type': type } }).formData())
  return {}
}

/** `a[]` becomes a list. */
function fields(pairs: Iterable<[string, unknown]>): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, value] of pairs)
    if (name.endsWith('[]')) found[name.slice(0, -2)] = [...((found[name.slice(0, -2)] as unknown[]) ?? []), value]
    else found[name] = value
  return found
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  if (response.destroyed) return
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const bytes = raw ? body : JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(bytes),
    ...headers,
  })
  response.end(bytes)
}
