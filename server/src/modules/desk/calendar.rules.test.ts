import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CalendarRow, itemsOf } from './calendar.rules.ts'

const row = (more: Partial<CalendarRow>): CalendarRow => ({
  post: 'p',
  channel: 'a',
  title: 'Story time',
  at: '2027-03-14T09:00',
  state: 'scheduled',
  waitingFor: null,
  origin: 'app',
  person: null,
  branch: null,
  ...more,
})

describe('the posts of a calendar', () => {
  it('stand once each, at their first moment, with every channel', () => {
    const rows = [
      row({}),
      row({ channel: 'b', at: '2027-03-14T10:00' }),
      row({ post: 'q', title: 'Coats', at: '2027-03-15T09:00' }),
    ]
    assert.deepEqual(itemsOf(rows, [{ id: 'a' }, { id: 'b' }], [], []), [
      {
        post: 'p',
        title: 'Story time',
        at: '2027-03-14T09:00',
        on: [
          { channel: 0, state: 'scheduled' },
          { channel: 1, state: 'scheduled' },
        ],
      },
      { post: 'q', title: 'Coats', at: '2027-03-15T09:00', on: [{ channel: 0, state: 'scheduled' }] },
    ])
  })

  it('say of a thread what needs somebody most', () => {
    const states = (rows: CalendarRow[]) => itemsOf(rows, [{ id: 'a' }], [], [])[0]!.on
    assert.deepEqual(
      states([row({ state: 'published' }), row({ state: 'partly' }), row({ state: 'waiting', waitingFor: 'part' })]),
      [{ channel: 0, state: 'partly' }],
    )
    assert.deepEqual(states([row({ state: 'published' }), row({ state: 'published' })]), [
      { channel: 0, state: 'published' },
    ])
    assert.deepEqual(states([row({}), row({ state: 'waiting', waitingFor: 'part' })]), [
      { channel: 0, state: 'scheduled' },
    ])
  })

  it('name their writer and branch by place, and say where they were made elsewhere', () => {
    const items = itemsOf(
      [
        row({ person: 'ben', branch: 'wharf' }),
        row({ post: 'q', person: 'gone', origin: 'network' }),
        row({ post: 'r' }),
      ],
      [{ id: 'a' }],
      [{ id: 'ana' }, { id: 'ben' }],
      [{ id: 'wharf' }],
    )
    assert.deepEqual(
      items.map(({ by, branch, native }) => [by, branch, native]),
      [
        [1, 0, undefined],
        [undefined, undefined, true],
        [undefined, undefined, undefined],
      ],
    )
    assert.ok(!('by' in items[2]!), 'what is not there costs no byte')
  })
})
