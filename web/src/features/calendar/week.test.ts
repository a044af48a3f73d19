import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shown } from './sift.ts'
import { clockOf, hoursShown, layDay, minuteOf, rowMinutes, snapped, weekOf } from './week.ts'

const at = (...times: string[]): Shown[] =>
  times.map((time, n) => ({ post: `${n}`, title: '', at: `2027-03-14T${time}`, on: [], seen: [] }))
/** `09:00 60`: where a card begins, and how many minutes of the column it has. */
const laid = (items: Shown[], end?: number) =>
  layDay(items, end).placed.map(({ minute, minutes }) => `${clockOf(minute)} ${minutes}`)

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

test('posts apart stand at their hour with a whole card each', () => {
  assert.deepEqual(laid(at('09:00', '10:00', '13:15')), ['09:00 60', '10:00 60', '13:15 60'])
})

test('posts at the same time stand under each other, never side by side, and keep their order', () => {
  assert.deepEqual(laid(at('09:00', '09:00')), ['09:00 40', '09:40 60'])
  assert.deepEqual(laid(at('09:00', '09:00', '09:00')), ['09:00 40', '09:40 40', '10:20 60'])
  const crowd = layDay(at('09:00', '09:00', '09:59', '11:00'))
  assert.deepEqual(
    crowd.placed.map(({ item }) => item.post),
    ['0', '1', '2', '3'],
  )
})

test('a card gives the next one room before it is pushed down, and stands at its own hour again where there is some', () => {
  assert.deepEqual(laid(at('09:00', '09:45', '10:45')), ['09:00 45', '09:45 60', '10:45 60'])
  assert.deepEqual(laid(at('09:00', '09:10', '10:30')), ['09:00 40', '09:40 50', '10:30 60'])
})

test('no two cards overlap, however posts crowd', () => {
  const times = Array.from({ length: 60 }, (_, n) => clockOf(8 * 60 + Math.floor((n * n) / 6)))
  const { placed, over } = layDay(at(...times))
  for (const [n, one] of placed.entries()) {
    const next = placed[n + 1]
    if (next) assert.ok(one.minute + one.minutes <= next.minute, `${one.item.at} reaches into ${next.item.at}`)
    assert.ok(one.minutes >= rowMinutes)
    assert.ok(one.minute >= minuteOf(one.item.at), 'nothing stands before its hour')
    assert.ok(one.minute - minuteOf(one.item.at) <= 2 * rowMinutes, 'nothing stands far below its hour')
  }
  assert.equal(placed.length + over.reduce((sum, { count }) => sum + count, 0), times.length)
})

test('a crowd shows three under each other and counts the rest, losing none', () => {
  const crowd = layDay(at(...Array<string>(97).fill('09:00'), '13:00'))
  assert.equal(crowd.placed.length, 4)
  assert.deepEqual(crowd.over, [{ minute: minuteOf('11:00'), count: 94 }])
  assert.equal(crowd.placed[3]!.minute, minuteOf('13:00'))
})

test('what is counted has its own line: the next post stands below it', () => {
  const { placed, over } = layDay(at('09:00', '09:00', '09:00', '09:00', '11:00'))
  assert.deepEqual(over, [{ minute: minuteOf('11:00'), count: 1 }])
  assert.equal(clockOf(placed[3]!.minute), '11:30')
})

test('a post at the end of the day stands wholly within it, and what has no room there is counted', () => {
  const [one] = layDay(at('23:59')).placed
  assert.equal(one!.minute + one!.minutes, 24 * 60)
  const late = layDay(at('23:40', '23:50', '23:59'))
  assert.equal(late.placed.length, 1)
  assert.equal(late.over[0]!.count, 2)
  assert.ok(late.over[0]!.minute < 24 * 60)
  assert.equal(layDay(at('18:30'), 19 * 60).placed[0]!.minute, minuteOf('18:20'))
})

test('a drop snaps to quarters, a press begins at the half hour, and neither leaves the day', () => {
  assert.equal(clockOf(snapped(minuteOf('09:08'), 15)), '09:15')
  assert.equal(clockOf(snapped(minuteOf('09:29'), 30)), '09:00')
  assert.equal(clockOf(snapped(2_000, 15)), '23:45')
  assert.equal(clockOf(snapped(-5, 15)), '00:00')
})
