import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bluesky } from '@shelftalker/networks/bluesky/adapter.ts'
import { mastodon } from '@shelftalker/networks/mastodon/adapter.ts'
import type { Account, Adapter } from '@shelftalker/networks/port.ts'
import { budgetsOf } from './budgets.ts'
import type { Loaded } from './claimed.view.ts'
import type { FrozenMedia, FrozenPart } from './payload.ts'
import { words } from './testing.ts'

const account: Account = {
  server: 'https://pds.example',
  id: 'did:plc:harbor',
  handle: 'harbor.example',
  secret: {},
  told: {},
  keep: async () => {},
}
const picture: FrozenMedia = {
  digest: 'sha256-1',
  mime: 'image/jpeg',
  bytes: 20_000,
  width: 600,
  height: 315,
  alt: '',
  focus: null,
}
const page = { url: 'https://library.example/', title: 'Harbor Library', description: '' }

/** What each budget is charged, by the last word of its key. */
function charged(adapter: Adapter, payload: FrozenPart, kind: Loaded['kind'] = 'post'): Record<string, number> {
  const all = budgetsOf(adapter.publish!, account, { kind, payload } as Loaded)
  return Object.fromEntries(all.map(({ key, spend }) => [key.split(':').at(-1)!, spend]))
}

test('the picture of a link card is an upload like any other', () => {
  assert.deepEqual(charged(bluesky, words('Read on', { card: { ...page, thumb: picture } })), {
    hour: 3,
    day: 3,
    uploads: 1,
  })
})

test('words alone, and a card without a picture, upload nothing', () => {
  assert.equal('uploads' in charged(bluesky, words('Read on')), false)
  assert.equal('uploads' in charged(bluesky, words('Read on', { card: { ...page, thumb: null } })), false)
})

test('a post that has pictures shows no card, and is charged for its pictures alone', () => {
  const both = words('Look', { media: [picture, picture], card: { ...page, thumb: picture } })
  assert.equal(charged(bluesky, both).uploads, 2)
})

test('where a picture costs requests too, they are added to the post’s own', () => {
  const own = charged(mastodon, words('Look', { media: [picture] }))
  assert.deepEqual([own.harbor, own.media], [3, 1])
})

test('a removal uploads nothing, whatever the post held', () => {
  assert.deepEqual(charged(bluesky, words('Read on', { card: { ...page, thumb: picture } }), 'remove'), {
    hour: 1,
    day: 1,
  })
})
