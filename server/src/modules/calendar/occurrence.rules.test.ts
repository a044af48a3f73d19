import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { KeptEvent } from '#db/schema/calendar.ts'
import { occurrencesOf } from './occurrence.rules.ts'
import { lastDayOf, ruleOf } from './repeat.rules.ts'

const NEW_YORK = 'America/New_York'
const timed = (start: string, more: Partial<KeptEvent> = {}): KeptEvent => ({
  title: 'Story time',
  place: null,
  start,
  zone: NEW_YORK,
  lasts: 60,
  ...more,
})
const whole = (start: string, lasts: number, more: Partial<KeptEvent> = {}) =>
  timed(start, { zone: null, lasts, ...more })
const seen = (event: KeptEvent, from: string, to: string, zone = NEW_YORK) =>
  occurrencesOf(event, from, to, zone).map(({ first, last, at, until }) => [first, last, at, until])
const days = (event: KeptEvent, from = '2027-03-01', to = '2027-03-31') => seen(event, from, to).map(([first]) => first)

describe('an event of others', () => {
  it('stands on its day by the library’s clock, wherever it was written', () => {
    const board = timed('2027-03-14T23:30:00', { zone: 'UTC', lasts: 90 })
    assert.deepEqual(seen(board, '2027-03-01', '2027-03-31'), [['2027-03-14', '2027-03-14', '19:30', '21:00']])
    assert.deepEqual(seen(board, '2027-03-01', '2027-03-31', 'Pacific/Auckland'), [
      ['2027-03-15', '2027-03-15', '12:30', '14:00'],
    ])
    assert.deepEqual(seen(timed('2027-03-14T09:00:00', { zone: null }), '2027-03-14', '2027-03-14', 'Europe/Berlin'), [
      ['2027-03-14', '2027-03-14', '09:00', '10:00'],
    ])
  })

  it('stands on each day of the window that it reaches, and ends at midnight on the evening before', () => {
    const fair = whole('2027-02-25', 6)
    assert.deepEqual(seen(fair, '2027-03-01', '2027-03-07'), [['2027-02-25', '2027-03-02', null, null]])
    assert.deepEqual(seen(fair, '2027-03-03', '2027-03-07'), [])
    const night = timed('2027-03-13T20:00:00', { lasts: 240 })
    assert.deepEqual(seen(night, '2027-03-13', '2027-03-14'), [['2027-03-13', '2027-03-13', '20:00', '00:00']])
    assert.deepEqual(seen(night, '2027-03-14', '2027-03-14'), [])
  })

  it('lasts as long as it lasts in the night of the clocks', () => {
    assert.deepEqual(seen(timed('2027-03-14T01:30:00', { lasts: 60 }), '2027-03-14', '2027-03-14'), [
      ['2027-03-14', '2027-03-14', '01:30', '03:30'],
    ])
  })

  it('without an end has no time at which it ends', () => {
    assert.deepEqual(seen(timed('2027-03-14T09:00:00', { lasts: 0 }), '2027-03-14', '2027-03-14'), [
      ['2027-03-14', '2027-03-14', '09:00', null],
    ])
  })
})

describe('a series of others', () => {
  it('keeps its hour over the change of clocks, and shows only what the window holds', () => {
    const weekly = timed('2015-01-05T09:00:00', { rule: 'FREQ=WEEKLY;BYDAY=MO' })
    assert.deepEqual(
      seen(weekly, '2027-03-08', '2027-03-21').map(([first, , at]) => [first, at]),
      [
        ['2027-03-08', '09:00'],
        ['2027-03-15', '09:00'],
      ],
    )
  })

  it('knows the second Tuesday, the last Friday, and February 29', () => {
    assert.deepEqual(days(timed('2020-01-14T18:00:00', { rule: 'FREQ=MONTHLY;BYDAY=2TU' })), ['2027-03-09'])
    assert.deepEqual(days(timed('2020-01-31T18:00:00', { rule: 'FREQ=MONTHLY;BYDAY=-1FR' })), ['2027-03-26'])
    assert.deepEqual(days(whole('2024-02-29', 1, { rule: 'FREQ=YEARLY' }), '2027-02-01', '2028-03-01'), ['2028-02-29'])
  })

  it('ends where it is said to end: on its last day, or after so many', () => {
    const until = (text: string) => ruleOf({ freq: 'DAILY', until: text }, { days: false, zone: NEW_YORK })!
    const start = '2027-03-01T21:00:00'
    assert.equal(days(timed(start, { rule: until('2027-03-03') })).at(-1), '2027-03-03')
    // 21:00 in New York is 02:00 of the next day in UTC.
    assert.equal(days(timed(start, { rule: until('2027-03-04T02:00:00Z') })).at(-1), '2027-03-03')
    assert.equal(days(timed(start, { rule: until('2027-03-04T01:59:59Z') })).at(-1), '2027-03-02')
    assert.equal(days(timed(start, { rule: 'FREQ=DAILY;COUNT=4' })).length, 4)
    assert.deepEqual(days(timed('2020-03-01T21:00:00', { rule: 'FREQ=DAILY;COUNT=4' })), [])
  })

  it('loses what is left out, by its moment or its day, and gains what is added', () => {
    const series = whole('2027-03-01', 1, {
      rule: 'FREQ=WEEKLY',
      without: ['2027-03-08'],
      also: ['2027-03-10', '2027-03-15'],
    })
    assert.deepEqual(days(series), ['2027-03-01', '2027-03-10', '2027-03-15', '2027-03-22', '2027-03-29'])
    const timely = timed('2027-03-01T09:00:00', {
      rule: 'FREQ=WEEKLY',
      without: ['2027-03-08T09:00:00', '2027-03-15', '2027-03-22T10:00:00'],
    })
    assert.deepEqual(days(timely), ['2027-03-01', '2027-03-22', '2027-03-29'])
  })

  it('comes to an answer even where the rule never comes', () => {
    for (const rule of [
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=MONTHLY;BYDAY=6MO',
      'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY;COUNT=99999999',
      'FREQ=DAILY;INTERVAL=99999999999999999999',
    ])
      assert.deepEqual(days(timed('2027-03-01T09:00:00', { rule })).slice(0, 1), ['2027-03-01'], rule)
  })

  it('is looked for only as long as it can still come', () => {
    assert.equal(lastDayOf(timed('2027-03-01T09:00:00')), '2027-03-01')
    assert.equal(lastDayOf(timed('2027-03-01T09:00:00', { also: ['2027-05-01T09:00:00'] })), '2027-05-01')
    assert.equal(lastDayOf(timed('2027-03-01T09:00:00', { rule: 'FREQ=DAILY;UNTIL=20270401T000000Z' })), '2027-04-01')
    assert.equal(lastDayOf(timed('2027-03-01T09:00:00', { rule: 'FREQ=DAILY' })), null)
  })
})
