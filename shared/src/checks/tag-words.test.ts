import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tagWords } from './tag-words.ts'

test('words are told where every one of them is known and only one way is shortest', () => {
  assert.deepEqual(tagWords('wintercoats'), ['winter', 'coats'])
  assert.deepEqual(tagWords('summerreading2026'), ['summer', 'reading', '2026'])
  assert.deepEqual(tagWords('librariesareforeveryone'), null, '"are" and "everyone" are not in the list')
  assert.deepEqual(tagWords('storytime'), ['storytime'])
  assert.deepEqual(tagWords('library'), ['library'])
})

test('a tag that can be read in two ways is not decided', () => {
  assert.equal(tagWords('catsnow'), null, 'cats now, or cat snow?')
})
