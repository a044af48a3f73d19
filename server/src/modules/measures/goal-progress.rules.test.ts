import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { proposeBaseline } from './goal-baseline.rules.ts'
import { cell } from './goal-csv.ts'
import { forecastOf, LEAST_FIGURES, tNinety } from './goal-forecast.rules.ts'
import { addDays, type GoalReading, median, periodsOf } from './goal-periods.rules.ts'
import { type GoalToJudge, progressOf } from './goal-progress.rules.ts'

const goal: GoalToJudge = {
  measure: 'engagement.comments',
  per: 'month',
  baseline: 100,
  target: 200,
  starts: '2026-01-01',
  due: '2026-12-31',
  closed: null,
}
const followers: GoalToJudge = { ...goal, measure: 'audience.followers', per: 'now' }
const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2025-06-01', days))
const value = fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null })
const readings: fc.Arbitrary<GoalReading[]> = fc.array(fc.record({ on: day, value }), { maxLength: 60 })
const anyGoal = fc.record({
  measure: fc.constant('engagement.comments'),
  per: fc.constantFrom('month' as const, 'post' as const),
  baseline: fc.integer({ min: 0, max: 500 }),
  target: fc.integer({ min: 501, max: 1_000 }),
  starts: fc.constant('2026-01-01'),
  due: fc.constantFrom('2026-02-28', '2026-09-30', '2026-12-31'),
  closed: fc.constant(null),
})
/** One post in the middle of each month from January 2026 on. */
const monthly = (...values: (number | null)[]): GoalReading[] =>
  values.map((one, at) => ({ on: `2026-${String(at + 1).padStart(2, '0')}-15`, value: one }))

describe('any goal, readings and day', () => {
  it('never make a figure of what is missing, and never a state without a reason', () => {
    fc.assert(
      fc.property(anyGoal, readings, day, (one, all, asOf) => {
        const { state, reason, now, share, periods } = progressOf(one, all, asOf)
        assert.ok(reason.code.length > 0)
        assert.equal(share === null, now === null || now.value === null)
        if (state !== 'no-data') assert.notEqual(share, null)
        for (const period of periods) {
          assert.equal(period.value === null, period.why !== null)
          assert.ok(period.n <= period.of)
          if (period.n === 0) assert.equal(period.value, null)
        }
      }),
    )
  })

  it('stand the same in whatever order the readings come', () => {
    fc.assert(
      fc.property(anyGoal, readings, day, (one, all, asOf) =>
        assert.deepEqual(progressOf(one, [...all].reverse(), asOf), progressOf(one, all, asOf)),
      ),
    )
  })

  it('know nothing of what comes after that day', () => {
    fc.assert(
      fc.property(anyGoal, readings, day, (one, all, asOf) =>
        assert.deepEqual(
          progressOf(
            one,
            all.filter(({ on }) => on <= asOf),
            asOf,
          ),
          progressOf(one, all, asOf),
        ),
      ),
    )
  })

  it('are the same downward as upward: less of something can be a goal too', () => {
    fc.assert(
      fc.property(readings, day, (all, asOf) => {
        const up = progressOf({ ...goal, baseline: 0, target: 1_000 }, all, asOf)
        const down = progressOf({ ...goal, baseline: 1_000, target: 0 }, all, asOf)
        if (up.share === null) assert.equal(down.share, null)
        else assert.ok(Math.abs(up.share + down.share! - 1) < 1e-9)
      }),
    )
  })

  it('are met exactly where the figure has reached the target', () => {
    fc.assert(
      fc.property(anyGoal, readings, day, (one, all, asOf) => {
        const { state, now } = progressOf(one, all, asOf)
        if (state === 'met') assert.ok(now!.value! >= one.target)
        if (state === 'missed' || state === 'at-risk') assert.ok(now!.value! < one.target)
        if (state === 'missed') assert.ok(asOf > one.due)
      }),
    )
  })
})

describe('months', () => {
  it('add what may be added, keep both halves of a mean, and of people take the middle', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 30 }), (values) => {
        const all = values.map((one) => ({ on: '2026-03-10', value: one }))
        const of = (way: 'sum' | 'mean' | 'median') => periodsOf(way, all, '2026-06-01')[0]!
        assert.equal(
          of('sum').value,
          values.reduce((total, one) => total + one, 0),
        )
        assert.equal(of('mean').numerator! / of('mean').denominator!, of('mean').value)
        assert.equal(of('mean').denominator, values.length)
        assert.equal(of('median').value, median(values))
        assert.ok(of('median').value! <= Math.max(...values))
      }),
    )
  })

  it('leave none out: a month without posts is a gap, not a zero', () => {
    const all = [...monthly(10), { on: '2026-03-15', value: 30 }]
    assert.deepEqual(
      periodsOf('sum', all, '2026-04-20').map((one) => [one.from, one.value, one.why]),
      [
        ['2026-01-01', 10, null],
        ['2026-02-01', null, 'no-posts'],
        ['2026-03-01', 30, null],
        ['2026-04-01', null, 'no-posts'],
      ],
    )
  })

  it('are complete once their last post is a week old', () => {
    const complete = (asOf: string) => periodsOf('sum', monthly(10), asOf)[0]!.complete
    assert.deepEqual([complete('2026-02-07'), complete('2026-02-08')], [false, true])
  })

  it('say no sum where fewer than half of the posts have a figure', () => {
    const all = [1, null, null].map((one) => ({ on: '2026-01-15', value: one }))
    const [month] = periodsOf('sum', all, '2026-03-01')
    assert.deepEqual([month!.value, month!.why, month!.n, month!.of], [null, 'too-few-told', 1, 3])
  })

  it('a count of none is a figure: nobody answered', () => {
    assert.equal(periodsOf('sum', monthly(0), '2026-03-01')[0]!.value, 0)
  })
})

describe('how a goal stands', () => {
  const at = (asOf: string, ...values: (number | null)[]) => progressOf(goal, monthly(...values), asOf)
  it('by an even pace while there are few figures', () => {
    assert.deepEqual(
      [at('2026-04-10', 110, 120, 130).state, at('2026-04-10', 110, 120, 130).reason.code],
      ['on-track', 'pace-meets'],
    )
    assert.deepEqual(
      [at('2026-04-10', 100, 100, 101).state, at('2026-04-10', 100, 100, 101).reason.code],
      ['at-risk', 'pace-short'],
    )
  })
  it('by its forecast from six figures on', () => {
    const rising = at('2026-08-10', 100, 110, 121, 130, 140, 151, 160)
    assert.deepEqual([rising.state, rising.reason.code], ['on-track', 'forecast-meets'])
    const flat = at('2026-08-10', 130, 131, 130, 131, 130, 131, 130)
    assert.deepEqual([flat.state, flat.reason.code], ['at-risk', 'forecast-short'])
  })
  it('met as soon as it is reached, missed only when its day is over and its last month is known', () => {
    const year = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 195, 198]
    assert.equal(at('2026-06-10', 100, 150, 200, 210, 205).state, 'met')
    assert.deepEqual(at('2027-01-03', ...year).reason, { code: 'awaiting', on: '2027-01-08' })
    assert.equal(at('2027-01-08', ...year).state, 'missed')
    assert.equal(at('2027-01-08', ...year.slice(0, 11), 200).state, 'met')
  })
  it('not at all before it begins, or before its first month is known', () => {
    assert.equal(progressOf(goal, [], '2025-12-01').reason.code, 'not-begun')
    const before = [{ on: '2025-12-10', value: 90 }]
    assert.deepEqual(progressOf(goal, before, '2026-01-20').reason, { code: 'first-figure', on: '2026-02-08' })
  })
  it('closed: what came later does not count', () => {
    const closed = progressOf({ ...goal, closed: '2026-03-10' }, monthly(110, 120, 300, 300), '2026-08-01')
    assert.equal(closed.now!.value, 120)
  })
  it('of followers by the last figure; one of three weeks ago is not now', () => {
    const all = [{ on: '2026-03-01', value: 150 }]
    assert.equal(progressOf(followers, all, '2026-03-10').state, 'on-track')
    assert.deepEqual(progressOf(followers, all, '2026-03-25').reason, { code: 'stale', on: '2026-03-01' })
    assert.equal(progressOf(followers, [...all, { on: '2026-03-02', value: null }], '2026-03-10').now!.value, 150)
  })
  it('refuses a measure that no goal is stated in', () => {
    assert.throws(() => progressOf({ ...goal, measure: 'audience.demographics' }, [], '2026-03-01'))
  })
})

describe('a forecast', () => {
  const line = (n: number, of = (at: number) => 100 + at) => {
    const all = Array.from({ length: n }, (_, at) => ({ on: addDays('2026-01-05', at * 7), value: of(at) }))
    return periodsOf('last', all, addDays('2026-01-05', n * 7))
  }
  it('is not told below six figures, nor further ahead than they reach back', () => {
    assert.deepEqual(forecastOf(line(5), '2026-03-01'), { is: 'too-few', n: 5, needs: LEAST_FIGURES })
    assert.equal(forecastOf(line(6), '2026-12-31').is, 'too-far')
    assert.equal(forecastOf(line(6), '2026-03-10').is, 'told')
  })
  it('goes on with a straight line exactly, and without doubt', () => {
    const due = addDays('2026-01-11', 12 * 7)
    const told = forecastOf(line(10), due)
    assert.ok(told.is === 'told')
    for (const one of [told.value, told.low, told.high]) assert.ok(Math.abs(one - 112) < 1e-6, String(one))
  })
  it('has its value inside of its interval, and nothing below none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 6, maxLength: 30 }), (values) => {
        const told = forecastOf(
          line(values.length, (at) => values[at]!),
          addDays('2026-01-05', values.length * 7 + 14),
        )
        assert.ok(told.is === 'told')
        assert.ok(0 <= told.low && told.low <= told.value && told.value <= told.high)
      }),
    )
  })
  it('takes its width from Student’s t, as the tables have it', () => {
    for (const [freedom, t] of [
      [4, 1.533],
      [10, 1.372],
      [24, 1.318],
    ] as const)
      assert.ok(Math.abs(tNinety(freedom) - t) < 0.01)
  })
})

describe('a proposed baseline', () => {
  it('lies between the months that it was made of, and names how many posts those had', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 3, maxLength: 8 }), (values) => {
        const found = proposeBaseline('sum', monthly(...values), '2026-12-31')
        assert.ok(found.value !== null)
        const used = values.slice(-3)
        assert.ok(Math.min(...used) <= found.value && found.value <= Math.max(...used))
        assert.equal(found.n, 3)
      }),
    )
  })
  it('is none where all posts are young, and says from when there may be one', () => {
    const young = [{ on: '2026-03-10', value: null }]
    assert.deepEqual(proposeBaseline('sum', young, '2026-03-12'), { value: null, why: 'not-yet', on: '2026-04-08' })
    assert.deepEqual(proposeBaseline('last', [], '2026-03-12'), { value: null, why: 'no-figures', on: null })
  })
})

it('a cell of the table never runs as a formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx']) assert.match(cell(text), /^"?'/)
  assert.equal(cell('a "b", c'), '"a ""b"", c"')
  assert.deepEqual([cell(null), cell(0), cell('plain')], ['', '0', 'plain'])
})
