import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isUuid, uuidv7 } from './ids.ts'

test('an id carries its millisecond as in the example of RFC 9562, appendix A.6', () => {
  const chance = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]
  const id = uuidv7(new Date('2022-02-22T14:22:22-05:00'), (bytes) => {
    bytes.set(chance)
    return bytes
  })
  assert.equal(id, '017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('ids are well formed, all different, and sort as their times', () => {
  const time = fc.date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  fc.assert(
    fc.property(time, time, (one, other) => {
      const [first, second] = [uuidv7(one), uuidv7(other)]
      assert.ok(isUuid(first) && isUuid(second) && first !== second)
      if (one.getTime() !== other.getTime()) assert.equal(one < other, first < second)
    }),
  )
})

test('what is no id is told from one, and a time before 1970 is refused', () => {
  for (const value of ['', 'x', '017F22E2-79B0-7CC3-98C4-DC0C0C07398F', '017f22e279b07cc398c4dc0c0c07398f', null, 7])
    assert.equal(isUuid(value), false)
  assert.throws(() => uuidv7(new Date(-1)), /now/)
  assert.throws(() => uuidv7(new Date(Number.NaN)), /now/)
})
