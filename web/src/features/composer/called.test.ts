import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calledAmong, nameBeside } from './called.ts'

const harbor = { id: 'h', network: 'mastodon', name: 'Harbor on Mastodon' }
const kids = { id: 'k', network: 'mastodon', name: 'Kids on Mastodon' }
const bulletin = { id: 'b', network: 'bulletin', name: 'Bulletin' }

test('a channel is called by its network alone where there is one of it', () => {
  assert.equal(nameBeside(bulletin, [bulletin, harbor, kids]), null)
  assert.equal(calledAmong('Mastodon', harbor, [bulletin, harbor]), 'Mastodon')
})

test('two channels of one network say which is which', () => {
  assert.equal(nameBeside(kids, [bulletin, harbor, kids]), 'Kids on Mastodon')
  assert.equal(calledAmong('Mastodon', kids, [harbor, kids]), 'Mastodon · Kids on Mastodon')
  assert.equal(calledAmong('Mastodon', harbor, [harbor, kids]), 'Mastodon · Harbor on Mastodon')
})

test('a channel that is not among them is still told from those that are', () => {
  assert.equal(nameBeside(kids, [harbor]), 'Kids on Mastodon')
  assert.equal(nameBeside(kids, []), null)
})
