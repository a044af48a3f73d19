import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordingsOf } from '@shelftalker/networks/wordings.ts'
import { factsOf } from '#app/networks.ts'
import { emptyContent } from './content.ts'
import { shown, withBreaks } from './preview.ts'
import { previewsOf } from './previews.ts'
import { withOwnWords, withoutOwnWords } from './wordings.ts'

const mastodon = factsOf('mastodon')!
const bluesky = factsOf('bluesky')!
const facebook = factsOf('facebook')!
const one = (text: string, options = {}) => wordingsOf({ ...emptyContent(), text, options }, 'c')[0]!
const sentence = 'Coats on the rail at all six branches, for all who need one. '

test('a channel has the one text until it has its own words', () => {
  const content = { ...emptyContent(), text: 'For all', options: { warning: 'Loud' } }
  const variants = withOwnWords([], 'c', null, 'For here')
  const [own] = wordingsOf({ ...content, variants }, 'c')
  assert.deepEqual([own?.text, own?.field, own?.options.warning], ['For here', 'variants.0.text', 'Loud'])
  assert.equal(wordingsOf({ ...content, variants }, 'another')[0]?.text, 'For all')
  assert.equal(withOwnWords(variants, 'c', null, 'Again')[0]?.text, 'Again')
  assert.deepEqual(withoutOwnWords(variants, 0), [])
})

test('each network counts in its own way, and a server’s own limit wins', () => {
  const link = 'Look: https://www.loc.gov/a/very/long/address/that/goes/on'
  assert.equal(shown(mastodon, null, one(link)).whole.count, 'Look: '.length + 23)
  assert.equal(shown(bluesky, null, one(link)).whole.count, link.length)
  assert.equal(shown(mastodon, { maxCharacters: 5000 }, one('x')).whole.max, 5000)
  assert.equal(shown(mastodon, null, one('words', { warning: 'Loud' })).whole.count, 9)
})

test('what is too long is parted where the network has threads, each part within the limit', () => {
  const long = shown(bluesky, null, one(sentence.repeat(12)))
  assert.ok(long.proposed && long.parts.length > 1)
  assert.ok(long.parts.every(({ count, over }) => count <= 300 && !over))
  const own = shown(bluesky, null, one(withBreaks(long.parts)))
  assert.equal(own.proposed, false)
  assert.deepEqual(
    own.parts.map(({ text }) => text),
    long.parts.map(({ text }) => text),
  )
})

test('without threads a person’s breaks become paragraphs, and one part stays one', () => {
  const parts = shown(facebook, null, one('First.\n---\nSecond.')).parts
  assert.deepEqual(
    parts.map(({ text }) => text),
    ['First.\n\nSecond.'],
  )
  assert.equal(shown(mastodon, null, one('')).parts.length, 1)
})

test('previews stand in the order of the channels, and an unknown network has none to show', () => {
  const channel = (id: string, network: string) => ({ id, network, connection: null }) as never
  const content = { ...emptyContent(), text: 'x', channels: ['two', 'one', 'odd'] }
  const found = previewsOf(content, [channel('one', 'bulletin'), channel('two', 'mastodon'), channel('odd', 'nowhere')])
  assert.deepEqual(
    found.map(({ facts, wordings }) => [facts?.network ?? null, wordings.length]),
    [
      ['bulletin', 1],
      ['mastodon', 1],
      [null, 0],
    ],
  )
})
