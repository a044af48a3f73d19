import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isZone, type PlannedTime, resolvePlanned } from './planned.ts'

const newYork = (date: string, time: string): PlannedTime => ({ date, time, zone: 'America/New_York' })
const resolved = (planned: PlannedTime) => {
  const outcome = resolvePlanned(planned)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return { ...outcome.value, instant: outcome.value.instant.toString() }
}

test('nine in the morning follows summer time', () => {
  assert.equal(resolved(newYork('2027-03-13', '09:00')).instant, '2027-03-13T14:00:00Z')
  assert.equal(resolved(newYork('2027-03-14', '09:00')).instant, '2027-03-14T13:00:00Z')
})

test('a time that the clocks jump over is moved later, and said', () => {
  assert.deepEqual(resolved(newYork('2027-03-14', '02:30')), {
    instant: '2027-03-14T07:30:00Z',
    local: newYork('2027-03-14', '03:30'),
    clocks: 'skipped',
  })
})

test('a time that comes twice is the first one, and said', () => {
  const planned = newYork('2027-11-07', '01:30')
  assert.deepEqual(resolved(planned), { instant: '2027-11-07T05:30:00Z', local: planned, clocks: 'twice' })
})

test('half an hour of Lord Howe, and a whole day that Samoa left out', () => {
  const howe = { date: '2026-10-04', time: '02:15', zone: 'Australia/Lord_Howe' }
  assert.equal(resolved(howe).local.time, '02:45')
  const samoa = resolved({ date: '2011-12-30', time: '10:00', zone: 'Pacific/Apia' })
  assert.deepEqual([samoa.local.date, samoa.local.time, samoa.clocks], ['2011-12-31', '10:00', 'skipped'])
})

test('what is wrong is named by its field', () => {
  for (const [field, planned] of [
    ['date', { ...newYork('2027-02-29', '09:00') }],
    ['date', { ...newYork('14.3.2027', '09:00') }],
    ['date', { ...newYork('0000-00-00', '09:00') }],
    ['time', { ...newYork('2027-03-14', '24:00') }],
    ['time', { ...newYork('2027-03-14', '9:00') }],
    ['zone', { date: '2027-03-14', time: '09:00', zone: 'Mars/Olympus' }],
    ['zone', { date: '2027-03-14', time: '09:00', zone: '+02:00' }],
    ['zone', { date: '2027-03-14', time: '09:00', zone: '' }],
    ['date', { ...newYork('9999-12-31', '23:59') }],
  ] as const) {
    const outcome = resolvePlanned(planned)
    assert.ok(!outcome.ok, JSON.stringify(planned))
    assert.equal(outcome.trouble.field, field, JSON.stringify(planned))
  }
})

test('the last day that can be planned has an instant of four digits in every zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
    assert.match(resolved({ date: '9998-12-31', time: '23:59', zone }).instant, /^999[89]-/)
})

test('a zone is a place, and no offset', () => {
  for (const zone of ['America/New_York', 'Europe/London', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'])
    assert.equal(isZone(zone), true, zone)
  for (const zone of ['+05:00', '-0500', 'GMT+5', 'Mars/Olympus', 'America/New York', '', '../UTC'])
    assert.equal(isZone(zone), false, zone)
})

test('in every zone the clocks show the local time that was answered, and it is the planned one unless it was skipped', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const minutes = fc.integer({ min: 0, max: 30 * 366 * 1440 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
      const plain = Temporal.PlainDateTime.from('2010-01-01T00:00').add({ minutes: minute })
      const planned = {
        date: plain.toPlainDate().toString(),
        time: plain.toPlainTime().toString({ smallestUnit: 'minute' }),
        zone,
      }
      const outcome = resolvePlanned(planned)
      assert.ok(outcome.ok)
      const { instant, local, clocks } = outcome.value
      const shown = instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
      assert.equal(shown, `${local.date}T${local.time}`)
      if (clocks !== 'skipped') assert.deepEqual(local, planned)
    }),
    { numRuns: 500 },
  )
})
