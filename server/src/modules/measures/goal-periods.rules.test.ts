import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, completeOn, periodsOf } from './goal-periods.rules.ts'

const day = fc
  .integer({ min: 0, max: 84_000 })
  .map((days) => Temporal.PlainDate.from('1900-01-01').add({ days }).toString())

describe('days and weeks', () => {
  it('are those of the calendar, over leap years and the turns of years and centuries', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -1_000, max: 1_000 }), (from, days) => {
        assert.equal(addDays(from, days), Temporal.PlainDate.from(from).add({ days }).toString())
      }),
    )
    assert.deepEqual(
      [addDays('2028-02-28', 1), addDays('2100-02-28', 1), addDays('2026-12-31', 1), addDays('2000-03-01', -1)],
      ['2028-02-29', '2100-03-01', '2027-01-01', '2000-02-29'],
    )
  })

  it('of what stands at a moment begin on Monday and end on Sunday', () => {
    fc.assert(
      fc.property(day, (on) => {
        const [week] = periodsOf('last', [{ on, value: 1 }], on)
        const { dayOfWeek } = Temporal.PlainDate.from(on)
        const monday = Temporal.PlainDate.from(on).subtract({ days: dayOfWeek - 1 })
        assert.deepEqual([week!.from, week!.to], [monday.toString(), monday.add({ days: 6 }).toString()])
      }),
    )
  })

  it('hold each reading once, without a gap, up to the day that is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 }), (days) => {
        const readings = days.map((n) => ({ on: addDays('2026-01-01', n), value: n }))
        for (const way of ['last', 'sum'] as const) {
          const periods = periodsOf(way, readings, '2027-02-10')
          assert.equal(
            periods.reduce((total, { of }) => total + of, 0),
            readings.filter(({ on }) => on <= '2027-02-10').length,
          )
          for (const [n, { from }] of periods.entries()) if (n > 0) assert.equal(from, addDays(periods[n - 1]!.to, 1))
          assert.ok(periods.at(-1)!.from <= '2027-02-10' && periods.at(-1)!.to >= '2027-02-10')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are complete a week after a month’s last day, or the day after a week’s', () => {
    assert.deepEqual([completeOn('sum', '2026-02-28'), completeOn('last', '2026-02-28')], ['2026-03-08', '2026-03-01'])
  })

  it('refuse what is no day', () => {
    assert.throws(() => addDays('march', 1), RangeError)
  })
})
