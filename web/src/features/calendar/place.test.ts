import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filtered, noFilters, type Place, placeIn, searchOf, toggled, turned } from './place.ts'

const today = '2026-11-24'
const read = (search: string) => placeIn(new URLSearchParams(search), today)

test('without an address the calendar is the month of today', () => {
  assert.deepEqual(read(''), {
    view: 'month',
    at: '2026-11',
    channels: [],
    stands: [],
    people: [],
    branches: [],
    areas: [],
    without: [],
  })
})

test('what is not a place is left out, and never breaks the page', () => {
  assert.deepEqual(read('view=year&at=2027-02-30&state=lost&state=held'), {
    view: 'month',
    at: '2026-11',
    channels: [],
    stands: ['held'],
    people: [],
    branches: [],
    areas: [],
    without: [],
  })
})

test('an address made of a place is read as the same place', () => {
  const place: Place = {
    view: 'list',
    at: '2027-03-14',
    channels: ['a', 'b&c'],
    stands: ['out', 'by-hand'],
    people: ['p'],
    branches: ['w', 'm'],
    areas: ['books'],
    without: ['o'],
  }
  assert.deepEqual(read(searchOf(place)), place)
})

test('a day turns by a day, a month by a month, and filters stay', () => {
  const place: Place = {
    view: 'list',
    at: '2027-03-01',
    channels: ['a'],
    stands: [],
    people: [],
    branches: [],
    areas: [],
    without: [],
  }
  assert.deepEqual(turned(place, -1), { ...place, at: '2027-02-28' })
  assert.equal(turned({ ...place, at: '2027-03' }, 1).at, '2027-04')
  assert.equal(turned({ ...place, view: 'month' }, 1).at, '2027-04')
})

test('a filter is set and taken away by the same press', () => {
  assert.deepEqual(toggled(['a'], 'b'), ['a', 'b'])
  assert.deepEqual(toggled(['a', 'b'], 'a'), ['b'])
})

test('a week is shown for a day: today, where a month that holds it is named', () => {
  assert.equal(read('view=week').at, today)
  assert.equal(read('view=week&at=2026-11').at, today)
  assert.equal(read('view=week&at=2027-03').at, '2027-03-01')
  const week = read('view=week&at=2027-03-14')
  assert.deepEqual([turned(week, 1).at, turned(week, -1).at], ['2027-03-21', '2027-03-07'])
})

test('calendars that are put aside stay so until the address says otherwise', () => {
  const kept = (search: string) => placeIn(new URLSearchParams(search), today, ['county']).without
  assert.deepEqual(kept(''), ['county'])
  assert.deepEqual(kept('without='), [])
  assert.deepEqual(kept('without=fair'), ['fair'])
})

test('any filter counts as one, and none shows everything', () => {
  assert.ok(!filtered(read('')))
  for (const search of ['channel=a', 'state=held', 'person=p', 'branch=b', 'area=c'])
    assert.ok(filtered(read(search)), search)
  assert.ok(!filtered({ ...read('channel=a&state=held&person=p&branch=b&area=c'), ...noFilters }))
})
