import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Opening, spansOn } from '#modules/library/index.ts'
import { spotsFor, startersIn } from './first-week.rules.ts'

const zone = 'America/New_York'
// A Tuesday, six in the morning.
const now = Temporal.Instant.from('2026-12-08T11:04:00Z')
const open = (...days: number[]): Opening => ({
  zone,
  week: { regular: days.map((day) => ({ day, opens: '09:00', closes: '18:00' })), seasons: [] },
  closures: [],
})
const shown = (of: Opening) => spotsFor(of, now).map(({ date, time }) => `${date} ${time}`)

describe('a first week', () => {
  it('has three places on open days, an hour after opening, with a day between', () => {
    assert.deepEqual(shown(open(1, 2, 3, 4, 5)), ['2026-12-09 10:00', '2026-12-11 10:00', '2026-12-14 10:00'])
  })
  it('takes what there is where few days are open', () => {
    assert.deepEqual(shown(open(6)), ['2026-12-12 10:00', '2026-12-19 10:00'])
    assert.deepEqual(shown(open(6, 7)), ['2026-12-12 10:00', '2026-12-13 10:00', '2026-12-19 10:00'])
    assert.deepEqual(shown(open()), [])
  })
  it('is Monday, Wednesday and Friday at ten where nobody gave hours', () => {
    assert.deepEqual(shown({ zone, week: null, closures: [] }), [
      '2026-12-09 10:00',
      '2026-12-11 10:00',
      '2026-12-14 10:00',
    ])
  })
  it('leaves closed days out', () => {
    const closed = {
      ...open(1, 2, 3, 4, 5),
      closures: [
        { first: '2026-12-09', last: '2026-12-11', starts: null, ends: null, reason: 'Floors', yearly: false },
      ],
    }
    assert.deepEqual(shown(closed), ['2026-12-14 10:00', '2026-12-16 10:00', '2026-12-18 10:00'])
  })
  it('is always to come and while somebody is there', () => {
    const span = fc.record({
      day: fc.integer({ min: 1, max: 7 }),
      opens: fc.constantFrom('00:00', '08:30', '17:30', '23:00'),
      closes: fc.constantFrom('09:00', '18:00', '23:59', '24:00'),
    })
    fc.assert(
      fc.property(
        fc.array(
          span.filter((one) => one.opens < one.closes),
          { maxLength: 7 },
        ),
        fc.constantFrom(zone, 'UTC', 'Australia/Lord_Howe'),
        (regular, where) => {
          const of: Opening = { zone: where, week: { regular, seasons: [] }, closures: [] }
          for (const { date, time } of spotsFor(of, now)) {
            const at = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(where).toInstant()
            assert.ok(Temporal.Instant.compare(at, now) > 0)
            assert.ok(
              spansOn(of, Temporal.PlainDate.from(date))!.some(
                ({ opens, closes }) =>
                  Temporal.Instant.compare(opens, at) <= 0 && Temporal.Instant.compare(at, closes) < 0,
              ),
            )
          }
        },
      ),
    )
  })
})

describe('starters', () => {
  it('are in the library’s language where there are some, else English, and say which', () => {
    assert.deepEqual([startersIn('es-MX').language, startersIn('de').language], ['es-MX', 'en'])
    assert.match(startersIn('es').texts[0]!, /^¿/)
    assert.equal(startersIn('en-GB').texts.length, startersIn('es').texts.length)
  })
})
