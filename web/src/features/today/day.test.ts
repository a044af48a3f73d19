import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GoingOut, OnChannel } from '#app/api.types.ts'
import { cutAt, together } from './day.ts'

const on = (network: string, state: OnChannel['state'], waitingFor: OnChannel['waitingFor'] = null): OnChannel => ({
  delivery: network,
  channel: network,
  network,
  state,
  waitingFor,
})
const post = (title: string, dueAt: string): GoingOut => ({ post: title, title, dueAt, at: dueAt.slice(0, 16), on: [] })
const titles = (posts: GoingOut[]) => posts.map((one) => one.title)

test('channels in one state are said together, in the order in which they came', () => {
  assert.deepEqual(together([on('bulletin', 'published'), on('bluesky', 'held'), on('mastodon', 'published')]), [
    { state: 'published', waitingFor: null, networks: ['bulletin', 'mastodon'] },
    { state: 'held', waitingFor: null, networks: ['bluesky'] },
  ])
})

test('what waits for different things is not said together', () => {
  assert.equal(together([on('facebook', 'waiting', 'person'), on('bluesky', 'waiting', 'sign-in')]).length, 2)
})

test('the day is cut at now, whatever order and offset the moments have', () => {
  const day = [post('noon', '2026-11-17T12:00:00-05:00'), post('nine', '2026-11-17T14:00:00Z')]
  const { gone, coming } = cutAt(day, Date.parse('2026-11-17T14:00:00Z'))
  assert.deepEqual(titles(gone), ['nine'])
  assert.deepEqual(titles(coming), ['noon'])
})

test('a day that is over, and a day not begun, have one side each', () => {
  const day = [post('nine', '2026-11-17T14:00:00Z')]
  assert.deepEqual(titles(cutAt(day, Date.parse('2026-11-18T00:00:00Z')).gone), ['nine'])
  assert.deepEqual(titles(cutAt(day, Date.parse('2026-11-17T00:00:00Z')).coming), ['nine'])
})
