import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastMonths } from './months.ts'

test('months go back over the turn of a year, the newest first', () => {
  assert.deepEqual(lastMonths('2027-02-09', 4, '2027-02'), ['2027-02', '2027-01', '2026-12', '2026-11'])
})

test('one that is chosen stays a choice, however old', () => {
  assert.deepEqual(lastMonths('2027-02-09', 2, '2025-12'), ['2027-02', '2027-01', '2025-12'])
})
