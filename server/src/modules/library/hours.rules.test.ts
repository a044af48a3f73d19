import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Span, Week } from '#db/schema/library.ts'
import { type Closure, coversDay, type Opening, openAt, opensNext, spansOn, weekTroubles } from './hours.rules.ts'

const NEW_YORK = 'America/New_York'
const week = (...regular: [number, string, string][]): Week => ({
  regular: regular.map(([day, opens, closes]) => ({ day, opens, closes })),
  seasons: [],
})
const closure = (first: string, more: Partial<Closure> = {}): Closure => ({
  first,
  last: first,
  starts: null,
  ends: null,
  reason: 'a test',
  yearly: false,
  ...more,
})
const opening = (of: Week | null, more: Partial<Opening> = {}): Opening => ({
  zone: NEW_YORK,
  week: of,
  closures: [],
  ...more,
})
const at = (local: string, zone = NEW_YORK) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
const day = (date: string) => Temporal.PlainDate.from(date)
const shown = (of: Opening, date: string) =>
  spansOn(of, day(date))?.map(({ opens, closes }) =>
    [opens, closes].map((one) => one.toZonedDateTimeISO(of.zone).toPlainTime().toString({ smallestUnit: 'minute' })),
  ) ?? null
const ALWAYS: [number, string, string][] = [1, 2, 3, 4, 5, 6, 7].map((one) => [one, '00:00', '24:00'])
const NIGHTS: [number, string, string][] = [1, 2, 3, 4, 5, 6, 7].map((one) => [one, '00:30', '03:30'])

describe('hours of a week', () => {
  const split = opening(week([2, '09:00', '12:00'], [2, '14:00', '20:00'], [3, '10:00', '18:00']))

  it('are open from opening on, and not at closing', () => {
    // 2026-12-08 is a Tuesday.
    assert.equal(openAt(split, at('2026-12-08T08:59')), false)
    assert.equal(openAt(split, at('2026-12-08T09:00')), true)
    assert.equal(openAt(split, at('2026-12-08T12:00')), false)
    assert.equal(openAt(split, at('2026-12-08T14:00')), true)
    assert.equal(openAt(split, at('2026-12-08T20:00')), false)
  })

  it('that nobody has given are not known, which is not the same as closed', () => {
    const unknown = opening(null)
    assert.equal(openAt(unknown, at('2026-12-08T12:00')), null)
    assert.equal(spansOn(unknown, day('2026-12-08')), null)
    assert.equal(opensNext(unknown, at('2026-12-08T12:00')), null)
    assert.equal(openAt(opening(week()), at('2026-12-08T12:00')), false)
  })

  it('tell when it opens next: now, later today, tomorrow, next week, never', () => {
    const next = (from: string) => opensNext(split, at(from))?.toZonedDateTimeISO(NEW_YORK).toPlainDateTime().toString()
    assert.equal(next('2026-12-08T10:15'), '2026-12-08T10:15:00')
    assert.equal(next('2026-12-08T12:00'), '2026-12-08T14:00:00')
    assert.equal(next('2026-12-08T20:00'), '2026-12-09T10:00:00')
    assert.equal(next('2026-12-09T18:00'), '2026-12-15T09:00:00')
    assert.equal(opensNext(opening(week()), at('2026-12-08T10:15')), null)
  })

  it('give way to a season, from its first day to its last', () => {
    const summer: Week = {
      ...week([2, '09:00', '20:00']),
      seasons: [
        {
          name: 'Summer',
          from: '2027-06-15',
          until: '2027-08-31',
          spans: [{ day: 2, opens: '08:00', closes: '14:00' }],
        },
      ],
    }
    assert.deepEqual(shown(opening(summer), '2027-06-08'), [['09:00', '20:00']])
    assert.deepEqual(shown(opening(summer), '2027-06-15'), [['08:00', '14:00']])
    assert.deepEqual(shown(opening(summer), '2027-08-31'), [['08:00', '14:00']])
    assert.deepEqual(shown(opening(summer), '2027-09-07'), [['09:00', '20:00']])
  })
})

describe('the nights when the clocks change', () => {
  it('leave out an hour in spring: what falls into it is not there', () => {
    // In New York 02:00 to 03:00 does not exist on 2027-03-14, a Sunday.
    assert.deepEqual(shown(opening(week([7, '02:10', '02:50'])), '2027-03-14'), [['03:10', '03:50']])
    assert.deepEqual(shown(opening(week([7, '02:45', '03:10'])), '2027-03-14'), [])
    const [night] = spansOn(opening(week(...NIGHTS)), day('2027-03-14'))!
    assert.equal(night!.opens.until(night!.closes).total('hours'), 2)
  })
  it('have an hour twice in autumn: it is open all the while', () => {
    const [night] = spansOn(opening(week(...NIGHTS)), day('2027-11-07'))!
    assert.equal(night!.opens.until(night!.closes).total('hours'), 4)
    assert.equal(openAt(opening(week(...NIGHTS)), Temporal.Instant.from('2027-11-07T01:30:00-04:00')), true)
    assert.equal(openAt(opening(week(...NIGHTS)), Temporal.Instant.from('2027-11-07T01:30:00-05:00')), true)
  })
  it('make a whole day of 23 and of 25 hours', () => {
    const hours = (date: string) => {
      const [span] = spansOn(opening(week(...ALWAYS)), day(date))!
      return span!.opens.until(span!.closes).total('hours')
    }
    assert.deepEqual([hours('2027-03-14'), hours('2027-03-15'), hours('2027-11-07')], [23, 24, 25])
  })
  it('count where midnight itself is left out', () => {
    // In Beirut the clocks go from 00:00 to 01:00 on 2027-03-28, a Sunday.
    const beirut = opening(week([7, '00:00', '06:00']), { zone: 'Asia/Beirut' })
    const [span] = spansOn(beirut, day('2027-03-28'))!
    assert.equal(span!.opens.until(span!.closes).total('hours'), 5)
  })
})

describe('a closure', () => {
  const tuesdays = week([2, '09:00', '20:00'])
  it('takes out whole days, or parts of them', () => {
    const closed = (one: Closure) => shown(opening(tuesdays, { closures: [one] }), '2026-12-08')
    assert.deepEqual(closed(closure('2026-12-08')), [])
    assert.deepEqual(closed(closure('2026-12-07', { last: '2026-12-09' })), [])
    assert.deepEqual(closed(closure('2026-12-08', { starts: '12:00', ends: '13:00' })), [
      ['09:00', '12:00'],
      ['13:00', '20:00'],
    ])
    assert.deepEqual(closed(closure('2026-12-08', { starts: '06:00', ends: '10:30' })), [['10:30', '20:00']])
    assert.deepEqual(closed(closure('2026-12-08', { starts: '19:00', ends: '23:00' })), [['09:00', '19:00']])
    assert.deepEqual(closed(closure('2026-12-08', { starts: '08:00', ends: '21:00' })), [])
    assert.deepEqual(closed(closure('2026-12-07')), [['09:00', '20:00']])
  })
  it('comes again every year, but not before its first', () => {
    const christmas = closure('2026-12-25', { yearly: true })
    assert.deepEqual(
      ['2025-12-25', '2026-12-25', '2027-12-25', '2031-12-25', '2027-12-26'].map((one) =>
        coversDay(christmas, day(one)),
      ),
      [false, true, true, true, false],
    )
  })
  it('comes again over New Year, and on a leap day', () => {
    const turn = closure('2026-12-24', { last: '2027-01-02', yearly: true })
    assert.deepEqual(
      ['2026-12-23', '2026-12-31', '2027-01-02', '2027-01-03', '2028-01-01', '2028-12-24'].map((one) =>
        coversDay(turn, day(one)),
      ),
      [false, true, true, false, true, true],
    )
    const leap = closure('2028-02-29', { yearly: true })
    assert.deepEqual(
      ['2028-02-29', '2029-02-28', '2029-03-01', '2032-02-29'].map((one) => coversDay(leap, day(one))),
      [true, true, false, true],
    )
  })
})

describe('what is wrong with a week', () => {
  const troubles = (of: Week) => weekTroubles(of).map(({ path, code }) => [path, code])
  it('says what is wrong by day and season: times and dates stand in the fields, as their reader writes them', () => {
    const season = (name: string, from: string, until: string) => ({ name, from, until, spans: [] })
    const found = weekTroubles({
      regular: week([2, '09:00', '20:00'], [2, '19:00', '22:00']).regular,
      seasons: [
        season('Summer', '2027-08-31', '2027-06-15'),
        season('June', '2027-06-01', '2027-06-30'),
        season('Reading', '2027-06-20', '2027-07-01'),
      ],
    })
    assert.deepEqual(
      found.map(({ message }) => message),
      ['On Tuesday these hours overlap others.', '“Summer” ends before it begins.', '“Reading” overlaps “June”.'],
    )
  })
  it('names the span that overlaps another, on the same day only', () => {
    assert.deepEqual(troubles(week([1, '09:00', '13:00'], [1, '12:00', '18:00'])), [['regular.1', 'overlaps']])
    assert.deepEqual(troubles(week([1, '09:00', '13:00'], [2, '12:00', '18:00'])), [])
    assert.deepEqual(troubles(week([1, '09:00', '12:00'], [1, '12:00', '18:00'])), [])
    assert.deepEqual(troubles(week([1, '09:00', '18:00'], [1, '09:00', '18:00'])), [['regular.1', 'overlaps']])
  })
  it('names the span that closes before it opens, and says how to write midnight', () => {
    assert.deepEqual(troubles(week([5, '18:00', '02:00'])), [['regular.0.closes', 'ends-before-start']])
    assert.deepEqual(troubles(week([5, '18:00', '18:00'])), [['regular.0.closes', 'ends-before-start']])
    assert.match(weekTroubles(week([5, '18:00', '02:00']))[0]!.message, /Friday.*24:00/)
    assert.deepEqual(troubles(week([5, '18:00', '24:00'])), [])
  })
  it('names seasons that overlap or end before they begin, and spans within them', () => {
    const season = (name: string, from: string, until: string, spans: Span[] = []) => ({ name, from, until, spans })
    assert.deepEqual(
      troubles({
        regular: [],
        seasons: [
          season('Summer', '2027-06-15', '2027-08-31', [{ day: 1, opens: '12:00', closes: '10:00' }]),
          season('August', '2027-08-31', '2027-09-10'),
          season('Backwards', '2028-02-01', '2028-01-01'),
        ],
      }),
      [
        ['seasons.0.spans.0.closes', 'ends-before-start'],
        ['seasons.1.from', 'overlaps'],
        ['seasons.2.until', 'ends-before-start'],
      ],
    )
  })
})

describe('whatever the week, the zone and the day', () => {
  const time = (max: number) =>
    fc
      .integer({ min: 0, max })
      .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
  const span = fc.record({ day: fc.integer({ min: 1, max: 7 }), opens: time(1439), closes: time(1440) })
  const good = fc
    .array(span, { maxLength: 14 })
    .map((regular): Week => ({ regular, seasons: [] }))
    .filter((one) => weekTroubles(one).length === 0)
  const zone = fc.constantFrom(NEW_YORK, 'Europe/Berlin', 'Asia/Beirut', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC')
  const date = fc.integer({ min: 0, max: 900 }).map((days) => day('2026-01-01').add({ days }))
  const part = fc
    .tuple(time(1439), time(1439))
    .filter(([from, until]) => from < until)
    .map(([starts, ends]) => ({ starts, ends }))

  it('spans never overlap, never end before they begin, and stand in their order', () => {
    fc.assert(
      fc.property(good, zone, date, (of, where, on) => {
        const spans = spansOn(opening(of, { zone: where }), on)!
        for (const [at, one] of spans.entries()) {
          assert.ok(Temporal.Instant.compare(one.opens, one.closes) < 0)
          if (at > 0) assert.ok(Temporal.Instant.compare(spans[at - 1]!.opens, one.opens) <= 0)
        }
      }),
    )
  })

  it('it is open in the middle of each span, and the next opening of that moment is that moment', () => {
    fc.assert(
      fc.property(good, zone, date, (of, where, on) => {
        const place = opening(of, { zone: where })
        for (const { opens, closes } of spansOn(place, on)!) {
          const middle = opens.add({ milliseconds: Math.floor(opens.until(closes).total('milliseconds') / 2) })
          assert.equal(openAt(place, middle), true)
          assert.equal(Temporal.Instant.compare(opensNext(place, middle)!, middle), 0)
        }
      }),
    )
  })

  it('what opens next is open then, and not before', () => {
    fc.assert(
      fc.property(good, zone, date, fc.integer({ min: 0, max: 1439 }), (of, where, on, minutes) => {
        const place = opening(of, { zone: where })
        const from = on.toZonedDateTime(where).add({ minutes }).toInstant()
        const next = opensNext(place, from)
        if (next === null) return
        assert.equal(openAt(place, next), true)
        assert.ok(Temporal.Instant.compare(next, from) >= 0)
        if (Temporal.Instant.compare(next, from) > 0) {
          assert.equal(openAt(place, from), false)
          assert.equal(openAt(place, next.subtract({ seconds: 1 })), false)
        }
      }),
    )
  })

  it('a closure never opens anything, and nothing is open inside it', () => {
    fc.assert(
      fc.property(good, zone, date, part, fc.integer({ min: 0, max: 1439 }), (of, where, on, shut, minutes) => {
        const before = opening(of, { zone: where })
        const after = { ...before, closures: [closure(on.toString(), shut)] }
        const moment = on.toZonedDateTime({
          timeZone: where,
          plainTime: Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 }),
        })
        const wall = moment.toPlainTime().toString({ smallestUnit: 'minute' })
        if (openAt(before, moment.toInstant()) === false) assert.equal(openAt(after, moment.toInstant()), false)
        // On the nights of the clocks a wall time may stand for two moments; the rule is of instants.
        if (moment.hoursInDay === 24 && shut.starts <= wall && wall < shut.ends)
          assert.equal(openAt(after, moment.toInstant()), false)
      }),
    )
  })
})
