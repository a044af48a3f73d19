import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allFacts } from '@shelftalker/networks/all-facts.ts'
import type { ChannelFor } from '#modules/channels/index.ts'
import { mentionsIn } from './mentions.rules.ts'
import type { Worded } from './worded.ts'

const worded = (network: string, text: string, field = 'text', id = network): Worded => ({
  channel: { id, network, name: network, facts: allFacts.find((one) => one.network === network)! } as ChannelFor,
  wording: { channel: id, language: null, written: null, title: null, text, options: {}, variant: null, field },
  parts: [],
})
const seen = (...all: Worded[]) =>
  mentionsIn(all).map(
    ({ channel, written, handle, at, field }) => `${channel.id} ${field} ${written} ${handle ?? '–'} ${at.start}`,
  )

test('each network reads its own way of naming, and the other’s is plain text on it', () => {
  const text = 'With @ana@library.example and @museum.bsky.social'
  assert.deepEqual(seen(worded('mastodon', text), worded('bluesky', text)), [
    'mastodon text @ana@library.example ana@library.example 5',
    'mastodon text @museum.bsky.social museum.bsky.social 30',
    'bluesky text @ana@library.example – 5',
    'bluesky text @museum.bsky.social museum.bsky.social 30',
  ])
})

test('what only one network would read is not looked for where that one is not chosen', () => {
  assert.deepEqual(seen(worded('bluesky', 'With @ana@library.example')), [])
  assert.deepEqual(seen(worded('mastodon', 'Write to ana@library.example')), [])
})

test('words of one channel’s own are looked at for that channel only', () => {
  const all = seen(
    worded('mastodon', 'With @ana@library.example'),
    worded('bluesky', 'With @museum.test', 'variants.0.text'),
  )
  assert.deepEqual(all, [
    'mastodon text @ana@library.example ana@library.example 5',
    'bluesky variants.0.text @museum.test museum.test 5',
  ])
})

test('where people are named by hand, or by nobody, nothing is claimed', () => {
  const text = 'With @museum.test'
  for (const network of ['bulletin', 'facebook', 'instagram', 'linkedin', 'nextdoor', 'x'])
    assert.deepEqual(seen(worded(network, text)), [], network)
  assert.deepEqual(seen(worded('facebook', text), worded('bluesky', text)), ['bluesky text @museum.test museum.test 5'])
})

test('a link that holds an @, and an @ in a word, name nobody', () => {
  const text = 'See https://harbor.example/@ana and mail me@library.example'
  assert.deepEqual(seen(worded('mastodon', text), worded('bluesky', text)), [])
})

test('where two networks read a different length, each is looked at for what it reads', () => {
  // Mastodon goes on over an underscore, Bluesky does not begin there.
  const text = 'Hi @museum.test_two'
  const all = seen(worded('mastodon', text), worded('bluesky', text))
  assert.ok(all.includes('mastodon text @museum.test_two museum.test_two 3'), all.join('; '))
  for (const one of all.filter((it) => it.startsWith('mastodon'))) assert.match(one, /test_two/)
})

test('a long text for a hundred channels is read once for each network, not for each channel', () => {
  const text = `${'A word and another. '.repeat(2_000)}@museum.test`
  const all = Array.from({ length: 100 }, (_, at) =>
    worded(at % 2 === 0 ? 'mastodon' : 'bluesky', text, 'text', `c${at}`),
  )
  let reads = 0
  const counted = all.map((one) => ({
    ...one,
    wording: {
      ...one.wording,
      get text() {
        reads += 1
        return text
      },
    },
  }))
  assert.equal(mentionsIn(counted).length, 100)
  assert.ok(reads <= 102, `the text was taken ${reads} times`)
})
