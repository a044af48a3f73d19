import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentOf, plannedFrom, tomorrowAtNine } from './when.ts'

const zone = 'America/New_York'

test('an ordinary time names one moment', () => {
  assert.deepEqual(momentOf({ date: '2026-11-19', time: '09:00', zone }), {
    at: '2026-11-19T14:00:00.000Z',
    clocks: null,
  })
})

test('a time that the clocks skip or show twice is said, as Temporal has it', () => {
  assert.equal(momentOf({ date: '2027-03-14', time: '02:30', zone })?.clocks, 'skipped')
  assert.equal(momentOf({ date: '2026-11-01', time: '01:30', zone })?.clocks, 'twice')
  assert.equal(momentOf({ date: '2026-04-05', time: '01:45', zone: 'Australia/Lord_Howe' })?.clocks, 'twice')
  for (const [date, time] of [
    ['2027-03-14', '02:30'],
    ['2026-11-01', '01:30'],
  ] as const) {
    const expected = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).toInstant()
    assert.equal(momentOf({ date, time, zone })?.at, new Date(expected.epochMilliseconds).toISOString())
  }
})

test('what is no day names no moment', () => {
  assert.equal(momentOf({ date: '', time: '09:00', zone }), null)
})

test('the calendar names a day, with a time or at nine; anything else is left out', () => {
  const from = (search: string) => plannedFrom(new URLSearchParams(search), zone)
  assert.deepEqual(from('date=2026-11-19&time=14:30'), { date: '2026-11-19', time: '14:30', zone })
  assert.deepEqual(from('date=2026-11-19'), { date: '2026-11-19', time: '09:00', zone })
  for (const search of ['', 'date=tomorrow', 'date=2026-11-19&time=25:00', 'date=2026-13-40'])
    assert.equal(from(search), null)
})

test('tomorrow is the library’s tomorrow, over the end of a month too', () => {
  assert.deepEqual(tomorrowAtNine(Date.parse('2026-12-01T03:00:00Z'), zone), {
    date: '2026-12-01',
    time: '09:00',
    zone,
  })
  assert.equal(tomorrowAtNine(Date.parse('2027-01-01T03:00:00Z'), zone).date, '2027-01-01')
})
