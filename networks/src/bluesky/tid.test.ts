import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tidOf, timeOfTid } from './tid.ts'

const seedOf = (ms: number, fraction: number, tail: number): string => {
  const time = ms.toString(16).padStart(12, '0')
  const last = tail.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${fraction.toString(16).padStart(3, '0')}-8000-${last}`
}
const seeds = fc.record({
  ms: fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2200, 0) }),
  fraction: fc.integer({ min: 0, max: 0xfff }),
  tail: fc.integer({ min: 0, max: 0xffffffff }),
})

test('a key is a TID: a zero bit, 53 bits of the seed’s moment, 10 bits of its chance', () => {
  fc.assert(
    fc.property(seeds, ({ ms, fraction, tail }) => {
      const key = tidOf(seedOf(ms, fraction, tail))
      assert.match(key, /^[2-7a-j][2-7a-z]{12}$/)
      const bits = [...key].map((digit) =>
        '234567abcdefghijklmnopqrstuvwxyz'.indexOf(digit).toString(2).padStart(5, '0'),
      )
      const value = bits.join('').slice(1)
      assert.equal(value[0], '0')
      assert.equal(Math.floor(Number.parseInt(value.slice(1, 54), 2) / 1000), ms)
      assert.equal(Number.parseInt(value.slice(54), 2), tail & 1023)
      assert.equal(timeOfTid(key)?.getTime(), ms)
    }),
  )
})

test('the same seed gives the same key, and a later seed a later one', () => {
  fc.assert(
    fc.property(seeds, seeds, (one, two) => {
      const [a, b] = [one, two].map(({ ms, fraction, tail }) => tidOf(seedOf(ms, fraction, tail)))
      if (one.ms !== two.ms) assert.equal(a! < b!, one.ms < two.ms)
      else if (one.fraction === two.fraction && (one.tail & 1023) === (two.tail & 1023)) assert.equal(a, b)
    }),
  )
})

test('a seed that is no UUIDv7 is our fault, and said so', () => {
  assert.throws(() => tidOf('9b2f2f0e-5a3e-4c56-8a6e-0d9f3c6b7a10'), /UUIDv7/)
  assert.throws(() => tidOf('job-00001'), /UUIDv7/)
  assert.equal(timeOfTid('job-00001'), null)
})
