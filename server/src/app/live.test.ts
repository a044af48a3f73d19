import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeLive, type News } from './live.ts'

const said = (library: string, id: number) =>
  JSON.stringify({ library, id, kind: 'post.changed', subject: { kind: 'post', id: `p${id}` }, listeners: 0 })
const follower = () => {
  const heard: News[] = []
  return { heard, hear: (news: News) => void heard.push(news) }
}

test('news of a library reach all who follow it, in order, and nobody else', () => {
  const live = makeLive()
  const [one, two, other] = [follower(), follower(), follower()]
  live.subscribe('a', one.hear)
  live.subscribe('a', two.hear)
  live.subscribe('b', other.hear)
  for (const id of [1, 2]) live.take(said('a', id))
  live.take(said('c', 3))
  for (const { heard } of [one, two])
    assert.deepEqual(
      heard.map((news) => news?.id),
      [1, 2],
    )
  assert.deepEqual(other.heard, [])
  // How many listeners it has is the server's own business.
  assert.deepEqual(Object.keys(one.heard[0]!).sort(), ['id', 'kind', 'subject'])
})

test('a stream that broke keeps the news from nobody else', () => {
  const live = makeLive()
  const after = follower()
  live.subscribe('a', () => {
    throw new Error('this stream is closed')
  })
  live.subscribe('a', after.hear)
  live.take(said('a', 1))
  live.missed()
  assert.deepEqual(
    after.heard.map((news) => news?.id ?? null),
    [1, null],
  )
})

test('who stops following hears no more, once or twice stopped, and leaves the others', () => {
  const live = makeLive()
  const [one, two] = [follower(), follower()]
  const stop = live.subscribe('a', one.hear)
  live.subscribe('a', two.hear)
  stop()
  stop()
  live.take(said('a', 1))
  assert.deepEqual([one.heard.length, two.heard.length, live.followers()], [0, 1, 1])
})

test('a stop that comes late does not end who follows the same library since', () => {
  const live = makeLive()
  const stop = live.subscribe('a', follower().hear)
  stop()
  const fresh = follower()
  live.subscribe('a', fresh.hear)
  stop()
  live.take(said('a', 1))
  assert.deepEqual([fresh.heard.length, live.followers()], [1, 1])
})

test('who stops in the middle of a piece of news takes it from nobody', () => {
  const live = makeLive()
  const later = follower()
  const stop = live.subscribe('a', () => stop())
  live.subscribe('a', later.hear)
  live.take(said('a', 1))
  assert.equal(later.heard.length, 1)
})

test('where something may have been missed everybody is told to ask again, in every library', () => {
  const live = makeLive()
  const [one, other] = [follower(), follower()]
  live.subscribe('a', one.hear)
  live.subscribe('b', other.hear)
  live.missed()
  assert.deepEqual([one.heard, other.heard], [[null], [null]])
})
