import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { differenceOf } from './difference.ts'

test('the words that came and went are told, the rest stays', () => {
  assert.deepEqual(differenceOf('Story time is on Tuesday at ten.', 'Story time is on Wednesday at ten.'), [
    { text: 'Story time is on', is: 'same' },
    { text: ' Tuesday', is: 'gone' },
    { text: ' Wednesday', is: 'new' },
    { text: ' at ten.', is: 'same' },
  ])
})

test('nothing changed is one piece, and an empty text has none', () => {
  assert.deepEqual(differenceOf('As it was.', 'As it was.'), [{ text: 'As it was.', is: 'same' }])
  assert.deepEqual(differenceOf('', ''), [])
  assert.deepEqual(differenceOf('', 'New.'), [{ text: 'New.', is: 'new' }])
})

test('joined, the pieces are both texts again', () => {
  const text = fc
    .array(fc.constantFrom('a', 'book', '\n', ' ', 'é', '書', '.'), { maxLength: 30 })
    .map((all) => all.join(' '))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = differenceOf(before, after)
      const of = (not: string) =>
        pieces
          .filter(({ is }) => is !== not)
          .map(({ text }) => text)
          .join('')
      assert.equal(of('new'), before)
      assert.equal(of('gone'), after)
    }),
  )
})
