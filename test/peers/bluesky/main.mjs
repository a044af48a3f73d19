/**
 * A real Bluesky on loopback: PLC directory, PDS and AppView in this one process.
 *   node --import ./loopback.mjs main.mjs --postgres postgres://…     (a database that it may fill)
 * prints one line of JSON when it is ready: {pds, plc, appview, control}. It ends when its stdin closes.
 *   POST {control}/account {"handle":"ana.test"}  → {did, handle, appPassword, password}
 *   POST {control}/client {"origin":"https://shelf.example","to":"http://127.0.0.1:…"} → {}   where the network finds that site
 *   POST {control}/end-sign-ins {"did"}           → {ended}   as the person does it on her server's page of apps
 *   POST {control}/process-all                    → {}   once the AppView has read everything that the PDS wrote
 *   POST {control}/stop                           → {}
 */

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { postgres: { type: 'string' } } })
const postgres = values.postgres ?? process.env.BLUESKY_PEER_POSTGRES
if (!postgres) throw new Error('say which Postgres the AppView may use: --postgres postgres://…')

const folder = mkdtempSync(join(tmpdir(), 'shelftalker-bluesky-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
// The PDS keeps its files below the temporary folder; Redis is only asserted, so a closed port serves.
process.env.TMPDIR = folder
process.env.REDIS_HOST = '127.0.0.1:1'
process.env.LOG_ENABLED = process.env.LOG_ENABLED ?? 'false'

// A schema of its own for each start (letters only: the peer's libraries refuse digits), so that a database may be used again.
const schema = Array.from(randomBytes(12), (byte) => String.fromCharCode(97 + (byte % 26))).join('')

/** Sites of the public net that stand on this machine: the server reads its clients' documents there. Nobody else is asked. */
const sites = new Map()
const reach = globalThis.fetch
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input))
  const to = sites.get(url.origin)
  return to === undefined ? reach(input, init) : reach(`${to}${url.pathname}${url.search}`)
}

const { TestNetwork } = await import('@atproto/dev-env')
const network = await TestNetwork.create({ dbPostgresUrl: postgres, dbPostgresSchema: schema })
const loopback = (/** @type {string} */ url) => url.replace('//localhost:', '//127.0.0.1:')
const pds = loopback(network.pds.url)

/** @param {string} nsid @param {unknown} body @param {string} [token] */
async function xrpc(nsid, body, token) {
  const answer = await fetch(`${pds}/xrpc/${nsid}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })
  const value = await answer.json()
  if (!answer.ok) throw new Error(`${nsid}: ${answer.status} ${value.error}: ${value.message}`)
  return value
}

/** @param {string} handle */
async function account(handle) {
  const password = 'the-main-password'
  const email = `${handle.replace(/\W/g, '-')}@example.test`
  const made = await xrpc('com.atproto.server.createAccount', { handle, email, password })
  const { password: appPassword } = await xrpc('com.atproto.server.createAppPassword', { name: 'peer' }, made.accessJwt)
  return { did: made.did, handle: made.handle, appPassword, password }
}

/** @param {string} did */
async function endSignIns(did) {
  const { tokenManager } = network.pds.ctx.oauthProvider
  const found = await tokenManager.listAccountTokens(did)
  for (const { id } of found) await tokenManager.deleteToken(id)
  return found.length
}

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  // A hung subscription must not keep the process: what matters is on disk below `folder`, and that is thrown away.
  setTimeout(() => process.exit(0), 5_000).unref()
  await network.close().catch(() => {})
  process.exit(0)
}

const control = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {}
  const answer = (/** @type {number} */ status, /** @type {unknown} */ value) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  try {
    if (request.url === '/account') return answer(200, await account(body.handle))
    if (request.url === '/client') {
      sites.set(body.origin, body.to)
      return answer(200, {})
    }
    if (request.url === '/end-sign-ins') return answer(200, { ended: await endSignIns(body.did) })
    if (request.url === '/process-all') {
      await network.processAll()
      return answer(200, {})
    }
    if (request.url === '/stop') {
      answer(200, {})
      return void stop()
    }
    answer(404, { error: 'no such control' })
  } catch (error) {
    answer(500, { error: String(error) })
  }
})
control.listen(0, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (control.address())
  const ready = {
    pds,
    plc: loopback(network.plc.url),
    appview: loopback(network.bsky.url),
    control: `http://127.0.0.1:${port}`,
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
})
process.stdin.on('end', stop).on('close', stop).resume()
process.on('SIGTERM', stop).on('SIGINT', stop)
