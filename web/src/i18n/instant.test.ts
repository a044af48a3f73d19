import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf } from './instant.ts'

const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo', 'UTC']

test('a local time names the moment that Temporal names, through a year of clock changes', () => {
  for (const zone of zones)
    for (let day = 0; day < 365; day += 1) {
      const date = Temporal.PlainDate.from('2026-01-01').add({ days: day })
      for (const time of ['00:30', '01:30', '02:30', '09:00', '23:59']) {
        const expected = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
        const found = instantOf({ date: date.toString(), time, zone })
        assert.equal(Date.parse(found ?? ''), expected.epochMilliseconds, `${date} ${time} ${zone}`)
      }
    }
})

test('what is no date or no time names no moment', () => {
  assert.equal(instantOf({ date: '', time: '09:00', zone: 'UTC' }), null)
  assert.equal(instantOf({ date: '2026-11-17', time: '', zone: 'UTC' }), null)
  assert.equal(instantOf({ date: '2026-11-31', time: '09:00x', zone: 'UTC' }), null)
})
