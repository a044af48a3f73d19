/** Whatever a captions file holds: it is read or refused with its line, and what was read is written so that it is read the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCaptions, writeWebVtt } from './captions.ts'

const two = (value: number) => String(value).padStart(2, '0')
const clock = (ms: number, point: string) =>
  `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}${point}${String(ms % 1000).padStart(3, '0')}`
const line = fc
  .oneof(
    fc.constantFrom(
      'Hello & welcome',
      '<i>Hello</i>',
      '<3 books',
      'a < b > c',
      '--> there',
      '{\\an8}up',
      '&amp; &',
      '12',
      'WEBVTT',
      'NOTE',
      '<font color="red">x</font>',
    ),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  )
  .map((said) => said.replace(/[\r\n]/g, ' ').trim())
  .filter((said) => said !== '')
const cue = fc.record({
  start: fc.integer({ min: 0, max: 100 * 3_600_000 }),
  lasts: fc.integer({ min: 1, max: 600_000 }),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
})
const subRip = (cues: { start: number; lasts: number; lines: string[] }[], end = '\n') =>
  cues
    .map(({ start, lasts, lines }, n) =>
      [n + 1, `${clock(start, ',')} --> ${clock(start + lasts, ',')}`, ...lines, ''].join(end),
    )
    .join(end)

test('what was read of any SubRip file and written is read the same once more', () => {
  fc.assert(
    fc.property(fc.array(cue, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n', '\r'), (cues, end) => {
      const read = readCaptions(subRip(cues, end))
      if (!read.ok) return assert.equal(read.trouble.code, 'no-cues')
      const again = readCaptions(writeWebVtt(read.value.cues))
      assert.ok(again.ok, JSON.stringify(again))
      assert.deepEqual(again.value.cues, read.value.cues)
    }),
  )
})

test('times are kept to the millisecond, in order of the file', () => {
  fc.assert(
    fc.property(fc.array(cue, { minLength: 1, maxLength: 5 }), (cues) => {
      const said = cues.map((one) => ({ ...one, lines: ['Hello'] }))
      const read = readCaptions(subRip(said))
      assert.ok(read.ok)
      assert.deepEqual(
        read.value.cues.map(({ start, end }) => [start, end]),
        said.map(({ start, lasts }) => [start, start + lasts]),
      )
    }),
  )
})

test('nothing that a reader would take for markup comes out of plain SubRip words', () => {
  fc.assert(
    fc.property(fc.array(cue, { minLength: 1, maxLength: 3 }), (cues) => {
      const read = readCaptions(subRip(cues))
      if (!read.ok) return
      for (const { text } of read.value.cues) {
        assert.doesNotMatch(text, /<(?!\/?[biu]>)/i)
        assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/)
        assert.doesNotMatch(text, /-->/)
      }
    }),
  )
})

test('no text at all ends the reading otherwise than with cues or a named trouble', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'WEBVTT\n\n',
      '00:00.000 --> 00:01.000\n',
      '00:01,000 --> 00:00,500\n',
      '1\n',
      '-->',
      '\n\n',
      '99:99.000 --> x\n',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const file = pieces.join('')
      const read = readCaptions(file)
      if (read.ok)
        for (const { start, end, text } of read.value.cues) assert.ok(start >= 0 && end > start && text.trim() !== '')
      else if ('line' in read.trouble) {
        const at = file.split(/\r\n|\r|\n/)[read.trouble.line - 1]
        assert.ok(at?.includes('-->'), `line ${read.trouble.line} is ${JSON.stringify(at)}`)
      }
    }),
  )
})
