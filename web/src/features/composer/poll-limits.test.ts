import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostAnswers } from './poll-limits.ts'

type Chosen = Parameters<typeof mostAnswers>[0]
const channel = (network: string, told?: Record<string, unknown>) =>
  ({ network, connection: told ? { told } : null }) as unknown as Chosen[number]

test('a poll may have as many answers as the server of the channel told', () => {
  assert.equal(mostAnswers([channel('mastodon', { pollAnswers: 10 })]), 10)
  assert.equal(mostAnswers([channel('mastodon', { pollAnswers: 3 })]), 3)
})

test('what a server did not tell, or told as no number, is what the network usually takes', () => {
  for (const told of [undefined, {}, { pollAnswers: null }, { pollAnswers: '9' }, { pollAnswers: -1 }])
    assert.equal(mostAnswers([channel('mastodon', told)]), 4)
})

test('of several channels the most generous counts, those without polls do not, and never more than is kept', () => {
  const [small, large] = [channel('mastodon', { pollAnswers: 4 }), channel('mastodon', { pollAnswers: 12 })]
  assert.equal(mostAnswers([small, large, channel('bluesky', { pollAnswers: 99 })]), 12)
  assert.equal(mostAnswers([channel('bluesky')]), 4)
  assert.equal(mostAnswers([]), 4)
  assert.equal(mostAnswers([channel('mastodon', { pollAnswers: 500 })]), 20)
})
