/** What the suite cannot ask of every network: polls, private messages, servers that do not count. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kin } from '../../../test/peers/mastodon/switches.ts'
import type { Figure, Remote } from '../port.ts'
import { mastodon } from './adapter.ts'
import { standing } from './testing.ts'

const measure = mastodon.measure!
const remote = (id: string): Remote => ({ id, url: null, ref: {} })
const figureIn = (figures: Figure[] | 'gone', name: string) =>
  figures === 'gone' ? 'gone' : figures.find((one) => one.measure === name)

test('each count is told under its own name', async (t) => {
  const { peer, account, call } = await standing(t)
  const { id } = peer.book.postByPhone(account.id, 'Counted')
  peer.book.statuses.get(id)!.counts = { favourites: 4, reblogs: 3, replies: 2, quotes: 1 }
  const answer = await measure.readPosts(call(), account, [remote(id)])
  assert.ok(answer.ok)
  assert.deepEqual(
    (answer.value.posts[0]!.figures as Figure[]).map((one) => [one.measure, one.native, one.value]),
    [
      ['engagement.reactions', 'favourites_count', 4],
      ['engagement.comments', 'replies_count', 2],
      ['engagement.shares', 'reblogs_count', 3],
      ['engagement.quotes', 'quotes_count', 1],
    ],
  )
})

test('a server that does not tell a count leaves it missing, never 0', async (t) => {
  const { peer, account, call } = await standing(t)
  const { id } = peer.book.postByPhone(account.id, 'An older server')
  peer.onExchange = (_ask, reply) => {
    for (const status of reply.body as { quotes_count?: number }[]) delete status.quotes_count
  }
  const answer = await measure.readPosts(call(), account, [remote(id)])
  assert.ok(answer.ok)
  assert.deepEqual(figureIn(answer.value.posts[0]!.figures, 'engagement.quotes'), {
    measure: 'engagement.quotes',
    native: 'quotes_count',
    value: null,
    missing: 'not-told',
  })
})

test('votes are a figure of posts with a poll, and of no others', async (t) => {
  const { peer, account, call } = await standing(t)
  const plain = peer.book.postByPhone(account.id, 'No poll')
  const poll = peer.book.postByPhone(account.id, 'Which day?')
  peer.onExchange = (_ask, reply) => {
    for (const status of reply.body as { id: string; poll: unknown }[])
      if (status.id === poll.id) status.poll = { id: '1', votes_count: 17 }
  }
  const answer = await measure.readPosts(call(), account, [remote(plain.id), remote(poll.id)])
  assert.ok(answer.ok)
  assert.deepEqual(
    answer.value.posts.map(({ figures }) => {
      const votes = figureIn(figures, 'poll.votes')
      return votes === 'gone' ? votes : votes?.value
    }),
    [undefined, 17],
  )
})

test('a count that is no count is an answer that cannot be read', async (t) => {
  const { peer, account, call } = await standing(t)
  const { id } = peer.book.postByPhone(account.id, 'Odd')
  for (const wrong of [-1, 2.5, '3', {}]) {
    peer.onExchange = (_ask, reply) => {
      for (const status of reply.body as { favourites_count: unknown }[]) status.favourites_count = wrong
    }
    const answer = await measure.readPosts(call(), account, [remote(id)])
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'garbled', JSON.stringify(wrong))
    assert.ok(answer.trouble.raw?.body, 'what came is kept')
  }
})

test('followers that snac calls 0 are not told, since it says so of everybody', async (t) => {
  const { account, call } = await standing(t, kin.snac)
  const answer = await measure.readAccount(call(), account)
  assert.ok(answer.ok)
  for (const one of answer.value.figures) assert.deepEqual([one.value, one.missing], [null, 'not-told'])
})

test('followers are what the server says, and a true 0 stays 0', async (t) => {
  const { peer, account, call } = await standing(t)
  const followers = async () => {
    const answer = await measure.readAccount(call(), account)
    assert.ok(answer.ok)
    return answer.value.figures.find((one) => one.measure === 'audience.followers')!.value
  }
  assert.equal(await followers(), 0)
  peer.book.accounts.get(account.id)!.followers = 1204
  assert.equal(await followers(), 1204)
})

test('private messages are not part of the listing', async (t) => {
  const { peer, account, call } = await standing(t)
  const shown = peer.book.postByPhone(account.id, 'For all')
  peer.book.postByPhone(account.id, 'Your book is here').visibility = 'direct'
  const answer = await measure.listOwn(call(), account, new Date(Date.now() - 60_000), null)
  assert.ok(answer.ok)
  assert.deepEqual(
    answer.value.posts.map((one) => one.remote.id),
    [shown.id],
  )
})

test('the same words behind another warning, or in answer to another post, are another post', async (t) => {
  const { peer, account, call } = await standing(t)
  const first = peer.book.postByPhone(account.id, 'See there')
  peer.book.double(first.id)
  peer.book.double(first.id).spoiler = 'The end of the book'
  peer.book.double(first.id).parentId = first.id
  const answer = await measure.listOwn(call(), account, new Date(Date.now() - 60_000), null)
  assert.ok(answer.ok)
  assert.equal(new Set(answer.value.posts.map((one) => one.likeness)).size, 3)
})

test('kin are asked post by post, and one that is gone does not hide the rest', async (t) => {
  const { peer, account, call } = await standing(t, kin.gotosocial)
  assert.equal(measure.postsAtOnce(account), 1)
  const here = peer.book.postByPhone(account.id, 'Here')
  const gone = peer.book.postByPhone(account.id, 'Gone')
  peer.book.drop(gone.id)
  const answer = await measure.readPosts(call(), account, [remote(gone.id), remote(here.id)])
  assert.ok(answer.ok)
  assert.equal(answer.value.posts[0]!.figures, 'gone')
  assert.notEqual(answer.value.posts[1]!.figures, 'gone')
})

test('a server before 4.3 is asked post by post, each request on its own account; later ones for many at once', async (t) => {
  const { peer, connect } = await standing(t)
  const atOnce = async (version: string, software = 'mastodon') => {
    Object.assign(peer.switches, { version, software })
    return measure.postsAtOnce(await connect())
  }
  for (const version of ['3.5.3', '4.2.10', '4.2.0+glitch', 'nightly']) assert.equal(await atOnce(version), 1, version)
  for (const version of ['4.3.0', '4.10.1', '4.3.0-beta.1', '5.0.0']) assert.equal(await atOnce(version), 20, version)
  assert.equal(await atOnce('4.7.0', 'gotosocial'), 1)
})

test('a server that lacks the question which its version promises makes no second request in the same call for a batch', async (t) => {
  const { peer, account, call } = await standing(t, { manyStatuses: false })
  const [one, other] = [peer.book.postByPhone(account.id, 'One'), peer.book.postByPhone(account.id, 'Other')]
  let requests = 0
  peer.onExchange = () => {
    requests++
  }
  const both = await measure.readPosts(call(), account, [remote(one.id), remote(other.id)])
  assert.ok(!both.ok)
  assert.equal(requests, 1)
  const alone = await measure.readPosts(call(), account, [remote(one.id)])
  assert.ok(alone.ok)
  assert.notEqual(alone.value.posts[0]!.figures, 'gone')
})

test('readings leave half of the server’s limit to posts', async (t) => {
  const { account } = await standing(t)
  const reading = mastodon.publish!.budgets(account).filter((one) => (one.cost.reading ?? 0) > 0)
  assert.deepEqual(
    reading.map((one) => one.limit),
    [300, 150],
  )
  assert.equal(reading[1]!.cost.post, 0)
})
