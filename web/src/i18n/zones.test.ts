/** Days and times of day in every zone, against Temporal: what the browser's own Intl says must be what the server plans by. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clock, dayIn, dayName, hourIn, moment, monthName, timeIn } from './format.ts'

const zones = Intl.supportedValuesOf('timeZone')
const zone = fc.constantFrom(...zones)
/** From 1970 to 2100, to the second. */
const instant = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => new Date(seconds * 1000).toISOString())
const local = (at: string, where: string) => Temporal.Instant.from(at).toZonedDateTimeISO(where)

test('the day, the time and the hour in a zone are those of its clocks, through every change of them', () => {
  fc.assert(
    fc.property(instant, zone, (at, where) => {
      const there = local(at, where)
      assert.equal(dayIn(at, where), there.toPlainDate().toString())
      assert.equal(timeIn(at, where), there.toPlainTime().toString({ smallestUnit: 'minute' }))
      assert.equal(hourIn(at, where), there.hour)
    }),
  )
})

test('midnight is the first hour of the new day and never the 24th of the old one', () => {
  for (const where of [
    'UTC',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'America/St_Johns',
  ]) {
    const midnight = Temporal.PlainDate.from('2027-06-15').toZonedDateTime(where).toInstant().toString()
    assert.deepEqual(
      [dayIn(midnight, where), timeIn(midnight, where), hourIn(midnight, where)],
      ['2027-06-15', '00:00', 0],
    )
  }
})

test('an hour that comes twice is written twice alike, and the day is the same', () => {
  const twice = ['2027-11-07T05:30:00Z', '2027-11-07T06:30:00Z']
  assert.deepEqual(
    twice.map((at) => timeIn(at, 'America/New_York')),
    ['01:30', '01:30'],
  )
  assert.deepEqual(new Set(twice.map((at) => dayIn(at, 'America/New_York'))).size, 1)
})

test('a day of the calendar is that day, wherever one reads it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 47_482 }), (days) => {
      const day = Temporal.PlainDate.from('1970-01-01').add({ days })
      assert.ok(dayName(day.toString()).includes(String(day.day)), day.toString())
      assert.ok(dayName(day.toString()).endsWith(String(day.year)))
      assert.ok(monthName(day.toString()).endsWith(String(day.year)))
    }),
  )
})

test('a moment is told by the clock alone exactly where it is the same day there', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -40, max: 40 }), zone, (at, hours, where) => {
      const now = new Date(Date.parse(at) + hours * 3_600_000)
      const said = moment(at, where, now)
      const sameDay = local(at, where).toPlainDate().equals(local(now.toISOString(), where).toPlainDate())
      assert.equal(said === clock(at, where), sameDay, said)
      assert.ok(said.endsWith(clock(at, where)), `${said} has no clock`)
    }),
  )
})
