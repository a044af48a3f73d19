import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { closing } from '#i18n/en/closing.ts'
import { learn } from '#i18n/t.ts'
import { everyBranchWithin, everyBranchWords } from './branch-words.ts'

before(() => learn(closing))

test('Every branch is said as one says it: yours, both, or all of a number', () => {
  assert.deepEqual([1, 2, 3, 17].map(everyBranchWords), [
    'Your branch',
    'Both branches',
    'All 3 branches',
    'All 17 branches',
  ])
})
test('Within a sentence it begins small', () => {
  assert.deepEqual([1, 2, 17].map(everyBranchWithin), ['your branch', 'both branches', 'all 17 branches'])
})
