import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countGraphemes, splitGraphemes, takeGraphemes } from './graphemes.ts'

test('a family, a flag and a letter with two accents are one each', () => {
  for (const one of ['👨‍👩‍👧‍👦', '🇨🇦', 'ẹ́', '\r\n', 'क्षि']) assert.equal(countGraphemes(one), 1, JSON.stringify(one))
  assert.equal(countGraphemes(''), 0)
  assert.equal(countGraphemes('Story time\n10 a.m.'), 18)
})

test('taking never cuts a character in two', () => {
  assert.equal(takeGraphemes('a👩🏽‍🚒b', 2), 'a👩🏽‍🚒')
  assert.equal(takeGraphemes('abc', 5), 'abc')
  assert.equal(takeGraphemes('abc', 0), '')
  assert.equal(takeGraphemes('a\r\nb', 2), 'a\r\n')
})

test('for any text the pieces are the text, and taking n leaves at most n', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, count) => {
      const pieces = splitGraphemes(text)
      assert.equal(pieces.join(''), text)
      assert.equal(pieces.length, countGraphemes(text))
      assert.equal(takeGraphemes(text, count), pieces.slice(0, count).join(''))
    }),
  )
})
