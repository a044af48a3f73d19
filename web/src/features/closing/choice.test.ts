import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked, firstChoice, lastDay, mayBeLate, turned, turnedOf, untilChoices, zoneOfChosen } from './choice.ts'

const zone = 'America/New_York'
const six = '2026-12-08T11:04:00Z'
const evening = '2026-12-09T01:30:00Z'
const choice = firstChoice(six, zone)

test('everything is filled in: snow, all branches, the rest of the day, everywhere', () => {
  assert.deepEqual(asked(choice, six, zone), { kind: 'snow', opening: 'closed', until: 'end-of-day', banner: true })
})

test('noon is offered in the morning, tomorrow after it, by the library’s clock', () => {
  assert.deepEqual(untilChoices(six, zone), ['today', 'noon', 'time', 'open'])
  assert.deepEqual(untilChoices(evening, zone), ['today', 'tomorrow', 'time', 'open'])
  assert.deepEqual(asked({ ...choice, until: 'noon' }, six, zone)!.until, { date: '2026-12-08', time: '12:00' })
  const tomorrow = asked({ ...choice, until: 'tomorrow' }, evening, zone)!
  assert.deepEqual(
    [tomorrow.from, tomorrow.until],
    [
      { date: '2026-12-09', time: '00:00' },
      { date: '2026-12-10', time: '00:00' },
    ],
  )
})

test('what was chosen stays in sight where it would not be offered any more: after noon, and by another place’s clock', () => {
  assert.deepEqual(untilChoices(evening, zone, 'noon'), ['today', 'tomorrow', 'noon', 'time', 'open'])
  assert.deepEqual(untilChoices(six, zone, 'tomorrow'), ['today', 'noon', 'tomorrow', 'time', 'open'])
  assert.deepEqual(untilChoices(six, zone, 'time'), ['today', 'noon', 'time', 'open'])
})

test('the clock is that of the places which are closed, where they have one, else the library’s', () => {
  const branches = [
    { id: 'wharf', zone: null },
    { id: 'far', zone: 'Pacific/Honolulu' },
    { id: 'farther', zone: 'Pacific/Honolulu' },
  ]
  const of = (chosen: string[] | null) => zoneOfChosen(branches, { branches: chosen }, zone)
  assert.deepEqual([of(null), of(['wharf']), of(['wharf', 'far'])], [zone, zone, zone])
  assert.deepEqual([of(['far']), of(['far', 'farther'])], ['Pacific/Honolulu', 'Pacific/Honolulu'])
  assert.deepEqual([of([]), zoneOfChosen([], choice, zone)], [zone, zone])
  // After midnight here it is still the evening before there: “tomorrow” is another day.
  const there = of(['far'])
  assert.deepEqual(untilChoices('2026-12-09T06:30:00Z', there), ['today', 'tomorrow', 'time', 'open'])
  const tomorrow = asked({ ...choice, until: 'tomorrow' }, '2026-12-09T06:30:00Z', there)!
  assert.deepEqual(tomorrow.from, { date: '2026-12-09', time: '00:00' })
  assert.deepEqual(asked({ ...choice, until: 'tomorrow' }, '2026-12-09T06:30:00Z', zone)!.from, {
    date: '2026-12-10',
    time: '00:00',
  })
})

test('nothing is asked while a time, a branch or the words are missing', () => {
  assert.equal(asked({ ...choice, until: 'time' }, six, zone), null)
  assert.equal(asked({ ...choice, until: 'time', date: '', time: '10:00' }, six, zone), null)
  assert.equal(asked({ ...choice, branches: [] }, six, zone), null)
  assert.equal(asked({ ...choice, words: '  ' }, six, zone), null)
  assert.deepEqual(asked({ ...choice, until: 'open' }, six, zone)!.until, null)
})

test('opening late stands only where a time of opening does', () => {
  const late = { ...choice, late: true }
  assert.equal(asked(late, six, zone)!.opening, 'closed')
  assert.equal(asked({ ...late, until: 'noon' }, six, zone)!.opening, 'late')
  assert.deepEqual(
    (['today', 'noon', 'tomorrow', 'time', 'open'] as const).map((until) => mayBeLate({ ...choice, until })),
    [false, true, false, true, false],
  )
})

test('what is chosen is named, what is all is not', () => {
  const given = { ...choice, branches: ['a'], channels: ['m'], words: 'Closed.', instead: 'k', banner: false }
  assert.deepEqual(asked(given, six, zone), {
    kind: 'snow',
    opening: 'closed',
    until: 'end-of-day',
    banner: false,
    branches: ['a'],
    words: 'Closed.',
    channels: ['m'],
    instead: 'k',
  })
})

test('one of all goes off, and with it on again it is all', () => {
  assert.deepEqual(turned(['a'], 'b'), ['a', 'b'])
  assert.deepEqual(turned(['a', 'b'], 'a'), ['b'])
  assert.deepEqual(turnedOf(['a', 'b', 'c'], null, 'b'), ['a', 'c'])
  assert.equal(turnedOf(['a', 'b', 'c'], ['a', 'c'], 'b'), null)
  assert.deepEqual(turnedOf(['a'], null, 'a'), [])
})

test('midnight is the end of a day, by the library’s clock; any other time is a time', () => {
  assert.equal(lastDay('2026-12-09T05:00:00Z', zone), '2026-12-08')
  assert.equal(lastDay('2026-12-09T00:00:00Z', zone), null)
  assert.equal(lastDay('2026-12-08T17:00:00Z', zone), null)
})
