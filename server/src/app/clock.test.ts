import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { databaseClock } from './clock.ts'

const at = (ms: number) => new Date(Date.UTC(2027, 2, 14) + ms)

test('between two words of the database time goes on by the monotonic clock, whatever the machine’s own clock does', () => {
  let monotonic = 1_000
  const clock = databaseClock(() => monotonic)
  assert.equal(clock.take(at(0)), null)
  monotonic += 90_000
  assert.deepEqual(clock.now(), at(90_000))
})

test('a jump is told in milliseconds, forward and back, and the new time holds from then on', () => {
  let monotonic = 0
  const clock = databaseClock(() => monotonic)
  clock.take(at(0))
  monotonic += 1_000
  assert.equal(clock.take(at(1_000)), 0)
  monotonic += 1_000
  assert.equal(clock.take(at(3_602_000)), 3_600_000)
  monotonic += 500
  assert.deepEqual(clock.now(), at(3_602_500))
  assert.equal(clock.take(at(2_500)), -3_600_000)
})

test('the jumps that were told add up to where the clock stands', () => {
  const step = fc.record({ passes: fc.nat(10_000), jump: fc.integer({ min: -100_000, max: 100_000 }) })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (steps) => {
      let monotonic = 0
      let database = 0
      const clock = databaseClock(() => monotonic)
      clock.take(at(0))
      let told = 0
      for (const { passes, jump } of steps) {
        monotonic += passes
        database += passes + jump
        told += clock.take(at(database))!
        assert.deepEqual(clock.now(), at(database))
      }
      assert.equal(
        told,
        steps.reduce((sum, { jump }) => sum + jump, 0),
      )
    }),
  )
})
