import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byteOffsets, utf8Length } from './bytes.ts'

const encoded = (text: string) => new TextEncoder().encode(text)

test('lengths are those of the encoder, for any text and for broken ones', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(utf8Length(text), encoded(text).length)))
  for (const text of ['\ud83d', 'a\udc00b', '\udc00\ud83d', '\ud83d\ud83d\ude00'])
    assert.equal(utf8Length(text), encoded(text).length)
})

test('an offset is the length of what stands before it, and always the start of a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const at = byteOffsets(text)
      const bytes = encoded(text)
      let index = 0
      for (const character of text) {
        assert.equal(at(index), encoded(text.slice(0, index)).length)
        if (character.length === 2) assert.equal(at(index + 1), at(index))
        assert.notEqual(bytes[at(index)]! & 0xc0, 0x80)
        index += character.length
      }
      assert.equal(at(text.length), bytes.length)
    }),
  )
})

test('an index outside the text is refused', () => {
  assert.throws(() => byteOffsets('abc')(4), /index 4/)
})
