import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changed, closedOn, inOrder, onDay, type Span, shownEnd, withoutSpan, withSpan } from './week.ts'

const span = (day: number, opens = '09:00', closes = '20:00'): Span => ({ day, opens, closes })

test('a day that opens takes the hours of the open day before it, else of the first, else nine to six', () => {
  assert.deepEqual(withSpan([], 3), [span(3, '09:00', '18:00')])
  assert.deepEqual(withSpan([span(1), span(2, '10:00', '14:00')], 4).at(-1), span(4, '10:00', '14:00'))
  assert.deepEqual(withSpan([span(5, '10:00', '14:00')], 1)[0], span(1, '10:00', '14:00'))
  const split = [span(1, '09:00', '12:00'), span(1, '14:00', '18:00')]
  assert.deepEqual(onDay(withSpan(split, 2), 2).length, 2)
})

test('a further span comes after the last, and ends by midnight', () => {
  assert.deepEqual(withSpan([span(1, '09:00', '12:00')], 1)[1], span(1, '12:00', '14:00'))
  assert.deepEqual(withSpan([span(1, '09:00', '23:30')], 1)[1], span(1, '23:00', '24:00'))
  assert.deepEqual(withSpan([span(1, '09:00', '24:00')], 1)[1], span(1, '23:00', '24:00'))
})

test('midnight is 24:00 for the server and 00:00 in the browser’s own input', () => {
  assert.equal(changed([span(1)], 0, { closes: '00:00' })[0]!.closes, '24:00')
  assert.equal(changed([span(1)], 0, { opens: '00:00' })[0]!.opens, '00:00')
  assert.deepEqual([shownEnd('24:00'), shownEnd('20:00')], ['00:00', '20:00'])
})

test('spans keep the place that an error names', () => {
  const spans = inOrder([span(2), span(1, '14:00', '18:00'), span(1, '09:00', '12:00')])
  assert.deepEqual(
    onDay(spans, 1).map(({ at, span: { opens } }) => [at, opens]),
    [
      [0, '09:00'],
      [1, '14:00'],
    ],
  )
  assert.deepEqual(onDay(spans, 2)[0]!.at, 2)
  assert.equal(withoutSpan(spans, 0).length, 2)
  assert.deepEqual(closedOn(spans, 1), [span(2)])
})
