import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Place, placeIn, searchOf, toggled, turned } from './place.ts'

const today = '2026-11-24'
const read = (search: string) => placeIn(new URLSearchParams(search), today)

test('without an address the calendar is the month of today', () => {
  assert.deepEqual(read(''), { view: 'month', at: '2026-11', channels: [], stands: [] })
})

test('what is not a place is left out, and never breaks the page', () => {
  assert.deepEqual(read('view=year&at=2027-02-30&state=lost&state=held'), {
    view: 'month',
    at: '2026-11',
    channels: [],
    stands: ['held'],
  })
})

test('an address made of a place is read as the same place', () => {
  const place: Place = { view: 'list', at: '2027-03-14', channels: ['a', 'b&c'], stands: ['out', 'by-hand'] }
  assert.deepEqual(read(searchOf(place)), place)
})

test('a day turns by a day, a month by a month, and filters stay', () => {
  const place: Place = { view: 'list', at: '2027-03-01', channels: ['a'], stands: [] }
  assert.deepEqual(turned(place, -1), { ...place, at: '2027-02-28' })
  assert.equal(turned({ ...place, at: '2027-03' }, 1).at, '2027-04')
  assert.equal(turned({ ...place, view: 'month' }, 1).at, '2027-04')
})

test('a filter is set and taken away by the same press', () => {
  assert.deepEqual(toggled(['a'], 'b'), ['a', 'b'])
  assert.deepEqual(toggled(['a', 'b'], 'a'), ['b'])
})
