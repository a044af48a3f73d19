import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '#posts/types.ts'
import { figureRows, partsOut } from './figures.ts'
import { deliveryWith } from './testing.ts'

const reading = (change: Partial<Reading>): Reading => ({
  id: '1',
  channel: 'mastodon',
  delivery: 'd1',
  post: 'p',
  measure: 'engagement.comments',
  native: 'replies_count',
  value: 3,
  missing: null,
  asOf: '2026-11-17T10:00:00Z',
  age: '1h',
  day: null,
  source: 'network',
  ...change,
})

const one = new Map([
  ['mastodon', 1],
  ['bluesky', 1],
])
const two = new Map([['mastodon', 2]])

test('a measure has one row a channel, with a cell for each age', () => {
  const rows = figureRows(
    [reading({}), reading({ age: '1d', value: 8 }), reading({ channel: 'bluesky', value: 1 })],
    one,
  )
  assert.equal(rows.length, 2)
  assert.deepEqual(rows[0]!.at, {
    '1h': { value: 3, missing: null },
    '1d': { value: 8, missing: null },
    '7d': null,
    '28d': null,
  })
})

test('rows stand in the dictionary’s order, whatever came first; a measure that nobody knows stands last', () => {
  const came = ['engagement.unheard', 'engagement.saves', 'engagement.comments', 'engagement.reactions']
  const rows = figureRows(
    came.map((measure) => reading({ measure })),
    one,
  )
  assert.deepEqual(
    rows.map(({ measure }) => measure),
    came.toReversed(),
  )
})

test('a figure that is not known stays unknown, with its reason, and is never 0', () => {
  const [row] = figureRows([reading({}), reading({ age: '1d', value: null, missing: 'gone' })], one)
  assert.deepEqual(row!.at['1d'], { value: null, missing: 'gone' })
})

test('what a network never counts has no row', () => {
  assert.deepEqual(figureRows([reading({ value: null, missing: 'not-counted' })], one), [])
})

test('the parts of a thread are added only where each was told', () => {
  const [both] = figureRows([reading({}), reading({ delivery: 'd2', value: 4 })], two)
  assert.equal(both!.at['1h']!.value, 7)
  const [half] = figureRows([reading({}), reading({ delivery: 'd2', value: null, missing: 'unreadable' })], two)
  assert.deepEqual(half!.at['1h'], { value: null, missing: 'unreadable' })
})

test('a later word on the same age counts, and a figure of no age is left to the rows', () => {
  const rows = figureRows(
    [
      reading({ asOf: '2026-11-17T10:00:00Z', value: 3 }),
      reading({ asOf: '2026-11-17T10:05:00Z', value: 5 }),
      reading({ age: null, value: 99 }),
    ],
    one,
  )
  assert.deepEqual(
    rows.map(({ at }) => at['1h']!.value),
    [5],
  )
})

test('where not every part of a thread was read at an age, the post has no figure at that age', () => {
  const [row] = figureRows([reading({}), reading({ delivery: 'd2', value: 4 }), reading({ age: '1d', value: 8 })], two)
  assert.deepEqual(row!.at, {
    '1h': { value: 7, missing: null },
    '1d': { value: null, missing: null },
    '7d': null,
    '28d': null,
  })
})

test('the votes of a poll are those of the one part that has it', () => {
  const votes = { measure: 'poll.votes', native: 'poll.votes_count', value: 17 }
  const rows = figureRows([reading({}), reading({ delivery: 'd2', value: 4 }), reading(votes)], two)
  assert.deepEqual(
    rows.map(({ measure, at }) => [measure, at['1h']!.value]),
    [
      ['engagement.comments', 7],
      ['poll.votes', 17],
    ],
  )
})

test('what is out by machine is counted by channel; what waits, was done by hand or only changes a post is not', () => {
  const out = { state: 'published', publishedAt: '2026-11-17T10:00:00Z' } as const
  assert.deepEqual(
    partsOut([
      deliveryWith({ ...out, part: 1, parts: 3 }),
      deliveryWith({ ...out, part: 2, parts: 3 }),
      deliveryWith({ part: 3, parts: 3 }),
      deliveryWith({ ...out, kind: 'edit' }),
      deliveryWith({ ...out, channel: 'bluesky', removedAt: out.publishedAt }),
      deliveryWith({ ...out, channel: 'facebook', manual: true }),
    ]),
    new Map([
      ['mastodon', 2],
      ['bluesky', 1],
    ]),
  )
})
