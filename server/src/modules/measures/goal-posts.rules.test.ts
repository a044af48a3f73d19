import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Asked, figuresOfPosts, type OutPart } from './goal-posts.rules.ts'

const scope = (change: Partial<Asked> = {}): Asked => ({
  at: 0,
  measure: 'engagement.comments',
  channel: 'c',
  from: '2026-10-01',
  to: '2026-10-31',
  additive: true,
  ...change,
})
const part = (change: Partial<OutPart> = {}): OutPart => ({
  id: 'd1',
  channel: 'c',
  name: 'Harbor',
  post: 'p1',
  language: null,
  part: 1,
  on: '2026-10-05',
  ...change,
})
const figure = (delivery: string, value: number | null, measure = 'engagement.comments') => ({
  delivery,
  measure,
  value,
})

test('a post has the last figure that was told of it; one that was never told has none', () => {
  const out = [part(), part({ id: 'd2', post: 'p2' })]
  const rows = figuresOfPosts([scope()], out, [figure('d1', 3), figure('d1', 5)])
  assert.deepEqual(
    rows.map(({ value }) => value),
    [5, null],
  )
})

test('the parts of a thread are added, and only if every one of them is known', () => {
  const out = [part(), part({ id: 'd2', part: 2, on: '2026-10-04' })]
  const [all] = figuresOfPosts([scope()], out, [figure('d1', 3), figure('d2', 4)])
  assert.deepEqual([all!.value, all!.on], [7, '2026-10-04'])
  const [half] = figuresOfPosts([scope()], out, [figure('d1', 3)])
  assert.equal(half!.value, null)
})

test('people are never added: of a thread the first part alone counts', () => {
  const out = [part(), part({ id: 'd2', part: 2 })]
  const told = [figure('d1', 30, 'exposure.reach'), figure('d2', 40, 'exposure.reach')]
  assert.deepEqual(
    figuresOfPosts([scope({ measure: 'exposure.reach', additive: false })], out, told).map(({ value }) => value),
    [30],
  )
})

test('what lies outside the days or on another channel is left out; without a channel all are in', () => {
  const out = [
    part({ on: '2026-09-30' }),
    part({ id: 'd2', post: 'p2', channel: 'other', name: 'Other' }),
    part({ id: 'd3', post: 'p3' }),
  ]
  const told = [figure('d1', 1), figure('d2', 2), figure('d3', 3)]
  assert.deepEqual(
    figuresOfPosts([scope()], out, told).map(({ value }) => value),
    [3],
  )
  assert.deepEqual(
    figuresOfPosts([scope({ channel: null })], out, told).map(({ value }) => value),
    [2, 3],
  )
})

test('one post in two languages on one channel is two', () => {
  const out = [part({ language: 'en' }), part({ id: 'd2', language: 'es' })]
  assert.equal(figuresOfPosts([scope()], out, [figure('d1', 1), figure('d2', 2)]).length, 2)
})

test('each scope gets its own rows, whatever else was asked with it', () => {
  const out = fc.array(
    fc.record({
      id: fc.uuid(),
      channel: fc.constantFrom('c', 'e'),
      name: fc.constant('Harbor'),
      post: fc.constantFrom('p1', 'p2', 'p3'),
      language: fc.constant(null),
      part: fc.integer({ min: 1, max: 3 }),
      on: fc.constantFrom('2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01'),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(out, (parts) => {
      const told = parts.map(({ id }, n) => figure(id, n % 4 === 0 ? null : n))
      const one = scope()
      const two = scope({ at: 1, channel: null, additive: false })
      const together = figuresOfPosts([one, two], parts, told)
      assert.deepEqual(
        together.filter(({ at }) => at === 0),
        figuresOfPosts([one], parts, told),
      )
      assert.deepEqual(
        together.filter(({ at }) => at === 1),
        figuresOfPosts([two], parts, told),
      )
    }),
  )
})
