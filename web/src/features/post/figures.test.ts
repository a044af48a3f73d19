import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '#posts/types.ts'
import { figureRows } from './figures.ts'

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

test('a measure has one row a channel, with a cell for each age', () => {
  const rows = figureRows([reading({}), reading({ age: '1d', value: 8 }), reading({ channel: 'bluesky', value: 1 })])
  assert.equal(rows.length, 2)
  assert.deepEqual(rows[0]!.at, {
    '1h': { value: 3, missing: null },
    '1d': { value: 8, missing: null },
    '7d': null,
    '28d': null,
  })
})

test('a figure that is not known stays unknown, with its reason, and is never 0', () => {
  const [row] = figureRows([reading({}), reading({ age: '1d', value: null, missing: 'gone' })])
  assert.deepEqual(row!.at['1d'], { value: null, missing: 'gone' })
})

test('what a network never counts has no row', () => {
  assert.deepEqual(figureRows([reading({ value: null, missing: 'not-counted' })]), [])
})

test('the parts of a thread are added only where each was told', () => {
  const [both] = figureRows([reading({}), reading({ delivery: 'd2', value: 4 })])
  assert.equal(both!.at['1h']!.value, 7)
  const [half] = figureRows([reading({}), reading({ delivery: 'd2', value: null, missing: 'unreadable' })])
  assert.deepEqual(half!.at['1h'], { value: null, missing: 'unreadable' })
})

test('a later word on the same age counts, and a figure of no age is left to the rows', () => {
  const rows = figureRows([
    reading({ asOf: '2026-11-17T10:00:00Z', value: 3 }),
    reading({ asOf: '2026-11-17T10:05:00Z', value: 5 }),
    reading({ age: null, value: 99 }),
  ])
  assert.deepEqual(
    rows.map(({ at }) => at['1h']!.value),
    [5],
  )
})
