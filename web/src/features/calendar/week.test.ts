import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shown } from './sift.ts'
import { cardMinutes, clockOf, hoursShown, layDay, minuteOf, snapped, weekOf } from './week.ts'

const at = (...times: string[]): Shown[] =>
  times.map((time, n) => ({ post: `${n}`, title: '', at: `2027-03-14T${time}`, on: [], seen: [] }))
const lanes = (items: Shown[]) => layDay(items).placed.map(({ lane, lanes: of }) => `${lane + 1} of ${of}`)

test('a week is seven days as the locale begins it, over months and the change of clocks', () => {
  assert.deepEqual(
    weekOf('2027-03-14', 0).filter((_, n) => n % 6 === 0),
    ['2027-03-14', '2027-03-20'],
  )
  assert.deepEqual(
    weekOf('2027-03-14', 1).filter((_, n) => n % 6 === 0),
    ['2027-03-08', '2027-03-14'],
  )
  assert.equal(weekOf('2027-01-01', 0)[0], '2026-12-27')
})

test('the hours drawn are those of a usual day, and all at which something stands', () => {
  assert.deepEqual(hoursShown([]), { from: 8, to: 19 })
  assert.deepEqual(hoursShown([minuteOf('06:45'), minuteOf('22:30')]), { from: 6, to: 24 })
  assert.deepEqual(hoursShown([minuteOf('23:59')]), { from: 8, to: 24 })
})

test('posts apart have the whole width, posts at the same time share it', () => {
  assert.deepEqual(lanes(at('09:00', '10:00')), ['1 of 1', '1 of 1'])
  assert.deepEqual(lanes(at('09:00', '09:00', '09:59', '11:00')), ['1 of 3', '2 of 3', '3 of 3', '1 of 1'])
})

test('a lane is taken again once its card is past', () => {
  assert.deepEqual(lanes(at('09:00', '09:30', '10:00')), ['1 of 2', '2 of 2', '1 of 2'])
})

test('a crowd shows three side by side and counts the rest, losing none', () => {
  const crowd = layDay(at(...Array<string>(97).fill('09:00'), '13:00'))
  assert.equal(crowd.placed.length, 4)
  assert.deepEqual(crowd.over, [{ minute: minuteOf('09:00') + cardMinutes, count: 94 }])
})

test('a post at the end of the day stands wholly within it', () => {
  assert.equal(layDay(at('23:59')).placed[0]!.minute, 24 * 60 - cardMinutes)
})

test('a drop snaps to quarters, a press begins at the half hour, and neither leaves the day', () => {
  assert.equal(clockOf(snapped(minuteOf('09:08'), 15)), '09:15')
  assert.equal(clockOf(snapped(minuteOf('09:29'), 30)), '09:00')
  assert.equal(clockOf(snapped(2_000, 15)), '23:45')
  assert.equal(clockOf(snapped(-5, 15)), '00:00')
})
