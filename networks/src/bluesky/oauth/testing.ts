/**
 * For tests of what strangers may answer: sites of the public net on one server of this machine, found by their names, and an authorization
 * server that keeps to nothing by itself. What is honest is tried against the real one (test/peers/bluesky/oauth.test.ts).
 */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guardedHttp, type Http } from '../../http.ts'

export interface Asked {
  host: string
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}
export interface Told {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  /** The connection breaks once the request was read. */
  broken?: boolean
}
type Site = (asked: Asked) => Told | undefined

export interface Net {
  http: Http
  /** What was asked, in order, as `POST host/path`. */
  asked: Asked[]
  lines(): string[]
  site(host: string, answer: Site): void
  [Symbol.asyncDispose](): Promise<void>
}

export async function startNet(): Promise<Net> {
  const sites = new Map<string, Site>()
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const one: Asked = {
      host: String(request.headers['x-host']),
      method: request.method!,
      path: request.url!,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    asked.push(one)
    const told = sites.get(one.host)?.(one) ?? { status: 404, body: 'nothing here' }
    if (told.broken) return void request.socket.destroy()
    const text = typeof told.body === 'string' ? told.body : JSON.stringify(told.body ?? {})
    const type = typeof told.body === 'string' ? 'text/plain' : 'application/json'
    response.writeHead(told.status ?? 200, { 'content-type': type, ...told.headers }).end(text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const here = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const way = guardedHttp([here])
  return {
    http: {
      // Names of the net lead here; an address does not, so that the guard has its say.
      send(request) {
        const url = new URL(request.url)
        if (!sites.has(url.host)) return way.send(request)
        const headers = { ...request.headers, 'x-host': url.host }
        return way.send({ ...request, url: `http://${here}${url.pathname}${url.search}`, headers })
      },
      close: () => way.close(),
    },
    asked,
    lines: () => asked.map(({ method, host, path }) => `${method} ${host}${path}`),
    site: (host, answer) => void sites.set(host, answer),
    async [Symbol.asyncDispose]() {
      await way.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export const DIRECTORY = 'https://directory.net'
export const HARBOR = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
export const MUSEUM = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb'

export const documentFor = (did: string, pds: string, handle: string) => ({
  id: did,
  alsoKnownAs: [`at://${handle}`],
  service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pds }],
})

/** What a whole authorization server says of itself. */
export const metadataOf = (issuer: string): Record<string, unknown> => ({
  issuer,
  authorization_endpoint: `${issuer}/oauth/authorize`,
  token_endpoint: `${issuer}/oauth/token`,
  pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
  revocation_endpoint: `${issuer}/oauth/revoke`,
  dpop_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
  client_id_metadata_document_supported: true,
})

/** A server that holds accounts and signs them in; `change` answers a request in the place of it. */
export function honest(host: string, did: string, change: Site = () => undefined): Site {
  const origin = `https://${host}`
  return (asked) => {
    const path = asked.path.split('?')[0]
    const told = change(asked)
    if (told) return told
    if (path === '/.well-known/oauth-protected-resource')
      return { body: { resource: origin, authorization_servers: [origin] } }
    if (path === '/.well-known/oauth-authorization-server') return { body: metadataOf(origin) }
    if (path === '/oauth/par') return { status: 201, body: { request_uri: 'urn:one', expires_in: 60 } }
    if (path === '/oauth/token') return { body: tokensFor(did) }
    if (path === '/oauth/revoke') return { body: {} }
    if (path === '/xrpc/com.atproto.server.getSession') return { body: { did, handle: 'harbor.net', active: true } }
    if (path === '/xrpc/com.atproto.server.describeServer') return { body: { did: `did:web:${host}` } }
    return undefined
  }
}

let number = 0
export const tokensFor = (sub: string) => ({
  access_token: `access-${++number}`,
  refresh_token: `refresh-${number}`,
  token_type: 'DPoP',
  expires_in: 3600,
  scope: 'atproto',
  sub,
})
