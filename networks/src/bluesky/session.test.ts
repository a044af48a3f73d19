import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectedToContract } from '../../../test/peers/bluesky-contract/account.ts'
import { partOf } from '../testing/parts.ts'
import { bluesky } from './adapter.ts'
import { lifeLeft } from './session.ts'

const { prepare, release } = bluesky.publish!

test('a token that ends within minutes is renewed before it is used, and kept', async () => {
  await using us = await connectedToContract({ accessTokenS: 120 })
  const before = us.account.secret.accessJwt
  us.peer.accounts.rules.accessTokenS = 7200
  await us.prepared(partOf('Good morning'))
  assert.equal(us.kept.length, 1)
  assert.notEqual(us.kept[0]!.accessJwt, before)
  assert.equal(us.kept[0]!.appPassword, us.made.appPassword)
  await us.prepared(partOf('Good evening'))
  assert.equal(us.kept.length, 1, 'a fresh token is not renewed')
})

test('a token that the server calls expired at the release is renewed, and the post is out once', async () => {
  await using us = await connectedToContract()
  const part = partOf('Good morning')
  const prepared = await us.prepared(part)
  us.peer.accounts.expireAll()
  const answer = await us.release(part, prepared, us.key())
  assert.ok(answer.ok, JSON.stringify(answer))
  assert.equal(us.kept.length, 1)
  const { accepted, standing } = us.peer.book.totals(us.peer.repos)
  assert.deepEqual([accepted, standing], [1, 1])
})

test('when the refresh token is no longer taken, the app password signs in again', async () => {
  await using us = await connectedToContract()
  us.account.secret = { ...us.account.secret, accessJwt: '', refreshJwt: 'no longer good' }
  await us.prepared(partOf('Good morning'))
  assert.ok(us.kept.length === 1 && us.kept[0]!.refreshJwt !== 'no longer good')
})

test('a revoked app password asks for a person, with nothing sent', async () => {
  await using us = await connectedToContract()
  us.peer.accounts.revoke(us.made.handle)
  us.account.secret = { ...us.account.secret, accessJwt: '' }
  const answer = await prepare(us.call(), us.account, partOf('Good morning'), null)
  assert.ok(!answer.ok)
  assert.equal(answer.trouble.trouble.kind, 'sign-in-again')
  assert.deepEqual(us.kept, [])
})

test('a server that is down at the renewal is waited for; the app password is not sent about', async () => {
  await using us = await connectedToContract()
  us.account.secret = { ...us.account.secret, accessJwt: '' }
  us.peer.faults.add({ kind: 'down', on: 'com.atproto.server.refreshSession' })
  // It would be used up by a sign-in.
  us.peer.faults.add({ kind: 'hang-up-before', on: 'com.atproto.server.createSession' })
  const answer = await prepare(us.call(), us.account, partOf('Good morning'), null)
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'down')
  assert.ok(us.peer.faults.next('com.atproto.server.createSession', null), 'nobody signed in')
})

test('an account that was taken down may not post, and nothing is out', async () => {
  await using us = await connectedToContract()
  const part = partOf('Good morning')
  const prepared = await us.prepared(part)
  us.peer.accounts.bar(us.made.handle, 'AccountTakedown')
  const answer = await release(us.call(), us.account, part, prepared, us.key())
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'not-allowed')
  assert.equal(answer.trouble.rejected, true)
})

test('how long a token lives is read off the token; one that does not say is left to the server', () => {
  const now = new Date(1_000_000)
  const token = `x.${Buffer.from(JSON.stringify({ exp: 1_060 })).toString('base64url')}.x`
  assert.equal(lifeLeft(token, now), 60_000)
  assert.equal(lifeLeft('opaque', now), null)
  assert.equal(lifeLeft('', now), null)
})
