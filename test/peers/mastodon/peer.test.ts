/** The peer, read by a client that isn't ours, and held against the description of the interface. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { createOAuthAPIClient, createRestAPIClient } from 'masto'
import { guardedHttp } from '../../../networks/src/http.ts'
import { mastodon } from '../../../networks/src/mastodon/adapter.ts'
import type { Account } from '../../../networks/src/port.ts'
import { callFor, partOf, pictureOf } from '../../../networks/src/testing/parts.ts'
import { type MastodonPeer, startMastodonPeer } from './peer.ts'
import { Spec, specIsHere } from './spec.ts'
import type { Switches } from './switches.ts'

async function standing(t: TestContext, change: Partial<Switches> = {}) {
  const peer = await startMastodonPeer(0, change)
  const http = guardedHttp([new URL(peer.url).host])
  t.after(async () => {
    await http.close()
    await peer.close()
  })
  return { peer, call: () => callFor(http) }
}

async function connected(
  peer: MastodonPeer,
  call: () => ReturnType<typeof callFor>,
): Promise<{ account: Account; token: string }> {
  const { token } = peer.book.addAccount('library')
  const answer = await mastodon.signIn!.connect(call(), peer.url, { accessToken: token })
  assert.ok(answer.ok)
  const { health, secret } = answer.value
  const { id, handle } = health.account
  return { account: { server: peer.url, id, handle, secret, told: health.told, keep: async () => {} }, token }
}

test('masto reads what our adapter posted: text, pictures with alt text and focus, warning, language, thread', async (t) => {
  const { peer, call } = await standing(t)
  const { account, token } = await connected(peer, call)
  const { prepare, release, edit, remove } = mastodon.publish!
  const picture = { ...pictureOf('A red door'), focus: { x: 0.5, y: -0.25 } }
  const part = partOf('Open house <b>&</b> more: https://library.example.org/open-house/2026/november #OpenHouse', {
    media: [picture],
    language: 'pt-BR',
    options: { warning: 'Long', visibility: 'unlisted', sensitive: true },
  })
  const prepared = await prepare(call(), account, part, null)
  assert.ok(prepared.ok && prepared.value.ready)
  const first = await release(call(), account, part, prepared.value.prepared, 'key-1')
  assert.ok(first.ok)
  const reply = await release(
    call(),
    account,
    partOf('Second', { parent: first.value.remote }),
    { uploads: [] },
    'key-2',
  )
  assert.ok(reply.ok)

  const reader = createRestAPIClient({ url: peer.url, accessToken: token })
  const me = await reader.v1.accounts.verifyCredentials()
  const statuses = await reader.v1.accounts.$select(me.id).statuses.list()
  assert.deepEqual(
    statuses.map((one) => one.id),
    [reply.value.remote.id, first.value.remote.id],
  )
  const status = statuses[1]!
  assert.equal(status.visibility, 'unlisted')
  assert.equal(status.spoilerText, 'Long')
  assert.equal(status.sensitive, true)
  assert.equal(status.language, 'pt')
  assert.equal(status.mediaAttachments[0]!.description, 'A red door')
  assert.deepEqual(status.mediaAttachments[0]!.meta?.focus, { x: 0.5, y: -0.25 })
  assert.match(status.content, /&lt;b&gt;&amp;&lt;\/b&gt;/)
  assert.equal((await reader.v1.statuses.$select(status.id).source.fetch()).text, part.text)
  const context = await reader.v1.statuses.$select(status.id).context.fetch()
  assert.deepEqual(
    context.descendants.map((one) => one.inReplyToId),
    [status.id],
  )

  const better = partOf('Closed after all', { media: [picture] })
  assert.ok((await edit!(call(), account, first.value.remote, better, prepared.value.prepared)).ok)
  const after = await reader.v1.statuses.$select(status.id).fetch()
  assert.equal(after.content, '<p>Closed after all</p>')
  assert.equal(after.spoilerText, '')
  assert.ok(after.editedAt)
  assert.ok((await remove!(call(), account, first.value.remote)).ok)
  await assert.rejects(reader.v1.statuses.$select(status.id).fetch(), /not found/i)
})

test('masto itself can post, page and sign in here, so that the peer is no echo of our adapter', async (t) => {
  const { peer } = await standing(t, { mediaAsks: 2 })
  const { token } = peer.book.addAccount('other')
  const client = createRestAPIClient({ url: peer.url, accessToken: token })
  const file = new Blob([new Uint8Array(await pictureOf('x').read())], { type: 'image/png' })
  const media = await client.v2.media.create({ file, description: 'By masto', skipPolling: true })
  for (const _ask of [1, 2]) await client.v1.media.$select(media.id).fetch()
  for (let n = 0; n < 45; n++)
    await client.v1.statuses.create({ status: `Post ${n}`, mediaIds: n === 0 ? [media.id] : [] })
  const me = await client.v1.accounts.verifyCredentials()
  const all: string[] = []
  for await (const page of client.v1.accounts.$select(me.id).statuses.list({ limit: 20 }).values())
    all.push(...page.map((one) => one.id))
  assert.equal(new Set(all).size, 45)
  assert.equal(peer.book.visible(me.id).length, 45)
  const instance = await client.v2.instance.fetch()
  assert.equal(instance.configuration.statuses.maxCharacters, 500)

  const app = await client.v1.apps.create({
    clientName: 'Reader',
    redirectUris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read',
  })
  const oauth = createOAuthAPIClient({ url: peer.url })
  const granted = await oauth.token.create({
    grantType: 'client_credentials',
    clientId: app.clientId!,
    clientSecret: app.clientSecret!,
    redirectUri: 'urn:ietf:wg:oauth:2.0:oob',
    scope: 'read',
  })
  assert.ok(granted.accessToken)
})

test('what passes between our adapter and the peer is as the interface is described', async (t) => {
  if (!specIsHere)
    return t.skip('the description of the interface is not beside the repository (../shared/specs/mastodon)')
  const { peer, call } = await standing(t, { mediaAsks: 1 })
  const spec = new Spec()
  const faults: string[] = []
  let exchanges = 0
  peer.onExchange = (ask, reply) => {
    exchanges += 1
    if (exchanges === 1) assert.notDeepEqual(spec.faults(ask, { status: 200, body: [] }), [], 'the check can fail')
    faults.push(...spec.faults(ask, reply))
  }
  const { account } = await connected(peer, call)
  const { prepare, release, lookUp, edit, remove, stands } = mastodon.publish!
  const part = partOf('As described', { media: [pictureOf('Alt')], options: { warning: 'W', sensitive: false } })
  const first = await prepare(call(), account, part, null)
  assert.ok(first.ok && !first.value.ready)
  const second = await prepare(call(), account, part, first.value.prepared)
  assert.ok(second.ok && second.value.ready)
  const out = await release(call(), account, part, second.value.prepared, 'a')
  assert.ok(out.ok, JSON.stringify(out))
  const { remote } = out.value
  const reply = partOf('A reply', { parent: remote, root: remote })
  assert.ok((await release(call(), account, reply, { uploads: [] }, 'b')).ok)
  assert.ok((await lookUp(call(), account, part, second.value.prepared, 'a', new Date(0))).ok)
  assert.ok((await edit!(call(), account, remote, { ...part, text: 'Edited' }, second.value.prepared)).ok)
  assert.ok((await stands!(call(), account, remote)).ok)
  assert.ok((await remove!(call(), account, remote)).ok)
  assert.ok(!(await release(call(), account, partOf('x'.repeat(501)), { uploads: [] }, 'c')).ok)
  assert.ok(!(await release(call(), { ...account, secret: { accessToken: 'wrong' } }, part, { uploads: [] }, 'd')).ok)
  const { search, names } = mastodon.people!
  assert.ok((await search(call(), account, 'lib', 8)).ok)
  assert.ok((await names(call(), account, 'ana@museum.example')).ok)
  assert.ok(!(await search(call(), { ...account, secret: { accessToken: 'wrong' } }, 'lib', 8)).ok)
  peer.switches.instance = 'v1'
  assert.ok((await mastodon.signIn!.health(call(), account)).ok)
  assert.ok((await mastodon.signIn!.register!(call(), peer.url, 'https://library.example/back')).ok)
  assert.deepEqual(faults, [])
  assert.ok(exchanges >= 20, `${exchanges} exchanges`)
})

test('keys behave as switched: honoured, ignored, burned, racing', async (t) => {
  const { peer } = await standing(t)
  const { account, token } = peer.book.addAccount('library')
  const post = (key: string) =>
    fetch(`${peer.url}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ status: 'Once' }),
    })
  const five = async (key: string) => {
    const before = peer.book.visible(account.id).length
    await Promise.all([1, 2, 3, 4, 5].map(() => post(key)))
    return peer.book.visible(account.id).length - before
  }
  assert.equal(await five('honoured'), 1)
  peer.switches.keys = 'ignored'
  assert.equal(await five('ignored'), 5)
  Object.assign(peer.switches, { keys: 'racing', racers: 5 })
  assert.equal(await five('racing'), 5)
  assert.equal((await post('racing')).status, 200)
  peer.switches.keys = 'burned'
  assert.equal(await five('burned'), 1)
  const again = await post('burned')
  assert.deepEqual([again.status, await again.json()], [400, { error: 'Duplicate idempotency key.' }])
  assert.equal(peer.book.doubled().length, 8)
})

test('as a process it prints where it stands, and is steered from outside', async (t) => {
  const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname, '--port', '0'])
  t.after(() => child.kill())
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const steer = async (method: string, path: string, body?: object) =>
    (
      await fetch(`${url}/-/${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      })
    ).json() as Promise<Record<string, unknown>>
  const { token } = await steer('POST', 'accounts', { username: 'library' })
  await steer('PUT', 'switches', { software: 'gotosocial' })
  await steer('POST', 'faults', { on: 'release', with: 'error-after' })
  const answer = await fetch(`${url}/api/v1/statuses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'Accepted all the same' }),
  })
  assert.equal(answer.status, 500)
  const { accepted, doubled } = await steer('GET', 'book')
  assert.equal((accepted as { text: string }[])[0]!.text, 'Accepted all the same')
  assert.deepEqual(doubled, [])
  await steer('POST', 'revoke', { username: 'library' })
  const refused = await fetch(`${url}/api/v1/accounts/verify_credentials`, {
    headers: { authorization: `Bearer ${token}` },
  })
  assert.equal(refused.status, 401)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  assert.equal(code, 0)
})
