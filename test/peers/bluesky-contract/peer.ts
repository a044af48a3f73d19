/**
 * A small PDS of ours that answers at once and misbehaves on order. It is held to the real one: `honest.test.ts` asks
 * both the same and compares. Doors beside /xrpc, for tests and benchmarks in other processes:
 *   POST /account {"handle"}          → {did, handle, appPassword, password}
 *   POST /fault {"kind", …} · POST /faults/clear
 *   POST /expire {} · /revoke {"identifier", "revoked"} · /bar {"identifier", "as"}
 *   GET /book → {totals, receipts} · GET /totals · POST /book/clear
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AccountRules, Accounts } from './accounts.ts'
import { Refusal } from './answer.ts'
import { Book, now } from './book.ts'
import { Faults } from './faults.ts'
import { type Asked, methods, queries, type World } from './methods.ts'
import { afterwards, insteadOf, send } from './misbehave.ts'
import { Repos } from './repos.ts'

export interface BlueskyContractPeer extends World {
  /** Origin on loopback. */
  url: string
  faults: Faults
  stop(): Promise<void>
}

export async function startBlueskyContract(
  options: { port?: number } & Partial<AccountRules> = {},
): Promise<BlueskyContractPeer> {
  const { port = 0, anyHandle = null, accessTokenS = 7200 } = options
  const world: World = { accounts: new Accounts({ anyHandle, accessTokenS }), repos: new Repos(), book: new Book() }
  const faults = new Faults()
  const server = createServer((request, response) => {
    const receivedAt = now()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      const url = new URL(request.url ?? '/', 'http://peer')
      if (url.pathname.startsWith('/xrpc/')) xrpc(world, faults, request, response, url, body, receivedAt)
      else door(world, faults, response, url.pathname, body)
    })
  })
  // Longer than any client keeps an idle connection, so that it is never the peer who closes one under a request.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    ...world,
    faults,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function xrpc(
  world: World,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: Buffer,
  receivedAt: number,
): void {
  const nsid = url.pathname.slice('/xrpc/'.length)
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? null
  const fault = faults.next(nsid, token)
  if (fault && insteadOf(fault, request, response)) return
  const mime = (request.headers['content-type'] ?? '').split(';')[0]!.trim()
  const asked = { token, params: url.searchParams, body, mime, receivedAt }
  const [status, value] = perform(world, nsid, request.method, asked)
  if (fault && afterwards(fault, request, response, () => send(response, status, value))) return
  send(response, status, value)
}

function perform(world: World, nsid: string, verb: string | undefined, asked: Asked): [number, unknown] {
  const method = methods[nsid]
  if (!method) return [501, { error: 'MethodNotImplemented', message: 'Method Not Implemented' }]
  if ((verb === 'GET') !== queries.has(nsid))
    return [405, { error: 'InvalidRequest', message: 'Incorrect HTTP method' }]
  try {
    return [200, method(world, asked)]
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return [refusal.status, { error: refusal.error, message: refusal.message }]
  }
}

/** The doors for tests and benchmarks. */
function door(
  { accounts, book, repos }: World,
  faults: Faults,
  response: ServerResponse,
  path: string,
  body: Buffer,
): void {
  const asked = body.length > 0 ? JSON.parse(body.toString('utf8')) : {}
  switch (path) {
    case '/account':
      send(response, 200, accounts.make(asked.handle))
      return
    case '/fault':
      faults.add(asked)
      break
    case '/faults/clear':
      faults.clear()
      break
    case '/expire':
      accounts.expireAll()
      break
    case '/revoke':
      accounts.revoke(asked.identifier, asked.revoked ?? true)
      break
    case '/bar':
      accounts.bar(asked.identifier, asked.as ?? null)
      break
    case '/book':
      send(response, 200, { totals: book.totals(repos), receipts: book.receipts })
      return
    case '/totals':
      send(response, 200, book.totals(repos))
      return
    case '/book/clear':
      book.clear()
      break
    default:
      send(response, 404, { error: 'no such door' })
      return
  }
  send(response, 200, {})
}
