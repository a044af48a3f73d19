import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Channel } from '#posts/types.ts'
import { type Answered, askable, offered, troublesOf } from './people.ts'

const answered = (network: string, ...handles: string[]): Answered => ({
  network,
  items: handles.map((one) => {
    const [handle = '', name = ''] = one.split(' = ')
    return { handle, name }
  }),
  trouble: null,
})

test('networks take turns, so that none hides the others', () => {
  const found = offered(
    [answered('mastodon', 'a@x.example', 'b@x.example', 'c@x.example'), answered('bluesky', 'a.test')],
    'a',
    true,
  )
  assert.deepEqual(
    found.map((one) => `${one.network} ${one.handle}`),
    ['mastodon a@x.example', 'bluesky a.test', 'mastodon b@x.example', 'mastodon c@x.example'],
  )
})

test('somebody whom two channels of one network know stands there once, and eight are enough', () => {
  const twice = offered([answered('mastodon', 'ana@x.example'), answered('mastodon', 'ana@x.example')], 'an', true)
  assert.equal(twice.length, 1)
  const many = offered([answered('bluesky', ...Array.from({ length: 20 }, (_, at) => `p${at}.test`))], 'p', true)
  assert.equal(many.length, 8)
})

test('while the next letters are asked only those stay who still fit, by handle or by a word of the name', () => {
  const answers = [answered('bluesky', 'museum.test = Harbor Museum', 'music.test = County Music', 'x.test = The Muse')]
  const left = (words: string) => offered(answers, words, false).map((one) => one.handle)
  assert.deepEqual(left('muse'), ['museum.test', 'x.test'])
  assert.deepEqual(left('MUSEUM'), ['museum.test'])
  assert.deepEqual(left('muses'), [])
  assert.equal(offered(answers, 'muses', true).length, 3, 'how a network looks is its own affair')
})

test('each network tells its trouble once; that there was nobody to ask is none', () => {
  const trouble = (network: string, why: Answered['trouble']): Answered => ({ network, items: [], trouble: why })
  assert.deepEqual(
    troublesOf([
      trouble('mastodon', 'silent'),
      trouble('mastodon', 'too-fast'),
      trouble('bluesky', null),
      trouble('facebook', 'not-here'),
    ]),
    [{ network: 'mastodon', trouble: 'silent' }],
  )
})

test('only channels that are connected to a network that reads mentions are asked', () => {
  const channel = (id: string, network: string, more: object): Channel =>
    ({ id, network, manual: false, connection: { state: 'well' }, ...more }) as unknown as Channel
  const all = [
    channel('1', 'mastodon', {}),
    channel('2', 'mastodon', { connection: null }),
    channel('3', 'bluesky', { manual: true }),
    channel('4', 'facebook', {}),
  ]
  assert.deepEqual(
    askable(all, (network) => network !== 'facebook').map(({ id }) => id),
    ['1'],
  )
})
