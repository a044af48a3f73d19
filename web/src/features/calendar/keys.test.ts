import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayByKey } from './keys.ts'

const from = (day: string, key: string, rtl = false) => dayByKey(key, day, 0, rtl)

test('arrows go over days and weeks, through the ends of months and the change of clocks', () => {
  assert.equal(from('2027-03-13', 'ArrowRight'), '2027-03-14')
  assert.equal(from('2027-03-14', 'ArrowRight'), '2027-03-15')
  assert.equal(from('2027-03-01', 'ArrowLeft'), '2027-02-28')
  assert.equal(from('2027-03-28', 'ArrowDown'), '2027-04-04')
  assert.equal(from('2027-01-03', 'ArrowUp'), '2026-12-27')
})

test('where text runs from right to left, the day on the left is the next one', () => {
  assert.equal(from('2027-03-13', 'ArrowLeft', true), '2027-03-14')
  assert.equal(from('2027-03-13', 'ArrowDown', true), '2027-03-20')
})

test('Home and End stay in the week as the locale begins it', () => {
  assert.equal(dayByKey('Home', '2027-03-17', 0, false), '2027-03-14')
  assert.equal(dayByKey('Home', '2027-03-14', 1, false), '2027-03-08')
  assert.equal(dayByKey('End', '2027-03-14', 1, false), '2027-03-14')
})

test('Page Up and Down turn the month and keep the day, as far as the month has it', () => {
  assert.equal(from('2027-01-31', 'PageDown'), '2027-02-28')
  assert.equal(from('2027-03-31', 'PageUp'), '2027-02-28')
})

test('any other key leads nowhere', () => {
  assert.equal(from('2027-01-31', 'x'), null)
})
