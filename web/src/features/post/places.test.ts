import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Delivery } from '#posts/types.ts'
import { offersOf } from './offers.ts'
import { placesOf, tallyOf } from './places.ts'
import { deliveryWith } from './testing.ts'

const thread = (states: Delivery['state'][], change: (part: number) => Partial<Delivery> = () => ({})) =>
  states.map((state, at) => deliveryWith({ state, part: at + 1, parts: states.length, ...change(at + 1) }))

test('there is one place for each channel and language, in the order of the post’s channels', () => {
  const places = placesOf(
    [
      deliveryWith({ channel: 'b', network: 'bluesky' }),
      deliveryWith({ channel: 'a', language: 'es' }),
      deliveryWith({ channel: 'a', language: 'en' }),
      deliveryWith({ channel: 'gone' }),
    ],
    ['a', 'b'],
  )
  assert.deepEqual(
    places.map(({ channel, language }) => [channel, language]),
    [
      ['a', 'es'],
      ['a', 'en'],
      ['b', null],
      ['gone', null],
    ],
  )
})

test('of a thread the first part that is not out speaks for the place', () => {
  const [place] = placesOf(thread(['published', 'partly', 'waiting']), [])
  assert.deepEqual([place?.head.part, place?.head.state, place?.parts.length], [2, 'partly', 3])
  assert.equal(placesOf(thread(['published', 'published']), [])[0]?.head.part, 1)
})

test('what was replaced is not shown beside what took its place; what was cancelled is, where it is all there is', () => {
  const old = deliveryWith({ state: 'cancelled', postVersion: 1 })
  const now = deliveryWith({ state: 'scheduled', postVersion: 2 })
  assert.deepEqual(placesOf([old, now], [])[0]?.parts, [now])
  const latest = deliveryWith({ state: 'cancelled', postVersion: 2 })
  assert.deepEqual(placesOf([old, latest], [])[0]?.parts, [latest])
})

test('a change that is under way stands with its place, a finished one does not, and a removal is seen', () => {
  const out = deliveryWith({ state: 'published' })
  const edit = deliveryWith({ kind: 'edit', state: 'unknown' })
  const done = deliveryWith({ kind: 'edit', state: 'published' })
  assert.deepEqual(placesOf([out, edit, done], [])[0]?.changes, [edit])
  assert.equal(placesOf([{ ...out, removedAt: '2026-11-18T00:00:00.000Z' }], [])[0]?.removed, true)
})

test('places are told together by what they are called', () => {
  const places = placesOf(
    [
      deliveryWith({ channel: 'a', state: 'published' }),
      deliveryWith({ channel: 'b', state: 'published' }),
      deliveryWith({ channel: 'c', state: 'held' }),
    ],
    ['a', 'b', 'c'],
  )
  assert.deepEqual(
    tallyOf(places, ({ head }) => head.state),
    [
      ['published', 2],
      ['held', 1],
    ],
  )
})

const offered = (deliveries: Delivery[], newest = 1) =>
  offersOf(placesOf(deliveries, [])[0]!, newest).map(({ deed, deliveries: of }) => [deed, of.length])

test('only what the server allows is offered, the way on first', () => {
  assert.deepEqual(offered([deliveryWith({ can: ['cancel', 'move', 'publishNow'] })]), [
    ['move', 1],
    ['publishNow', 1],
    ['cancel', 1],
  ])
  assert.deepEqual(offered([deliveryWith({ state: 'waiting', waitingFor: 'person', can: ['claim', 'done'] })]), [])
})

test('an edit is offered only when the words changed since, and for all parts or for none', () => {
  const out = (part: number): Partial<Delivery> => ({ can: ['edit', 'remove'], id: `part-${part}` })
  const parts = thread(['published', 'published'], out)
  assert.deepEqual(offered(parts, 1), [['remove', 2]])
  assert.deepEqual(offered(parts, 2), [
    ['edit', 2],
    ['remove', 2],
  ])
  assert.deepEqual(offered([parts[0]!, { ...parts[1]!, can: [] }], 2), [])
})

test('a thread is taken down from its end, and one that stopped by its head alone', () => {
  const parts = thread(['published', 'published'], (part) => ({ can: ['remove'], id: `part-${part}` }))
  assert.deepEqual(offersOf(placesOf(parts, [])[0]!, 1)[0]?.deliveries, ['part-2', 'part-1'])
  const stopped = thread(['published', 'partly'], (part) => ({
    can: part === 2 ? ['continue', 'leave', 'remove'] : ['remove'],
    id: `part-${part}`,
  }))
  assert.deepEqual(
    offersOf(placesOf(stopped, [])[0]!, 1).map(({ deed }) => deed),
    ['continue', 'leave', 'remove'],
  )
})

test('nothing is offered while a change is under way', () => {
  assert.deepEqual(
    offered([deliveryWith({ state: 'published', can: ['remove'] }), deliveryWith({ kind: 'remove' })]),
    [],
  )
})
