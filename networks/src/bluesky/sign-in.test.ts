import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startBlueskyContract } from '../../../test/peers/bluesky-contract/peer.ts'
import { guardedHttp } from '../http.ts'
import { callFor } from '../testing/parts.ts'
import { bluesky } from './adapter.ts'
import { originOf } from './sign-in.ts'

const peer = await startBlueskyContract()
const http = guardedHttp([new URL(peer.url).host])
after(async () => {
  await http.close()
  await peer.stop()
})
const connect = (fields: Record<string, string>) => bluesky.signIn!.connect(callFor(http), peer.url, fields)

test('a handle may come with its @ and the marks that phones put around it', async () => {
  const { did, appPassword } = peer.accounts.make('harbor.test')
  const answer = await connect({ identifier: ' @\u202aharbor.test\u202c', appPassword: ` ${appPassword} ` })
  assert.ok(answer.ok, JSON.stringify(answer))
  const { account, told } = answer.value.health
  assert.deepEqual(account, {
    id: did,
    handle: 'harbor.test',
    name: 'harbor.test',
    url: 'https://bsky.app/profile/harbor.test',
  })
  assert.deepEqual(told, { maxBlob: 5 * 1024 * 1024, pds: peer.url })
})

test('the name is the one on the profile', async () => {
  const { did, handle, appPassword } = peer.accounts.make('named.test')
  const record = { $type: 'app.bsky.actor.profile', displayName: 'Harbor Public Library' }
  peer.repos.of(did).put({ collection: 'app.bsky.actor.profile', rkey: 'self', record })
  const answer = await connect({ identifier: handle, appPassword })
  assert.ok(answer.ok && answer.value.health.account.name === 'Harbor Public Library')
})

test('what is missing or wrong is named by its field', async () => {
  const { handle, password } = peer.accounts.make('main.test')
  const fieldOf = async (fields: Record<string, string>) => {
    const answer = await connect(fields)
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused', JSON.stringify(answer))
    return answer.trouble.trouble.field
  }
  assert.equal(await fieldOf({ appPassword: 'aaaa-bbbb-cccc-dddd' }), 'identifier')
  assert.equal(await fieldOf({ identifier: handle }), 'appPassword')
  assert.equal(await fieldOf({ identifier: handle, appPassword: 'aaaa-bbbb-cccc-dddd' }), 'appPassword')
  assert.equal(
    await fieldOf({ identifier: handle, appPassword: password }),
    'appPassword',
    'the main password is not kept',
  )
})

test('ending a session is heard by the server, and ending it twice is no trouble', async () => {
  const { did, handle, appPassword } = peer.accounts.make('leaving.test')
  const answer = await connect({ identifier: handle, appPassword })
  assert.ok(answer.ok)
  const { secret } = answer.value
  const account = { server: peer.url, id: did, handle, secret, told: {}, keep: async () => {} }
  for (const _time of [1, 2]) assert.ok((await bluesky.signIn!.revoke!(callFor(http), account, null)).ok)
  assert.throws(() => peer.accounts.refresh(String(secret.refreshJwt)), /could not be verified/)
})

test('a server is an address with https, or this machine', () => {
  assert.equal(originOf('bsky.social'), 'https://bsky.social')
  assert.equal(originOf(' https://pds.example.org/xrpc/ '), 'https://pds.example.org')
  assert.equal(originOf('http://127.0.0.1:2583'), 'http://127.0.0.1:2583')
  assert.equal(originOf('http://pds.example.org'), null)
  assert.equal(originOf('https://ana:secret@pds.example.org'), null)
  assert.equal(originOf('not an address'), null)
})
