import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PeerStatus } from '../../../test/peers/mastodon/book.ts'
import { kin } from '../../../test/peers/mastodon/switches.ts'
import type { Part } from '../port.ts'
import { partOf } from '../testing/parts.ts'
import { lookUp } from './look-up.ts'
import { type Standing, standing } from './testing.ts'

const MINUTE = 60_000

/** Puts a post of the account there, as if somebody had posted it on the network itself. */
function put({ peer, account }: Standing, text: string, change: Partial<PeerStatus> = {}): PeerStatus {
  const defaults = {
    spoiler: '',
    sensitive: false,
    visibility: 'public' as const,
    language: 'en',
    mediaIds: [],
    parentId: null,
  }
  const { id: _id, ...rest } = { id: '', ...change }
  return Object.assign(
    peer.book.accept({ ...defaults, accountId: account.id, text, key: null, createdAt: new Date(), ...rest }),
    change,
  )
}

async function look({ account, call }: Standing, part: Part, since: Date) {
  const answer = await lookUp(call(), account, part, { uploads: [] }, since)
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value.found
}

test('the oldest of two that are ours is the release', async (t) => {
  const at = await standing(t)
  const since = new Date()
  const first = put(at, 'Twice')
  put(at, 'Twice')
  const found = await look(at, partOf('Twice'), since)
  assert.ok(found.is === 'out')
  assert.equal(found.remote.id, first.id)
  assert.deepEqual(found.publishedAt, first.createdAt)
})

test('a clock that differs from the server’s by hours deceives nobody', async (t) => {
  const at = await standing(t)
  const ahead = 5 * 60 * MINUTE
  const call = {
    ...at.call(),
    clock: () => new Date(Date.now() + ahead),
    deadline: new Date(Date.now() + ahead + 9000),
  }
  put(at, 'Same words', { createdAt: new Date(Date.now() - MINUTE) })
  const since = new Date(Date.now() + ahead)
  const before = await lookUp(call, at.account, partOf('Same words'), { uploads: [] }, since)
  assert.ok(before.ok && before.value.found.is === 'not-out', JSON.stringify(before))
  const ours = put(at, 'Same words')
  const after = await lookUp(call, at.account, partOf('Same words'), { uploads: [] }, since)
  assert.ok(after.ok && after.value.found.is === 'out')
  assert.equal(after.value.found.remote.id, ours.id)
})

test('it reads on past a busy account’s newest posts, and says when it gave up', async (t) => {
  const at = await standing(t)
  const since = new Date(Date.now() - MINUTE)
  const ours = put(at, 'Under many')
  for (let n = 0; n < 100; n++) put(at, `Later ${n}`)
  const found = await look(at, partOf('Under many'), since)
  assert.ok(found.is === 'out' && found.remote.id === ours.id)
  for (let n = 0; n < 120; n++) put(at, `Even later ${n}`)
  assert.equal((await look(at, partOf('Under many'), since)).is, 'cannot-tell')
})

test('replies, warnings and edits are told apart', async (t) => {
  const at = await standing(t)
  const since = new Date(Date.now() - MINUTE)
  const parent = put(at, 'The first part')
  put(at, 'Same words', { parentId: parent.id })
  assert.equal((await look(at, partOf('Same words'), since)).is, 'not-out')
  const remote = { id: parent.id, url: null, ref: {} }
  assert.equal((await look(at, partOf('Same words', { parent: remote, root: remote }), since)).is, 'out')
  put(at, 'Warned', { spoiler: 'Careful' })
  assert.equal((await look(at, partOf('Warned', { options: { warning: 'Careful' } }), since)).is, 'out')
  assert.equal((await look(at, partOf('Warned'), since)).is, 'cannot-tell')
  put(at, 'Was something else', { editedAt: new Date() })
  assert.equal((await look(at, partOf('Nothing like it'), since)).is, 'cannot-tell')
})

test('a repeat of another account’s post is not ours, and an account that is gone is told', async (t) => {
  const at = await standing(t)
  const gone = await lookUp(at.call(), { ...at.account, id: '999' }, partOf('x'), { uploads: [] }, new Date())
  assert.ok(!gone.ok)
  assert.deepEqual(gone.trouble.trouble, { kind: 'gone', what: 'account' })
})

test('where a server lists no replies, a missing reply proves nothing', async (t) => {
  const at = await standing(t, kin.pixelfed)
  const parent = { id: '1', url: null, ref: {} }
  assert.equal((await look(at, partOf('A comment', { parent, root: parent }), new Date())).is, 'cannot-tell')
  assert.equal((await look(at, partOf('A post'), new Date())).is, 'not-out')
})
