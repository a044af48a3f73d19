import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { kin } from '../../../test/peers/mastodon/switches.ts'
import { SCOPES, signIn } from './sign-in.ts'
import { standing } from './testing.ts'

const BACK = 'https://library.example/channels/back'
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-as-rfc-7636-asks'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** What a browser does: opens the page, agrees, and is sent back. */
async function agree(address: string, decision: 'authorize' | 'deny', username = 'library'): Promise<URL> {
  const page = await (await fetch(address)).text()
  const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [
    name!,
    value!.replaceAll('&amp;', '&'),
  ])
  const answer = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams([...fields, ['decision', decision], ['username', username]]),
    redirect: 'manual',
  })
  assert.equal(answer.status, 302, await answer.text())
  return new URL(answer.headers.get('location')!)
}

test('a person signs in by OAuth with PKCE, for the least that is needed, and can take it back', async (t) => {
  const { peer, call } = await standing(t)
  const registered = await signIn.register(call(), peer.url, BACK)
  assert.ok(registered.ok)
  const { app } = registered.value
  const address = signIn.start(app, peer.url, BACK, 'state-1', CHALLENGE)
  assert.equal(new URL(address).searchParams.get('scope'), SCOPES)
  const back = await agree(address, 'authorize')
  assert.equal(back.searchParams.get('state'), 'state-1')
  const finished = await signIn.finish(call(), app, peer.url, BACK, back.searchParams.get('code')!, VERIFIER)
  assert.ok(finished.ok, JSON.stringify(finished))
  const { health, secret } = finished.value
  assert.equal(health.account.handle, `@library@${new URL(peer.url).host}`)
  assert.equal(JSON.stringify(health).includes(String(secret.accessToken)), false)

  const account = {
    server: peer.url,
    id: health.account.id,
    handle: '',
    secret,
    told: health.told,
    keep: async () => {},
  }
  assert.ok((await signIn.revoke(call(), account, app)).ok)
  const after = await signIn.health(call(), account)
  assert.ok(!after.ok && after.trouble.trouble.kind === 'sign-in-again')
})

test('a code without its verifier is worth nothing, nor one that was used', async (t) => {
  const { peer, call } = await standing(t)
  const registered = await signIn.register(call(), peer.url, BACK)
  assert.ok(registered.ok)
  const { app } = registered.value
  const code = async () =>
    (await agree(signIn.start(app, peer.url, BACK, 's', CHALLENGE), 'authorize')).searchParams.get('code')!
  const wrong = await signIn.finish(call(), app, peer.url, BACK, await code(), 'another-verifier')
  assert.ok(!wrong.ok && wrong.trouble.trouble.kind === 'refused')
  const once = await code()
  assert.ok((await signIn.finish(call(), app, peer.url, BACK, once, VERIFIER)).ok)
  const twice = await signIn.finish(call(), app, peer.url, BACK, once, VERIFIER)
  assert.ok(!twice.ok)
  assert.equal(JSON.stringify(twice).includes(once), false)
})

test('a person who says no comes back without a code', async (t) => {
  const { peer, call } = await standing(t)
  const registered = await signIn.register(call(), peer.url, BACK)
  assert.ok(registered.ok)
  const back = await agree(signIn.start(registered.value.app, peer.url, BACK, 's', CHALLENGE), 'deny')
  assert.deepEqual([back.searchParams.get('error'), back.searchParams.get('code')], ['access_denied', null])
})

test('an application that the server no longer knows is told as a sign-in that has to begin anew', async (t) => {
  const { peer, call } = await standing(t)
  const registered = await signIn.register(call(), peer.url, BACK)
  assert.ok(registered.ok)
  const { app } = registered.value
  peer.book.apps.clear()
  const answer = await signIn.finish(call(), app, peer.url, BACK, 'code', VERIFIER)
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'sign-in-again')
  assert.equal(JSON.stringify(answer).includes(String(app.clientSecret)), false)
})

test('Pixelfed is asked for the coarse scopes, the only ones that it knows', async (t) => {
  const { peer, call } = await standing(t, kin.pixelfed)
  const registered = await signIn.register(call(), peer.url, BACK)
  assert.ok(registered.ok)
  assert.equal(registered.value.app.scopes, 'read write')
})

test('a token that was typed in can be revoked only by its owner', async (t) => {
  const { account, call } = await standing(t)
  const answer = await signIn.revoke(call(), account, null)
  assert.ok(!answer.ok)
  assert.deepEqual([answer.trouble.trouble.kind, answer.trouble.sent], ['not-allowed', 'none'])
})

test('what cannot be a server or a token is refused with the name of the field, before anything is sent', async (t) => {
  const { peer, call } = await standing(t)
  for (const server of [
    '',
    'http://mastodon.example',
    'ftp://mastodon.example',
    'https://u:p@mastodon.example',
    'a b',
  ]) {
    const answer = await signIn.connect(call(), server, { accessToken: 'abcdefgh' })
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused', server)
    assert.deepEqual([answer.trouble.trouble.field, answer.trouble.sent], ['server', 'none'])
  }
  for (const accessToken of ['', 'two words', 'line\nbreak', 'señal']) {
    const answer = await signIn.connect(call(), peer.url, { accessToken })
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused', accessToken)
    assert.equal(answer.trouble.trouble.field, 'accessToken')
  }
})

test('a token without the scope to read its account is not allowed, in the words of the server', async (t) => {
  const { peer, account, call } = await standing(t)
  const weak = peer.book.addToken(account.id, null, 'write:statuses')
  const answer = await signIn.connect(call(), peer.url, { accessToken: weak })
  assert.ok(!answer.ok)
  assert.deepEqual(answer.trouble.trouble, {
    kind: 'not-allowed',
    reason: 'This action is outside the authorized scopes',
  })
})

test('the limits are the server’s own, from the newer or the older document, and null where it tells none', async (t) => {
  const { peer, account, connect } = await standing(t)
  assert.deepEqual(account.told, {
    software: 'mastodon',
    version: '4.7.0',
    maxCharacters: 500,
    charactersPerUrl: 23,
    maxMedia: 4,
    minMedia: 0,
    maxAlt: 1500,
    maxImageBytes: 16_777_216,
    maxImagePixels: 33_177_600,
    maxVideoBytes: 103_809_024,
    maxVideoPixels: 8_294_400,
    pollAnswers: 4,
    pollAnswerMax: 50,
    pollLeastMinutes: 5,
    pollMostMinutes: 43_829,
    imageTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  })
  peer.switches.instance = 'v1'
  peer.switches.limits.maxCharacters = 5000
  assert.equal((await connect()).told.maxCharacters, 5000)
  peer.switches.instance = 'none'
  peer.switches.software = null
  const { told } = await connect()
  assert.deepEqual([told.software, told.version, told.maxCharacters, told.imageTypes], ['unknown', null, null, null])
})

test('a server that is silent for a while keeps what it told before', async (t) => {
  const { peer, account, call } = await standing(t)
  peer.fail({ on: 'instance', with: 'proxy', status: 502, times: 9 })
  const answer = await signIn.health(call(), account)
  assert.ok(answer.ok)
  assert.deepEqual(answer.value.health.told, account.told)
  assert.equal(answer.value.health.account.handle, account.handle)
  const first = await signIn.connect(call(), peer.url, { accessToken: String(account.secret.accessToken) })
  assert.ok(first.ok)
  assert.deepEqual([first.value.health.told.software, first.value.health.told.maxCharacters], ['unknown', null])
})
