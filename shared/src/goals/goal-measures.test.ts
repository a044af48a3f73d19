import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MEASURES } from '../measures/dictionary.ts'
import { canSpanChannels, GOAL_MEASURES, goalMeasure, persOf, wayOf } from './goal-measures.ts'

test('every measure has its name once, is found by it, and is counted in at least one way', () => {
  const names = GOAL_MEASURES.map(({ measure }) => measure)
  assert.equal(new Set(names).size, names.length)
  for (const one of GOAL_MEASURES) {
    assert.equal(goalMeasure(one.measure), one)
    assert.ok(persOf(one).length > 0)
  }
  assert.equal(goalMeasure('engagement.rate'), null)
  assert.equal(goalMeasure('constructor'), null)
})

test('people are never added: not over posts, not over channels, not over months', () => {
  for (const one of GOAL_MEASURES.filter(({ additive }) => !additive)) {
    assert.equal(canSpanChannels(one), false, one.measure)
    for (const per of persOf(one)) assert.ok(['last', 'median'].includes(wayOf(one, per)), `${one.measure} per ${per}`)
  }
})

test('what may be added is summed by the month, and its mean of a post keeps both halves', () => {
  for (const one of GOAL_MEASURES.filter(({ additive }) => additive)) {
    assert.deepEqual(persOf(one), ['month', 'post'], one.measure)
    assert.deepEqual([wayOf(one, 'month'), wayOf(one, 'post')], ['sum', 'mean'])
  }
})

test('where both lists know a measure they agree whether it may be added, and whose it is', () => {
  for (const told of MEASURES) {
    const goal = goalMeasure(told.measure)
    if (goal) assert.deepEqual([goal.additive, goal.of], [told.additive, told.of], told.measure)
  }
})
