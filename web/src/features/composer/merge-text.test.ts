import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mergeTexts } from './merge-text.ts'

const BASE = 'Story time is back on Tuesday.\nBring a blanket.\n\nSee you there!'

test('changes at two places are joined, whoever saved first', () => {
  const mine = BASE.replace('Tuesday', 'Wednesday')
  const theirs = BASE.replace('See you there!', 'We look forward to you.')
  const joined = 'Story time is back on Wednesday.\nBring a blanket.\n\nWe look forward to you.'
  assert.equal(mergeTexts(BASE, mine, theirs), joined)
  assert.equal(mergeTexts(BASE, theirs, mine), joined)
})

test('what only one of them changed is taken, and the same change of both is one', () => {
  const changed = BASE.replace('blanket', 'cushion')
  assert.equal(mergeTexts(BASE, BASE, changed), changed)
  assert.equal(mergeTexts(BASE, changed, BASE), changed)
  assert.equal(mergeTexts(BASE, changed, changed), changed)
})

test('two changes of the same place are left to a person', () => {
  assert.equal(mergeTexts(BASE, BASE.replace('Tuesday', 'Wednesday'), BASE.replace('Tuesday', 'Friday')), null)
  assert.equal(mergeTexts('', 'Mine alone', 'Theirs alone'), null)
})

test('a paragraph of one and a line at the end of the other stand both', () => {
  const mine = `Good news:\n\n${BASE}`
  const theirs = `${BASE} Doors open at ten.`
  assert.equal(mergeTexts(BASE, mine, theirs), `Good news:\n\n${BASE} Doors open at ten.`)
})

test('what nobody changed comes out as it was, and one side alone always wins', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (base, other) => {
      assert.equal(mergeTexts(base, base, base), base)
      assert.equal(mergeTexts(base, other, base), other)
      assert.equal(mergeTexts(base, base, other), other)
    }),
  )
})

test('joining does not depend on who is called mine', () => {
  const word = fc.constantFrom('book', 'club', 'meets', 'today', 'upstairs', 'tea', '\n')
  const text = fc.array(word, { maxLength: 12 }).map((all) => all.join(' '))
  fc.assert(
    fc.property(text, text, text, (base, one, two) => {
      assert.equal(mergeTexts(base, one, two) === null, mergeTexts(base, two, one) === null)
    }),
  )
})
