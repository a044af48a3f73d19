import assert from 'node:assert/strict'
import { it } from 'node:test'
import { channelsFor, choiceOf, choicesFor, keyOf, maySpan, numberFrom } from './asking.ts'

const mastodon = { network: 'mastodon', manual: false }
const facebook = { network: 'facebook', manual: false }
const bulletin = { network: 'bulletin', manual: false }

it('offers only what some channel counts; the Bulletin counts nobody', () => {
  assert.deepEqual(choicesFor([bulletin]), [])
  const names = choicesFor([mastodon, bulletin]).map(({ measure }) => measure)
  assert.ok(names.includes('engagement.comments') && !names.includes('exposure.views'))
  assert.deepEqual(channelsFor([mastodon, facebook, bulletin], 'exposure.views'), [facebook])
})
it('offers nothing on a channel that is posted to by hand: no figure comes back from there', () => {
  const byHand = { ...facebook, manual: true }
  assert.deepEqual(choicesFor([byHand]), [])
  assert.deepEqual(channelsFor([byHand, mastodon], 'engagement.comments'), [mastodon])
})
it('offers all channels together only of what may be added, and where there are several', () => {
  assert.equal(maySpan('engagement.comments', [mastodon, facebook]), true)
  assert.equal(maySpan('engagement.comments', [mastodon]), false)
  assert.equal(maySpan('audience.followers', [mastodon, facebook]), false)
  assert.equal(maySpan('exposure.reach', [mastodon, facebook]), false)
})
it('finds a choice again by its key', () => {
  for (const one of choicesFor([facebook])) assert.deepEqual(choiceOf(keyOf(one)), one)
})
it('reads figures as people write them, and takes nothing else for one', () => {
  assert.deepEqual(['40', ' 1,240 ', '1 240', '3.6', '3,6', '0'].map(numberFrom), [40, 1240, 1240, 3.6, 3.6, 0])
  assert.deepEqual(['', 'forty', '-3', '1e9', '4 %', '1,2,3'].map(numberFrom), Array(6).fill(null))
})
