import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfUpload } from './upload.rules.ts'

const BEGUN = new Date('2027-03-01T10:00:00Z')
const at = (seconds: number) => new Date(BEGUN.getTime() + seconds * 1000)
/** What becomes of an upload of so many bytes after so many seconds, the last byte taken `silent` seconds ago. */
const after = (seconds: number, bytes: number, silent = 0, flowing = true) =>
  endOfUpload({ begunAt: BEGUN, progressAt: at(seconds - silent), bytes, flowing }, at(seconds))

test('while bytes go an upload may take the usual time, and what its size takes at 256 kbit/s', () => {
  assert.equal(after(49, 100_000), null)
  assert.equal(after(149, 3_200_000), null)
  assert.match(after(150, 3_200_000) ?? '', /^the upload was too slow: not done after 150 seconds$/)
})

test('half an hour ends even the largest', () => {
  assert.equal(after(1799, 100_000_000), null)
  assert.match(after(1800, 100_000_000) ?? '', /not done after 1800 seconds/)
  assert.match(after(1800, 9_000_000_000) ?? '', /not done after 1800 seconds/)
})

test('thirty seconds without a byte end it, however much time is left', () => {
  assert.equal(after(100, 100_000_000, 29), null)
  assert.match(after(100, 100_000_000, 30) ?? '', /got stuck: nothing got through for 30 seconds/)
})

test('once all of it was taken the answer may take a minute', () => {
  assert.equal(after(100, 100_000_000, 59, false), null)
  assert.match(after(100, 100_000_000, 60, false) ?? '', /got stuck: no answer for 60 seconds/)
})

test('a clock that was set back ends nothing', () => {
  assert.equal(after(-3600, 1_000), null)
})
