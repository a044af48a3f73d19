import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectedToContract } from '../../../test/peers/bluesky-contract/account.ts'
import { keyAt } from '../../../test/peers/bluesky-contract/harness.ts'
import { partOf, pictureOf } from '../testing/parts.ts'
import { bluesky } from './adapter.ts'

const { prepare, lookUp } = bluesky.publish!
const remove = bluesky.publish!.remove!
const POST = 'app.bsky.feed.post'
const MINUTE = 60_000

test('another post that stands at the key is not overwritten: a person looks', async () => {
  await using us = await connectedToContract()
  const part = partOf('Ours')
  const prepared = await us.prepared(part)
  const key = us.key()
  const repo = us.peer.repos.of(us.account.id)
  repo.put({ collection: POST, rkey: key, record: { $type: POST, text: 'Theirs', createdAt: '2026-11-24T09:00:00Z' } })
  const answer = await us.release(part, prepared, key)
  assert.ok(!answer.ok)
  assert.deepEqual(
    [answer.trouble.trouble.kind, answer.trouble.sent, answer.trouble.rejected],
    ['unknown', 'maybe', false],
  )
  assert.equal(repo.get(POST, key).value.text, 'Theirs')
})

test('a post that a client touched without changing text and date is still ours', async () => {
  await using us = await connectedToContract()
  const part = partOf('Ours')
  const prepared = await us.prepared(part)
  const key = us.key()
  const first = await us.release(part, prepared, key)
  assert.ok(first.ok)
  const repo = us.peer.repos.of(us.account.id)
  repo.put({ collection: POST, rkey: key, record: { ...repo.get(POST, key).value, tags: ['added'] } })
  const second = await us.release(part, prepared, key)
  assert.ok(second.ok, JSON.stringify(second))
  assert.equal(second.value.remote.id, first.value.remote.id)
  assert.equal(us.peer.book.totals(us.peer.repos).overwritten, 0)
})

test('the record is shown at the moment of its preparing, and stays so for every attempt', async () => {
  await using us = await connectedToContract()
  const part = partOf('Scheduled last week', { createdAt: new Date(Date.now() - 7 * 24 * 60 * MINUTE) })
  const first = await us.prepared(part)
  const created = Date.parse(String((first.record as { createdAt: string }).createdAt))
  assert.ok(Date.now() - created < MINUTE, 'readers would find it below a week of other posts')
  assert.deepEqual(await us.prepared(part, first), first)
})

test('pictures that the server threw away are uploaded again, and the post goes out', async () => {
  await using us = await connectedToContract()
  const part = partOf('With a picture', { media: [pictureOf('A lamp')] })
  const prepared = await us.prepared(part)
  us.peer.repos.of(us.account.id).blobs.clear()
  const key = us.key()
  const lost = await us.release(part, prepared, key)
  assert.ok(!lost.ok && lost.trouble.trouble.kind === 'down' && lost.trouble.rejected)
  // Ten minutes later the uploads are no longer trusted.
  const later = () => new Date(Date.now() + 10 * MINUTE)
  const deadline = new Date(Date.now() + 11 * MINUTE)
  const again = await prepare(us.call({ clock: later, deadline }), us.account, part, prepared)
  assert.ok(again.ok && again.value.ready)
  const answer = await us.release(part, again.value.prepared, key)
  assert.ok(answer.ok, JSON.stringify(answer))
})

test('soon after the release a missing post is not out; later only if the account did nothing at all since', async () => {
  await using us = await connectedToContract()
  const part = partOf('Did it go out?')
  const prepared = await us.prepared(part)
  const key = us.key()
  const found = async (since: Date) => {
    const answer = await lookUp(us.call(), us.account, part, prepared, key, since)
    assert.ok(answer.ok, JSON.stringify(answer))
    return answer.value.found.is
  }
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)
  assert.equal(await found(ago(1)), 'not-out')
  // The repository's last change is its beginning, a moment ago: after a release of an hour ago.
  assert.equal(await found(ago(60)), 'cannot-tell')
  us.peer.repos.of(us.account.id).rev = keyAt(ago(90))
  assert.equal(await found(ago(60)), 'not-out', 'nothing changed since')
})

test('a post that a person took down on Bluesky does not come back by a late look-up', async () => {
  await using us = await connectedToContract()
  const part = partOf('Oh no, the wrong date')
  const prepared = await us.prepared(part)
  const key = us.key()
  const answer = await us.release(part, prepared, key)
  assert.ok(answer.ok)
  assert.ok((await remove(us.call(), us.account, answer.value.remote)).ok)
  const since = new Date(Date.now() - 30 * MINUTE)
  const told = await lookUp(us.call(), us.account, part, prepared, key, since)
  assert.ok(told.ok && told.value.found.is === 'cannot-tell', JSON.stringify(told))
})

test('an account that the server no longer shows proves nothing', async () => {
  await using us = await connectedToContract()
  const part = partOf('Hidden')
  const prepared = await us.prepared(part)
  us.peer.faults.add({ kind: 'proxy', on: 'com.atproto.repo.getRecord' })
  const answer = await lookUp(us.call(), us.account, part, prepared, us.key(), new Date())
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'garbled')
})

test('what Bluesky would refuse, or show to all, is refused before anything is sent', async () => {
  await using us = await connectedToContract()
  const fieldOf = async (change: Parameters<typeof partOf>[1], text = 'A text') => {
    const answer = await prepare(us.call(), us.account, partOf(text, change), null)
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused', JSON.stringify(answer))
    assert.equal(answer.trouble.sent, 'none')
    return answer.trouble.trouble.field
  }
  const picture = pictureOf('A lamp')
  assert.equal(await fieldOf({}, 'é'.repeat(301)), 'text')
  assert.equal(await fieldOf({}, '👨‍👩‍👧‍👦'.repeat(130)), 'text')
  assert.equal(await fieldOf({}, '  '), 'text')
  assert.equal(await fieldOf({ media: Array(5).fill(picture) }), 'media')
  assert.equal(await fieldOf({ media: [{ ...picture, bytes: 2_000_001 }] }), 'media')
  assert.equal(await fieldOf({ options: { visibility: 'private' } }), 'options.visibility')
  const parent = { id: 'x', url: null, ref: { uri: 'at://x' } }
  assert.equal(await fieldOf({ parent }), 'parent')
})

test('a removal touches no post of anybody else', async () => {
  await using us = await connectedToContract()
  const uri = 'at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3j5elszahov4d'
  const answer = await remove(us.call(), us.account, { id: uri, url: null, ref: { uri, cid: 'x' } })
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused' && answer.trouble.sent === 'none')
})
