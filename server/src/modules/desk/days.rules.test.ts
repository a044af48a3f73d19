import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PlaceHours } from '#modules/library/index.ts'
import { type ClosureOf, closedOn, hoursOn } from './days.rules.ts'

const shut = (more: Partial<ClosureOf>): ClosureOf => ({
  first: '2027-03-14',
  last: '2027-03-14',
  starts: null,
  ends: null,
  reason: 'Stocktaking',
  yearly: false,
  branch: null,
  ...more,
})
const names = new Map([
  ['w', 'Wharf Street'],
  ['m', 'Mill Street'],
])
const place = (branch: string | null, more: Partial<PlaceHours> = {}): PlaceHours => ({
  branch,
  zone: 'America/New_York',
  week: { regular: [{ day: 1, opens: '09:00', closes: '17:00' }], seasons: [] },
  closures: [],
  version: 1,
  ...more,
})
/** A Monday. */
const DAY = '2027-03-15'

describe('closed days on the calendar', () => {
  it('stand on each of their days within the window', () => {
    const closed = closedOn([shut({ first: '2027-02-20', last: '2027-03-02' })], names, '2027-03-01', '2027-03-31')
    assert.deepEqual(
      closed.map(({ day, branches }) => [day, branches]),
      [
        ['2027-03-01', null],
        ['2027-03-02', null],
      ],
    )
  })

  it('stand once for all branches that share a reason, with their names', () => {
    const closed = closedOn(
      [
        shut({ branch: 'w' }),
        shut({ branch: 'm' }),
        shut({ branch: 'm', reason: 'Painters', starts: '09:00', ends: '12:00' }),
      ],
      names,
      '2027-03-14',
      '2027-03-14',
    )
    assert.deepEqual(
      closed.map(({ branches, reason, starts }) => [branches, reason, starts]),
      [
        [['Wharf Street', 'Mill Street'], 'Stocktaking', null],
        [['Mill Street'], 'Painters', '09:00'],
      ],
    )
  })

  it('come again every year, and say nothing of a branch that is retired', () => {
    const yearly = shut({ first: '2020-12-24', last: '2020-12-26', yearly: true, reason: 'Christmas' })
    assert.equal(closedOn([yearly], names, '2027-12-01', '2027-12-31').length, 3)
    assert.deepEqual(closedOn([shut({ branch: 'retired' })], names, '2027-03-14', '2027-03-14'), [])
  })
})

describe('open hours on the calendar', () => {
  it('reach from the first branch that opens to the last that closes, with what lies between', () => {
    const late = { regular: [{ day: 1, opens: '12:00', closes: '20:00' }], seasons: [] }
    const night = { regular: [{ day: 1, opens: '22:00', closes: '24:00' }], seasons: [] }
    const [day] = hoursOn([place(null), place('w'), place('m', { week: late }), place('n', { week: night })], DAY, DAY)
    assert.deepEqual(day, {
      day: DAY,
      spans: [
        { opens: '09:00', closes: '20:00' },
        { opens: '22:00', closes: '24:00' },
      ],
    })
  })

  it('are the library’s own where it has no branches, on its clock', () => {
    assert.deepEqual(hoursOn([place(null)], DAY, DAY)[0]!.spans, [{ opens: '09:00', closes: '17:00' }])
    const west = place('w', { zone: 'America/Chicago' })
    assert.deepEqual(hoursOn([place(null), west], DAY, DAY)[0]!.spans, [{ opens: '10:00', closes: '18:00' }])
  })

  it('are not known where nobody said, which is not closed', () => {
    assert.deepEqual(hoursOn([place(null, { week: null })], DAY, DAY), [])
    assert.deepEqual(hoursOn([place(null), place('w', { week: null })], DAY, DAY), [])
    assert.deepEqual(hoursOn([place(null)], '2027-03-14', '2027-03-14'), [{ day: '2027-03-14', spans: [] }])
  })

  it('are empty on a day that is closed', () => {
    assert.deepEqual(hoursOn([place(null, { closures: [shut({ first: DAY, last: DAY })] })], DAY, DAY), [
      { day: DAY, spans: [] },
    ])
  })
})
