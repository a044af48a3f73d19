import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Days } from './api/days.ts'
import { besideDays, besideOf, isClosed, withBeside } from './beside.ts'

const days = (more: Partial<Days>): Days => ({
  from: '2027-03-01',
  to: '2027-03-07',
  zone: 'America/New_York',
  closed: [],
  hours: [],
  notes: [],
  overlays: [],
  events: [],
  more: false,
  ...more,
})
const shut = { day: '2027-03-03', branches: null, reason: 'Staff day', starts: null, ends: null }

test('what lasts stands on each of its days that are shown', () => {
  const note = { id: 'n', first: '2027-02-20', last: '2027-03-02', text: 'Sale', by: null, version: 1 }
  const event = {
    overlay: 0,
    title: 'Fair',
    place: null,
    first: '2027-03-06',
    last: '2027-03-20',
    at: null,
    until: null,
  }
  const by = besideDays(days({ notes: [note], events: [event] }))
  assert.deepEqual([...by.keys()].sort(), ['2027-03-01', '2027-03-02', '2027-03-06', '2027-03-07'])
  assert.equal(besideOf(by, '2027-03-06').events[0]!.title, 'Fair')
  assert.deepEqual(besideOf(by, '2027-03-04').notes, [])
})

test('a day is closed where everything is closed all day, not where one branch or one morning is', () => {
  const closed = (more: object) =>
    isClosed(besideOf(besideDays(days({ closed: [{ ...shut, ...more }] })), '2027-03-03'))
  assert.ok(closed({}))
  assert.ok(!closed({ branches: ['Wharf Street'] }))
  assert.ok(!closed({ starts: '09:00', ends: '12:00' }))
})

test('until it is there, nothing stands beside the posts', () => {
  assert.equal(besideDays(undefined).size, 0)
})

test('a list shows a day without posts where there is something else to know, in its order', () => {
  const by = besideDays(days({ closed: [shut, { ...shut, day: '2027-03-06' }] }))
  const listed = withBeside([['2027-03-04', []]], by, (day) => day < '2027-03-05')
  assert.deepEqual(
    listed.map(([day]) => day),
    ['2027-03-03', '2027-03-04'],
  )
})
