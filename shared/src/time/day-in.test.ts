import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayIn } from './day-in.ts'

test('one moment is on different days in different places', () => {
  const at = new Date('2026-11-18T03:00:00Z')
  assert.equal(dayIn('America/New_York', at).toString(), '2026-11-17')
  assert.equal(dayIn('UTC', at).toString(), '2026-11-18')
  assert.equal(dayIn('Pacific/Kiritimati', at).toString(), '2026-11-18')
})

test('a day begins where the clock of the place says so, also as summer time ends and begins', () => {
  const day = (at: string) => dayIn('Europe/Berlin', new Date(at)).toString()
  assert.deepEqual([day('2026-10-24T21:59:59Z'), day('2026-10-24T22:00:00Z')], ['2026-10-24', '2026-10-25'])
  assert.deepEqual([day('2026-10-25T22:59:59Z'), day('2026-10-25T23:00:00Z')], ['2026-10-25', '2026-10-26'])
  assert.deepEqual([day('2026-03-29T21:59:59Z'), day('2026-03-29T22:00:00Z')], ['2026-03-29', '2026-03-30'])
  assert.throws(() => dayIn('Not/AZone', new Date()), RangeError)
})
