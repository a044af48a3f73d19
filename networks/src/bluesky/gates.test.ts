import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectedToContract } from '../../../test/peers/bluesky-contract/account.ts'
import type { PartOptions } from '../port.ts'
import { partOf } from '../testing/parts.ts'
import { gatesOf } from './gates.ts'

const POST = 'app.bsky.feed.post'
const THREAD = 'app.bsky.feed.threadgate'
const QUOTES = 'app.bsky.feed.postgate'

/** What of a post with these options stands in the repository after a release. */
async function released(options: PartOptions) {
  const us = await connectedToContract()
  const part = partOf('Who may answer?', { options })
  const prepared = await us.prepared(part)
  const key = us.key()
  const answer = await us.release(part, prepared, key)
  const { records } = us.peer.repos.of(us.account.id)
  const at = (collection: string) => records.get(`${collection}/${key}`)?.value
  return { us, part, prepared, key, answer, at, order: us.peer.book.receipts.map(({ collection }) => collection) }
}

for (const [rule, allow] of [
  ['nobody', []],
  ['followers', [{ $type: `${THREAD}#followerRule` }]],
  ['followed', [{ $type: `${THREAD}#followingRule` }]],
  ['mentioned', [{ $type: `${THREAD}#mentionRule` }]],
] as const)
  test(`answers of ${rule}: the gate stands under the post’s key, and before the post`, async () => {
    const { us, answer, at, key, order } = await released({ replies: rule })
    await using _us = us
    assert.ok(answer.ok, JSON.stringify(answer))
    assert.deepEqual(at(THREAD)?.allow, allow)
    assert.equal(at(THREAD)?.post, `at://${us.account.id}/${POST}/${key}`)
    assert.equal(at(THREAD)?.createdAt, at(POST)?.createdAt)
    assert.deepEqual(order, [THREAD, POST])
  })

test('a post that may not be quoted says so, apart from who may answer', async () => {
  const { us, at, order } = await released({ quotes: 'nobody' })
  await using _us = us
  assert.deepEqual(at(QUOTES)?.embeddingRules, [{ $type: `${QUOTES}#disableRule` }])
  assert.equal(at(THREAD), undefined)
  assert.deepEqual(order, [QUOTES, POST])
})

test('without a wish nothing but the post is written', async () => {
  const { us, order } = await released({})
  await using _us = us
  assert.deepEqual(order, [POST])
})

test('a second release writes nothing twice', async () => {
  const { us, part, prepared, key } = await released({ replies: 'nobody', quotes: 'nobody' })
  await using _us = us
  const again = await us.release(part, prepared, key)
  assert.ok(again.ok, JSON.stringify(again))
  assert.deepEqual(
    us.peer.book.receipts.map(({ collection, wrote }) => [collection, wrote]),
    [
      [THREAD, 'new'],
      [QUOTES, 'new'],
      [POST, 'new'],
      [THREAD, 'nothing'],
      [QUOTES, 'nothing'],
      [POST, 'nothing'],
    ],
  )
})

test('where the gate cannot be written nothing is out, and the failure says so', async () => {
  await using us = await connectedToContract()
  const part = partOf('Behind a gate', { options: { replies: 'followers' } })
  const prepared = await us.prepared(part)
  us.peer.faults.add({ kind: 'error-after' })
  const answer = await us.release(part, prepared, us.key())
  assert.ok(!answer.ok)
  assert.deepEqual([answer.trouble.sent, answer.trouble.rejected], ['none', false])
  const posts = [...us.peer.repos.of(us.account.id).records.keys()].filter((place) => place.startsWith(`${POST}/`))
  assert.deepEqual(posts, [])
})

test('a later part of a thread has no gate for answers: the first part’s holds for all', () => {
  const parent = { id: 'at://did:plc:x/a/b', url: null, ref: { uri: 'at://did:plc:x/a/b', cid: 'c' } }
  const part = partOf('Second part', { parent, root: parent, number: 2, count: 2, options: { replies: 'nobody' } })
  assert.deepEqual(gatesOf(part, 'at://did:plc:x/a/c', '2026-11-24T09:00:00Z'), [])
})
