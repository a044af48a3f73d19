import assert from 'node:assert/strict'
import { test } from 'node:test'
import { post } from '#i18n/en/post.ts'
import { learn } from '#i18n/t.ts'
import { reasonWords } from './reasons.ts'
import { storyOf } from './story.ts'
import { attemptWith, storyWith } from './testing.ts'

learn(post)

test('what happened at the same minute on several networks is one line, newest first', () => {
  const lines = storyOf([
    storyWith([attemptWith({ at: '2026-11-17T14:00:00.000Z' })], { network: 'bulletin' }),
    storyWith([attemptWith({ at: '2026-11-17T14:00:01.000Z' })], { network: 'mastodon' }),
    storyWith([attemptWith({ step: 'person', outcome: 'posted by hand', by: 'Tom', at: '2026-11-17T14:06:00.000Z' })], {
      network: 'facebook',
    }),
  ])
  assert.deepEqual(
    lines.map(({ what, networks, by }) => [what, networks, by]),
    [
      ['byHand', ['facebook'], 'Tom'],
      ['out', ['bulletin', 'mastodon'], null],
    ],
  )
})

test('each outcome is told as what it means to a person', () => {
  const told = (change: Parameters<typeof attemptWith>[0], kind: 'post' | 'edit' | 'remove' = 'post') =>
    storyOf([storyWith([attemptWith(change)], { kind })])[0]?.what ?? null
  assert.equal(told({}, 'edit'), 'changed')
  assert.equal(told({}, 'remove'), 'removed')
  assert.equal(told({ outcome: 'down: x', trouble: { kind: 'down', reason: 'x' }, sent: 'maybe' }), 'lost')
  assert.equal(told({ outcome: 'down: x', trouble: { kind: 'down', reason: 'x' }, sent: 'none' }), 'down')
  assert.equal(told({ step: 'prepare', outcome: 'x', trouble: { kind: 'garbled' }, sent: 'maybe' }), 'down')
  assert.equal(told({ outcome: 'refused: no', trouble: { kind: 'refused', reason: 'no' } }), 'refused')
  assert.equal(told({ outcome: 'sign-in-again', trouble: { kind: 'sign-in-again' } }), 'signIn')
  assert.equal(told({ outcome: 'too-fast', trouble: { kind: 'too-fast' } }), 'wait')
  assert.equal(told({ step: 'look-up', outcome: 'it is there' }), 'there')
  assert.equal(told({ step: 'look-up', outcome: 'cannot tell: x' }), 'cannotTell')
  assert.equal(told({ step: 'look-up', outcome: 'down: x' }), 'noAnswer')
  assert.equal(told({ step: 'person', outcome: 'a person saw it' }), 'sawIt')
  assert.equal(told({ step: 'person', outcome: 'a person looked: it is not there' }), 'sawNot')
  assert.equal(told({ step: 'person', outcome: 'taken over as a post of ours' }), 'takenOver')
  assert.equal(told({ step: 'person', outcome: 'not this post after all' }), 'letGo')
  assert.equal(told({ step: 'wait', outcome: 'too-late' }), 'held')
  assert.equal(told({ step: 'wait', outcome: 'the kit is ready' }), 'kit')
  assert.equal(told({ step: 'recover', outcome: 'x' }), 'stopped')
})

test('when something was planned is read from its id; what went out at once was not planned', () => {
  const id = '01a20c4e-7930-728c-9f22-4010c34af0c9'
  const planned = { date: '2026-12-01', time: '09:00', zone: 'America/New_York' }
  const [line] = storyOf([storyWith([], { id, planned })])
  assert.deepEqual([line?.what, line?.at], ['scheduled', new Date(0x01a20c4e7930).toISOString()])
  assert.deepEqual(storyOf([storyWith([], { id })]), [])
  assert.deepEqual(storyOf([storyWith([], { id, planned, part: 2 })]), [])
})

test('what only the sender needs to know is not told', () => {
  assert.deepEqual(storyOf([storyWith([attemptWith({ step: 'prepare', outcome: 'prepared' })])]), [])
})

test('a reason is said in words, and the network’s own words are marked as its own', () => {
  assert.equal(reasonWords(null), null)
  assert.equal(reasonWords('by-hand'), null)
  assert.match(reasonWords('down: connect ECONNREFUSED') ?? '', /could not be reached/)
  assert.match(reasonWords('too-late') ?? '', /later than you allow/)
  assert.equal(reasonWords('Validation failed: text is too long'), 'It says: “Validation failed: text is too long”')
})
