import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Drawing, drawingOf, niceStep } from './chart.ts'
import { rulerOf } from './meter.ts'
import { retiredIn, treeOf } from './tree.ts'
import type { Goal, Period, Plan, Progress } from './types.ts'

const period = (month: number, value: number | null): Period => ({
  from: `2026-${String(month).padStart(2, '0')}-01`,
  to: `2026-${String(month).padStart(2, '0')}-28`,
  value,
  n: 1,
  of: 1,
  numerator: null,
  denominator: null,
  complete: true,
  why: value === null ? 'no-posts' : null,
})
const few: Progress['forecast'] = { is: 'too-few', n: 2, needs: 6 }
/** The library's day. */
const asOf = '2026-06-30'
const to = { baseline: 100, target: 300, due: '2026-12-31' }

describe('a chart', () => {
  it('begins its scale at 0, holds the target, and stays within its width', () => {
    for (const width of [240, 560, 1_000]) {
      const drawing: Drawing = drawingOf({ periods: [period(1, 180), period(2, 220)], forecast: few, asOf }, to, width)!
      assert.equal(drawing.ticks[0]!.value, 0)
      assert.ok(drawing.ticks.at(-1)!.value >= 300)
      for (const { x, y } of drawing.dots) assert.ok(x >= 0 && x <= width && y >= 0 && y <= drawing.height)
    }
  })
  it('breaks its line where there is no figure, and draws none for it', () => {
    const periods = [period(1, 1), period(2, 2), period(3, null), period(4, 4), period(5, 5)]
    const drawing = drawingOf({ periods, forecast: few, asOf }, to, 560)!
    assert.deepEqual([drawing.lines.length, drawing.dots.length], [2, 4])
  })
  it('is not drawn of nothing, and is drawn of one figure and of zeros', () => {
    assert.equal(drawingOf({ periods: [], forecast: few, asOf }, to, 560), null)
    assert.equal(drawingOf({ periods: [period(1, null)], forecast: few, asOf }, to, 560), null)
    for (const value of [0, 7]) {
      const { dots }: Drawing = drawingOf(
        { periods: [period(1, value)], forecast: few, asOf },
        { ...to, target: 0 },
        560,
      )!
      assert.ok(Number.isFinite(dots[0]!.x) && Number.isFinite(dots[0]!.y))
    }
  })
  it('reaches to the forecast, with its interval', () => {
    const forecast: Progress['forecast'] = { is: 'told', on: '2026-12-31', value: 315, low: 291, high: 340, n: 8 }
    const { ahead, ticks } = drawingOf({ periods: [period(1, 180), period(2, 220)], forecast, asOf }, to, 560)!
    assert.equal(ahead!.value, 315)
    assert.ok(ticks.at(-1)!.value >= 340)
  })
  it('draws no forecast of a day that has passed: the figures reach further, and the line would run back', () => {
    const forecast: Progress['forecast'] = { is: 'told', on: '2026-11-04', value: 863.1, low: 683, high: 1_043, n: 12 }
    const periods = [period(9, 620), period(10, 880), period(11, 509)]
    const drawn = (asOf: string) => drawingOf({ periods, forecast, asOf }, to, 560)!
    assert.equal(drawn('2026-11-24').ahead, null)
    assert.ok(drawn('2026-11-24').ticks.at(-1)!.value < 1_043)
    assert.equal(drawn('2026-11-04').ahead!.value, 863.1)
  })
  it('has round steps', () => {
    assert.deepEqual([0, 3, 7, 42, 300, 1_999].map(niceStep), [1, 1, 2, 20, 100, 500])
  })
})

const goal = (id: string, objective: string | null, closed = false) =>
  ({ id, objective, closed: closed ? { at: '2026-01-01', by: null, reason: '' } : null }) as Goal
const plan: Plan = {
  id: 'plan',
  name: 'Open doors',
  position: 0,
  retired: false,
  version: 1,
  starts: null,
  ends: null,
  priorities: ['p1', 'p2'].map((id) => ({
    id,
    name: id,
    position: 0,
    retired: id === 'p2',
    version: 1,
    plan: 'plan',
    objectives: [{ id: `${id}-o`, name: 'o', position: 0, retired: id === 'p2', version: 1, priority: id }],
  })),
}

describe('the tree', () => {
  it('puts goals under what they serve, and the others by themselves', () => {
    const tree = treeOf([plan], [goal('a', 'p1-o'), goal('b', null), goal('c', 'gone')], false)
    assert.deepEqual(
      tree.plans[0]!.priorities[0]!.objectives[0]!.goals.map(({ id }) => id),
      ['a'],
    )
    assert.deepEqual(
      tree.alone.map(({ id }) => id),
      ['b', 'c'],
    )
  })
  it('hides closed goals until they are asked for, and retired parts unless a goal serves them', () => {
    const goals = [goal('a', null, true), goal('b', 'p2-o')]
    assert.deepEqual(treeOf([plan], goals, false).alone, [])
    assert.equal(treeOf([plan], goals, true).alone.length, 1)
    assert.deepEqual(
      treeOf([plan], goals, false).plans[0]!.priorities.map(({ id }) => id),
      ['p1', 'p2'],
    )
    assert.deepEqual(
      treeOf([plan], [], false).plans[0]!.priorities.map(({ id }) => id),
      ['p1'],
    )
  })
})

describe('the order of a tree', () => {
  const part = (id: string, retired = false) => ({ id, name: id, position: 0, retired, version: 1 })
  const ordered: Plan = {
    ...plan,
    priorities: ['a', 'b', 'c', 'd'].map((id) => ({
      ...part(id, id === 'b'),
      plan: 'plan',
      objectives: [{ ...part(`${id}-o`, id === 'd'), priority: id }],
    })),
  }
  const steps = (retired: boolean) =>
    treeOf([ordered], [], false, retired).plans[0]!.priorities.map(({ id, up, down }) => [id, up, down])

  it('leads a step past what is not shown, by the places that the server counts', () => {
    assert.deepEqual(steps(false), [
      ['a', null, 2],
      ['c', 0, 3],
      ['d', 2, null],
    ])
    assert.deepEqual(steps(true), [
      ['a', null, 1],
      ['b', 0, 2],
      ['c', 1, 3],
      ['d', 2, null],
    ])
  })
  it('has no step for one alone, of plans too', () => {
    const [one] = treeOf([ordered], [], false).plans
    assert.deepEqual([one!.up, one!.down], [null, null])
    const two = treeOf([ordered, { ...ordered, id: 'next' }], [], false).plans
    assert.deepEqual(
      two.map(({ up, down }) => [up, down]),
      [
        [null, 1],
        [0, null],
      ],
    )
  })
  it('counts what is retired and out of sight, and not what a goal keeps in sight', () => {
    assert.equal(retiredIn([ordered], [], false), 2)
    assert.equal(retiredIn([ordered], [goal('g', 'd-o')], false), 1)
    assert.equal(retiredIn([ordered], [goal('g', 'd-o', true)], false), 2)
    assert.equal(retiredIn([{ ...ordered, retired: true }], [], false), 3)
    assert.equal(retiredIn([], [], false), 0)
  })
})

describe('a ruler', () => {
  const ruler = (value: number | null, target = 300, baseline = 100) =>
    rulerOf({
      target,
      baseline: { value: baseline, n: null, from: null, to: null, how: 'typed' },
      progress: { now: value === null ? null : period(1, value), forecast: few, asOf },
    } as Goal)
  it('shows nothing where there is no figure, which is not the same as none', () => {
    assert.equal(ruler(null).now, null)
    assert.equal(ruler(0).now, 0)
  })
  it('draws a narrow forecast wide enough to be seen, in its middle, and none of a day that has passed', () => {
    const forecast: Progress['forecast'] = { is: 'told', on: '2026-12-31', value: 281, low: 280, high: 282, n: 26 }
    const reach = (asOf: string) =>
      rulerOf({
        target: 300,
        baseline: { value: 100, n: null, from: null, to: null, how: 'typed' },
        progress: { now: period(1, 200), forecast, asOf },
      } as Goal).reach
    const { low, high } = reach(asOf)!
    assert.ok(high - low >= 2)
    assert.ok(Math.abs((low + high) / 2 - (281 / 300) * 90) < 0.01)
    assert.equal(reach('2027-01-01'), null)
  })
  it('keeps everything on it, also beyond the target and downward', () => {
    for (const one of [ruler(900), ruler(150), ruler(40, 20, 60)])
      for (const at of [one.now!, one.from, one.target]) assert.ok(at >= 0 && at <= 100)
    assert.ok(ruler(900).now! > ruler(900).target)
  })
})
