/** What is particular to Bluesky: who is left out of a list, and what "nobody" rests on. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { startBlueskyContract } from '../../../test/peers/bluesky-contract/peer.ts'
import { guardedHttp, type Http } from '../http.ts'
import type { Account, Call } from '../port.ts'
import { callFor } from '../testing/parts.ts'
import { bluesky } from './adapter.ts'

const { search, names } = bluesky.people!
const SEARCH = 'app.bsky.actor.searchActorsTypeahead'
const RESOLVE = 'com.atproto.identity.resolveHandle'

async function standing(t: TestContext) {
  const peer = await startBlueskyContract()
  const http = guardedHttp([new URL(peer.url).host])
  t.after(async () => {
    await http.close()
    await peer.stop()
  })
  const { handle, appPassword } = peer.accounts.make('library.test')
  const answer = await bluesky.signIn!.connect(callFor(http), peer.url, { identifier: handle, appPassword })
  assert.ok(answer.ok)
  const { health, secret } = answer.value
  const account: Account = { ...health.account, server: peer.url, secret, told: health.told, keep: async () => {} }
  /** A call in which the AppView's list is another. */
  const told = (actors: unknown[]): Call => {
    const call = callFor(http)
    const send: Http['send'] = async (request) => {
      const answer = await http.send(request)
      const text = JSON.stringify({ actors })
      return request.url.includes(SEARCH) ? { ...answer, body: Buffer.from(text), text: () => text } : answer
    }
    return { ...call, http: { ...http, send } }
  }
  return { peer, account, call: () => callFor(http), told }
}

test('whoever has no handle that leads back, or none that a post would read, is left out', async (t) => {
  const { account, told } = await standing(t)
  const actors = [
    { did: 'did:plc:a', handle: 'museum.test', displayName: ' Harbor\u0000 Museum\n' },
    { did: 'did:plc:b', handle: 'handle.invalid', displayName: 'Nobody' },
    { did: 'did:plc:c', handle: 'no-dots', displayName: 'Not a domain' },
    { did: 'did:plc:d', handle: 'two words.test' },
    { did: 'did:plc:e' },
    7,
    { did: 'did:plc:f', handle: 'quiet.bsky.social' },
  ]
  const answer = await search(told(actors), account, 'any', 8)
  assert.ok(answer.ok, JSON.stringify(answer))
  assert.deepEqual(answer.value.people, [
    { handle: 'museum.test', name: 'Harbor Museum' },
    { handle: 'quiet.bsky.social', name: '' },
  ])
})

test('a server that answers more than was asked for is cut', async (t) => {
  const { account, told } = await standing(t)
  const actors = Array.from({ length: 50 }, (_, at) => ({ did: `did:plc:${at}`, handle: `one${at}.test` }))
  const answer = await search(told(actors), account, 'one', 8)
  assert.ok(answer.ok)
  assert.equal(answer.value.people.length, 8)
})

test('an access token that is no longer taken is renewed, and the question asked once more', async (t) => {
  const { peer, account, call } = await standing(t)
  peer.faults.add({ kind: 'expired-token', on: SEARCH })
  const answer = await search(call(), account, 'library', 8)
  assert.ok(answer.ok, JSON.stringify(answer))
  assert.deepEqual(
    answer.value.people.map((one) => one.handle),
    ['library.test'],
  )
})

test('only the server’s own word that there is no such handle is nobody; silence is not', async (t) => {
  const { peer, account, call } = await standing(t)
  const nobody = await names(call(), account, 'nobody.test')
  assert.ok(nobody.ok && !nobody.value.somebody)
  for (const kind of ['down', 'error-before', 'proxy', 'garbage', 'hang-up-before', 'too-fast'] as const) {
    peer.faults.add({ kind, on: RESOLVE })
    const answer = await names(call(), account, 'nobody.test')
    assert.ok(!answer.ok, kind)
    assert.notEqual(answer.trouble.trouble.kind, 'unknown', kind)
  }
  const elsewhere = await names(call(), { ...account, server: 'http://127.0.0.1:1', secret: {} }, 'library.test')
  assert.ok(!elsewhere.ok, 'what our own guard refuses says nothing of anybody')
  const library = await names(call(), account, 'Library.TEST')
  assert.ok(library.ok && library.value.somebody)
})

test('handles resolve without a session, as they do when the post is prepared', async (t) => {
  const { peer, account, call } = await standing(t)
  peer.accounts.revoke('library.test')
  const answer = await names(call(), { ...account, secret: {} }, 'library.test')
  assert.ok(answer.ok && answer.value.somebody)
})
