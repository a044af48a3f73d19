import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf, nextOf, QUICK, quickOf, STEPS, stepOf, weekOf } from './steps.ts'

test('somebody goes on where she stopped; what was put aside is not asked again', () => {
  assert.equal(stepOf({}, null), 'hours')
  assert.equal(stepOf({ hours: 'done', why: 'skipped' }, null), 'channel')
  assert.equal(stepOf({ hours: 'done', channel: 'done' }, null), 'why')
  assert.equal(stepOf({ hours: 'done', why: 'done', channel: 'done', post: 'skipped', week: 'done' }, null), null)
})

test('a step can be opened again by its address, and nonsense there is no step', () => {
  assert.equal(stepOf({ hours: 'done' }, 'hours'), 'hours')
  assert.equal(stepOf({ hours: 'done' }, 'lunch'), 'why')
})

test('after the last step there is none', () => {
  assert.deepEqual(STEPS.map(nextOf), ['why', 'channel', 'post', 'week', null])
})

test('three lines make a week, midnight is an end, and a day that is closed has no line', () => {
  assert.deepEqual(
    weekOf(QUICK).regular.map(({ day, opens }) => `${day} ${opens}`),
    ['1 09:00', '2 09:00', '3 09:00', '4 09:00', '5 09:00', '6 10:00'],
  )
  assert.deepEqual(weekOf({ weekdays: null, saturday: null, sunday: { opens: '18:00', closes: '00:00' } }).regular, [
    { day: 7, opens: '18:00', closes: '24:00' },
  ])
  assert.deepEqual(weekOf({ weekdays: null, saturday: null, sunday: null }), { regular: [], seasons: [] })
})

test('a saved week that three lines can say is said in them, in whatever order it was kept', () => {
  for (const quick of [
    QUICK,
    { weekdays: null, saturday: null, sunday: null },
    { weekdays: null, saturday: { opens: '18:00', closes: '00:00' }, sunday: { opens: '11:00', closes: '15:00' } },
  ]) {
    const { regular } = weekOf(quick)
    assert.deepEqual(quickOf({ regular: regular.toReversed(), seasons: [] }), quick)
  }
})

test('a saved week that says more than three lines is not pressed into them', () => {
  const { regular } = weekOf(QUICK)
  const season = { name: 'Summer', from: '2027-06-15', until: '2027-08-31', spans: regular }
  for (const week of [
    { regular, seasons: [season] },
    { regular: regular.filter(({ day }) => day !== 1), seasons: [] },
    { regular: regular.filter(({ day }) => day !== 3), seasons: [] },
    { regular: regular.map((one) => (one.day === 4 ? { ...one, closes: '20:00' } : one)), seasons: [] },
    { regular: [...regular, { day: 6, opens: '15:00', closes: '17:00' }], seasons: [] },
  ])
    assert.equal(quickOf(week), null)
})

test('an error of the week is shown at its line', () => {
  const week = weekOf({ ...QUICK, sunday: { opens: '12:00', closes: '11:00' } })
  assert.equal(lineOf('regular.6.closes', week), 'sunday')
  assert.equal(lineOf('regular.0.closes', week), 'weekdays')
  assert.equal(lineOf('regular.5', week), 'saturday')
  assert.equal(lineOf('version', week), null)
})
