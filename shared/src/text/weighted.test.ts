import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { weigh, weightsV1 } from './weighted.ts'

test('letters weigh one, Chinese and emoji two, links 23', () => {
  assert.equal(weigh('Story time').count, 10)
  assert.equal(weigh('図書館').count, 6)
  assert.equal(weigh('👨‍👩‍👧‍👦').count, 2)
  assert.equal(weigh('See https://harborlibrary.example.org/a/very/long/path/to/it').count, 27)
  assert.equal(weigh('harborlibrary.org').count, 23)
  assert.equal(weigh('résumé'.normalize('NFD')).count, 6)
})

test('an emptied text and one with a byte order mark are not valid', () => {
  assert.equal(weigh('').valid, false)
  assert.deepEqual(weigh('ab\ufeffc'), { count: 5, permille: 17, fitsTo: 2, valid: false })
})

test('what fits is a beginning that fits, and one more is too much', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const whole = weigh(text, weightsV1)
      assert.ok(whole.count >= 0 && whole.fitsTo <= text.length)
      assert.equal(whole.valid, text !== '' && whole.fitsTo === text.length)
    }),
  )
})

test('plain letters weigh what they are long', () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-z ]*$/), (text) => assert.equal(weigh(text).count, text.length)))
})
