import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '#app/networks.ts'
import type { Card } from '#posts/types.ts'
import { cardPlace, differs } from './card.ts'

const place = (network: string, text: string, pictures = 0, manual = false) =>
  cardPlace(factsOf(network)!, text, network === 'bluesky' ? 'bluesky' : 'mastodon', pictures, manual)

test('we bring the card where the network makes none, and say whose it is where it does', () => {
  const text = 'Come: https://harborlibrary.org/night'
  assert.deepEqual(place('bluesky', text), { url: 'https://harborlibrary.org/night', whose: 'ours', several: false })
  for (const network of ['mastodon', 'facebook', 'linkedin', 'x']) assert.equal(place(network, text)?.whose, 'theirs')
  for (const network of ['bulletin', 'instagram', 'nextdoor']) assert.equal(place(network, text), null, network)
})

test('the first link makes it, and that there are more is told', () => {
  const found = place('bluesky', 'https://onelibrary.org/ and https://twolibrary.org/')
  assert.deepEqual(found, { url: 'https://onelibrary.org/', whose: 'ours', several: true })
})

test('a bare address is a link on Bluesky alone', () => {
  assert.equal(place('bluesky', 'See harborlibrary.org/night')?.url, 'https://harborlibrary.org/night')
  assert.equal(place('mastodon', 'See harborlibrary.org/night'), null)
})

test('pictures take its place, no link has none, and by hand a network reads for itself or shows none', () => {
  assert.equal(place('bluesky', 'https://onelibrary.org/', 1), null)
  assert.equal(place('bluesky', 'No link'), null)
  assert.equal(place('bluesky', 'https://onelibrary.org/', 0, true), null)
  assert.equal(place('facebook', 'https://onelibrary.org/', 0, true)?.whose, 'theirs')
})

test('a page has changed where readers would see something else, not because it was read again', () => {
  const card: Card = {
    url: 'https://onelibrary.org/',
    is: 'card',
    status: null,
    title: 'One',
    description: 'First',
    picture: { digest: 'a', width: 1, height: 1 },
    readAt: '2027-01-01T00:00:00Z',
  }
  assert.equal(differs(card, { ...card, readAt: '2027-01-02T00:00:00Z' }), false)
  for (const change of [
    { is: 'unreachable' as const },
    { title: 'Two' },
    { description: '' },
    { picture: null },
    { picture: { digest: 'b', width: 1, height: 1 } },
  ])
    assert.equal(differs(card, { ...card, ...change }), true, JSON.stringify(change))
})
