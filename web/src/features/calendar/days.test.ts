import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, addMonths, daysOf, isDay, isMonth, sameDayIn, weekStart, weeksOf } from './days.ts'

test('a month is shown in whole weeks, each day once and in order', () => {
  for (const start of [0, 1, 6])
    for (let month = '2026-01'; month < '2029-01'; month = addMonths(month, 1)) {
      const days = weeksOf(month, start).flat()
      assert.equal(days.length % 7, 0)
      assert.ok(days.length <= 42)
      assert.deepEqual(
        days,
        days.map((_, at) => addDays(days[0]!, at)),
      )
      assert.deepEqual(
        days.filter((day) => day.startsWith(month)),
        daysOf(month),
      )
      assert.equal(new Date(days[0]!).getUTCDay(), start)
    }
})

test('a week that has no day of the month is not shown', () => {
  assert.equal(weeksOf('2026-02', 0).length, 4)
  assert.equal(weeksOf('2027-05', 0).length, 6)
})

test('the days on which clocks change are days like others', () => {
  assert.deepEqual(daysOf('2027-03').slice(12, 15), ['2027-03-13', '2027-03-14', '2027-03-15'])
  assert.equal(daysOf('2027-11').length, 30)
})

test('months go over the end of a year, in both directions', () => {
  assert.equal(addMonths('2027-11', 2), '2028-01')
  assert.equal(addMonths('2027-01', -1), '2026-12')
})

test('the same day of a shorter month is its last one', () => {
  assert.equal(sameDayIn('2027-02', '2027-01-31'), '2027-02-28')
  assert.equal(sameDayIn('2028-02', '2028-01-31'), '2028-02-29')
})

test('only days and months that exist are days and months', () => {
  assert.ok(isDay('2028-02-29') && isMonth('2027-12'))
  for (const wrong of ['2027-02-29', '2027-2-1', '', 'today', '2027-13-01', '2027-03-14T09:00'])
    assert.ok(!isDay(wrong))
  assert.ok(!isMonth('2027-00'))
})

test('a week begins as the locale begins it', () => {
  assert.equal(weekStart('en-US'), 0)
  assert.equal(weekStart('de'), 1)
  assert.equal(weekStart('ar-EG'), 6)
})
