import assert from 'node:assert/strict'
import { test } from 'node:test'
import { untilOf } from './until.ts'

const none = { date: '', time: '' }
const zone = 'America/New_York'

test('tomorrow is the library’s tomorrow, not the server’s or the device’s', () => {
  // 11:30 pm on Saturday in New York; the clocks change in that night.
  const now = Date.parse('2027-03-14T04:30:00Z')
  assert.equal(untilOf('tomorrow', none, zone, now), '2027-03-14T13:00:00.000Z')
})

test('two hours are two hours, also through a change of clocks', () => {
  const now = Date.parse('2027-03-14T06:30:00Z')
  assert.equal(untilOf('two-hours', none, zone, now), '2027-03-14T08:30:00.000Z')
})

test('a pause that somebody must end has no end; a moment half said is none', () => {
  assert.equal(untilOf('ended', none, zone, 0), null)
  assert.equal(untilOf('moment', { date: '2027-03-14', time: '' }, zone, 0), undefined)
  assert.equal(untilOf('moment', { date: '2027-03-15', time: '10:00' }, zone, 0), '2027-03-15T14:00:00.000Z')
})
