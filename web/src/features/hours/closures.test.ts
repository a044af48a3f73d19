import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nextDay, toCome } from './closures.ts'

const once = (first: string, last = first) => ({ first, last, yearly: false })
const yearly = (first: string, last = first) => ({ first, last, yearly: true })

describe('the day on which a closing comes next', () => {
  it('is its own, where it comes once', () => {
    assert.equal(nextDay(once('2026-12-03'), '2026-11-24'), '2026-12-03')
    assert.equal(nextDay(once('2026-11-20', '2026-11-30'), '2026-11-24'), '2026-11-20')
  })
  it('is this year’s or the next one’s, where it comes every year', () => {
    assert.equal(nextDay(yearly('2025-12-24'), '2026-11-24'), '2026-12-24')
    assert.equal(nextDay(yearly('2025-01-01'), '2026-11-24'), '2027-01-01')
    assert.equal(nextDay(yearly('2025-11-24'), '2026-11-24'), '2026-11-24')
    assert.equal(nextDay(yearly('2025-11-20', '2025-11-26'), '2026-11-24'), '2026-11-20')
  })
  it('is not before its first', () => {
    assert.equal(nextDay(yearly('2028-07-04'), '2026-11-24'), '2028-07-04')
  })
})

describe('the list of closed days', () => {
  it('holds what is to come or lasts, the next one first, and every yearly one', () => {
    const [over, lasts, carpet, newYear, eve] = [
      once('2026-09-23', '2026-09-25'),
      once('2026-11-20', '2026-11-24'),
      once('2026-12-03', '2026-12-07'),
      yearly('2025-01-01'),
      yearly('2025-12-24'),
    ]
    assert.deepEqual(toCome([newYear, eve, over, lasts, carpet], '2026-11-24'), [lasts, carpet, eve, newYear])
  })
  it('is empty where there is nothing to come', () => {
    assert.deepEqual(toCome([once('2026-11-23')], '2026-11-24'), [])
    assert.deepEqual(toCome([], '2026-11-24'), [])
  })
})
