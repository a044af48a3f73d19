/**
 * The one way out. Every request to another machine passes here: addresses are checked when the socket is opened
 * (so that a name cannot answer one address to the check and another to the connection), answers are capped, nothing is
 * retried or redirected, and a failure says whether bytes may have left.
 */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { forbiddenAddress } from './addresses.ts'

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  url: string
  headers?: Record<string, string>
  body?: string | Uint8Array | Streamed
  /** Milliseconds for the whole exchange; 30,000 unless told. */
  timeoutMs?: number
  /** Bytes of the answer that are read; past it the answer is cut and `cut` is true. 2 MiB unless told. */
  maxBytes?: number
  signal?: AbortSignal
}
/** A body that is not held whole; `length` in bytes must be what comes. Opened when it is written: one that is never sent leaves nothing open. */
export interface Streamed {
  length: number
  open(): Promise<AsyncIterable<Uint8Array>>
}
export interface Response {
  status: number
  headers: Record<string, string>
  body: Uint8Array
  text(): string
  cut: boolean
}
/** Why no answer came. `none`: refused before a byte left. */
export class HttpFailure extends Error {
  readonly sent: 'none' | 'maybe'
  readonly reason: 'forbidden-address' | 'bad-url' | 'no-such-host' | 'refused' | 'timeout' | 'broken'
  constructor(sent: 'none' | 'maybe', reason: HttpFailure['reason'], message: string) {
    super(message)
    this.name = 'HttpFailure'
    this.sent = sent
    this.reason = reason
  }
}
export interface Http {
  /** Resolves with any status; throws HttpFailure if no whole answer came. */
  send(request: Request): Promise<Response>
  close(): Promise<void>
}

/** How many sockets are kept to one host. Generous, since a burst of posts to one server should not queue here. */
const CONNECTIONS = 64

/** All addresses of a name, as `dns.lookup` answers them. Tests give their own, to play a name that changes its mind. */
export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>
const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true })

interface Way {
  request: typeof import('undici').request
  agent: Dispatcher
  watched: Dispatcher
}

/** Whether the first byte of a request may have been written. */
interface Wire {
  started: boolean
  /** By the monotonic clock: no first byte after it. */
  until: number
  /** Why the body could not be opened: a fault of ours and not the host's, thrown as it is. */
  fault?: unknown
}

/**
 * @param allowHosts `host:port` that may be reached although their address is private (tests, demonstrations). Empty by default.
 */
export function guardedHttp(allowHosts: string[] = [], resolve: Resolve = systemResolve): Http {
  const allowed = new Set(allowHosts)
  // Loaded with the first request: the program is ready a tenth sooner without it.
  let loaded: Promise<Way> | undefined
  const way = () => {
    loaded ??= load()
    return loaded
  }
  async function load(): Promise<Way> {
    const { Agent, request } = await import('undici')
    const agent = new Agent({
      connections: CONNECTIONS,
      pipelining: 1,
      connectTimeout: 10_000,
      keepAliveTimeout: 30_000,
      // The time of each request is its own: an upload may wait longer than undici would.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        // The address that was checked is the address that is connected to: the socket asks nobody else.
        lookup(hostname, options, done) {
          resolveGuarded(hostname).then(
            (found) => (options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)),
            (error: NodeJS.ErrnoException) => done(error, '', 0),
          )
        },
      },
    })
    const watched = agent.compose((dispatch) => (options, handler) => {
      const wire = (options as { opaque?: Wire }).opaque
      const start = handler.onRequestStart
      // undici calls this on a socket that stands, right before it writes the request, and writes nothing if it was aborted.
      handler.onRequestStart = (controller, context) => {
        start?.call(handler, controller, context)
        // A process that froze while the socket was made wakes with the socket before its timers: the time limit has not rung yet.
        if (wire && performance.now() > wire.until)
          controller.abort(new HttpFailure('none', 'timeout', 'no time was left to ask'))
        if (wire && !controller.aborted) wire.started = true
      }
      return dispatch(options, handler)
    })
    return { request, agent, watched }
  }

  async function resolveGuarded(hostname: string) {
    const found = await resolve(hostname)
    const open = allowedNames.has(hostname) ? found : found.filter((one) => !forbiddenAddress(one.address))
    if (open.length === 0) throw Object.assign(new Error(`${hostname} is a private address`), { code: 'FORBIDDEN' })
    return open
  }
  // Names that stand on the allow list with some port; the port itself is checked before the socket is asked for.
  const allowedNames = new Set([...allowed].map((host) => host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')))

  function check(url: URL): void {
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      throw new HttpFailure('none', 'bad-url', 'only http and https are spoken')
    if (url.username || url.password) throw new HttpFailure('none', 'bad-url', 'an address may not carry a password')
    const port = url.port || (url.protocol === 'https:' ? '443' : '80')
    if (allowed.has(`${url.hostname}:${port}`)) return
    // A name with a dot at its end is the same name.
    const bare = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
    if (isIP(bare) && forbiddenAddress(bare))
      throw new HttpFailure('none', 'forbidden-address', `${url.host} is a private address`)
    if (allowedNames.has(bare))
      throw new HttpFailure('none', 'forbidden-address', `${url.host} is not on the list of allowed hosts`)
    if (bare === 'localhost' || bare.endsWith('.localhost'))
      throw new HttpFailure('none', 'forbidden-address', `${url.host} is a private address`)
  }

  return {
    async send(ask) {
      let url: URL
      try {
        url = new URL(ask.url)
      } catch {
        throw new HttpFailure('none', 'bad-url', 'this is not an address')
      }
      check(url)
      const wire: Wire = { started: false, until: performance.now() + (ask.timeoutMs ?? 30_000) }
      // A timer takes no fraction of a millisecond.
      const timeout = AbortSignal.timeout(Math.max(0, Math.floor(ask.timeoutMs ?? 30_000)))
      const signal = ask.signal ? AbortSignal.any([ask.signal, timeout]) : timeout
      if (signal.aborted) throw new HttpFailure('none', 'timeout', 'no time was left to ask')
      const headers: Record<string, string> = { 'user-agent': USER_AGENT, ...ask.headers }
      const body = bodyOf(ask.body, headers, wire)
      try {
        const { request, watched } = await orAborted(way(), signal)
        const answer = await orAborted(
          request(url, { dispatcher: watched, method: ask.method ?? 'GET', headers, body, signal, opaque: wire }),
          signal,
        )
        return await whole(answer, ask.maxBytes ?? 2 * 1024 * 1024)
      } catch (error) {
        throw wire.fault ?? failureOf(error, url, signal, wire)
      }
    },
    close: async () => (await loaded)?.agent.destroy(),
  }
}

const USER_AGENT = 'Shelftalker (+https://shelftalker.example)'

function bodyOf(given: Request['body'], headers: Record<string, string>, wire: Wire) {
  if (given === undefined || typeof given === 'string' || given instanceof Uint8Array) return given ?? null
  headers['content-length'] = String(given.length)
  return Readable.from(opened(given, wire), { objectMode: false })
}

async function* opened(given: Streamed, wire: Wire): AsyncGenerator<Uint8Array> {
  yield* await given.open().catch((error: unknown) => {
    wire.fault = error
    throw error
  })
}

/** undici hears an abort only once a socket stands: without this a host that doesn't answer would hold a call past its deadline. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const stop = (): void => fail(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(done, fail).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Reads the answer up to `cap` bytes. */
async function whole(answer: Dispatcher.ResponseData<Wire>, cap: number): Promise<Response> {
  const chunks: Uint8Array[] = []
  let size = 0
  let cut = false
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    cut = size + chunk.length > cap
    chunks.push(cut ? chunk.subarray(0, cap - size) : chunk)
    size += chunk.length
    if (cut) break
  }
  const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  return { status: answer.statusCode, headers, body, cut, text: () => new TextDecoder().decode(body) }
}

function failureOf(error: unknown, url: URL, signal: AbortSignal, wire: Wire): HttpFailure {
  if (error instanceof HttpFailure) return error
  const sent = wire.started ? 'maybe' : 'none'
  // The code of a DOMException is a number.
  const code = String((error as { code?: string | number }).code ?? 'no code')
  if (code === 'FORBIDDEN') return new HttpFailure('none', 'forbidden-address', `${url.host} is a private address`)
  if (code === 'UND_ERR_INVALID_ARG') return new HttpFailure('none', 'bad-url', 'the request cannot be written so')
  if (signal.aborted) return new HttpFailure(sent, 'timeout', `${url.host} did not answer in time`)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new HttpFailure(sent, 'no-such-host', `${url.host} was not found`)
  if (sent === 'none') return new HttpFailure('none', 'refused', `${url.host} does not answer (${code})`)
  return new HttpFailure('maybe', 'broken', `the connection to ${url.host} broke (${code})`)
}
