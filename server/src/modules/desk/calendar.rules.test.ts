import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CalendarRow, itemsOf } from './calendar.rules.ts'

const NEW_YORK = 'America/New_York'
const secondsOf = (at: string) => Date.parse(at) / 1000
const row = (more: Partial<CalendarRow>): CalendarRow => ({
  post: 'p',
  title: 'Story time',
  due: secondsOf('2027-03-15T13:00:00Z'),
  on: 'a scheduled ',
  native: false,
  person: null,
  branch: null,
  ...more,
})
const channels = [{ id: 'a' }, { id: 'b' }]
const items = (rows: CalendarRow[], people: string[] = [], branches: string[] = []) =>
  itemsOf(
    rows,
    NEW_YORK,
    channels,
    people.map((id) => ({ id })),
    branches.map((id) => ({ id })),
  )

describe('the posts of a calendar', () => {
  it('stand once each, with every channel in the order of the channels', () => {
    const rows = [
      row({ on: 'b held ,a scheduled ' }),
      row({ post: 'q', title: 'Coats', due: secondsOf('2027-03-16T13:00:00Z') }),
    ]
    assert.deepEqual(items(rows), [
      {
        post: 'p',
        title: 'Story time',
        at: '2027-03-15T09:00',
        on: [
          { channel: 0, state: 'scheduled' },
          { channel: 1, state: 'held' },
        ],
      },
      { post: 'q', title: 'Coats', at: '2027-03-16T09:00', on: [{ channel: 0, state: 'scheduled' }] },
    ])
  })

  it('say of a thread what needs somebody most, whichever part comes first', () => {
    const said = (...parts: string[]) => {
      const both = [parts, [...parts].reverse()].map(
        (list) => items([row({ on: list.map((part) => `a ${part}`).join(',') })])[0]!.on,
      )
      assert.deepEqual(both[0], both[1])
      return both[0]
    }
    assert.deepEqual(said('published ', 'partly ', 'waiting part'), [{ channel: 0, state: 'partly' }])
    assert.deepEqual(said('published ', 'published '), [{ channel: 0, state: 'published' }])
    assert.deepEqual(said('scheduled ', 'waiting part'), [{ channel: 0, state: 'scheduled' }])
    assert.deepEqual(said('waiting person'), [{ channel: 0, state: 'waiting', waitingFor: 'person' }])
  })

  it('stand at the library’s own hour, through the nights in which the clocks change', () => {
    const at = (utc: string, zone = NEW_YORK) => itemsOf([row({ due: secondsOf(utc) })], zone, channels, [], [])[0]!.at
    assert.equal(at('2027-03-14T06:59:59Z'), '2027-03-14T01:59')
    assert.equal(at('2027-03-14T07:00:00Z'), '2027-03-14T03:00')
    assert.equal(at('2026-11-01T05:30:00Z'), '2026-11-01T01:30')
    assert.equal(at('2026-11-01T06:30:00Z'), '2026-11-01T01:30')
    // Until 2011 the clocks of St. John’s changed at a minute past midnight.
    assert.equal(at('2010-03-14T03:30:59Z', 'America/St_Johns'), '2010-03-14T00:00')
    assert.equal(at('2010-03-14T03:31:00Z', 'America/St_Johns'), '2010-03-14T01:01')
    assert.equal(at('1969-12-31T23:59:00Z', 'UTC'), '1969-12-31T23:59')
  })

  it('name their writer and branch by place, and say where they were made elsewhere', () => {
    const found = items(
      [row({ person: 'ben', branch: 'wharf' }), row({ post: 'q', person: 'gone', native: true }), row({ post: 'r' })],
      ['ana', 'ben'],
      ['wharf'],
    )
    assert.deepEqual(
      found.map(({ by, branch, native }) => [by, branch, native]),
      [
        [1, 0, undefined],
        [undefined, undefined, true],
        [undefined, undefined, undefined],
      ],
    )
    assert.ok(!('by' in found[2]!), 'what is not there costs no byte')
  })
})
