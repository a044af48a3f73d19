import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { calendarAnswer } from './calendar.answer.ts'
import { type CalendarRow, itemsText } from './calendar.rules.ts'

const NEW_YORK = 'America/New_York'
const ID = '01a20d9d-be11-7cff-ab0c-f82ca8683a17'
const OTHER = '01a20d9d-be11-7cff-ab0c-f82ca8683a18'
const secondsOf = (at: string) => String(Date.parse(at) / 1000)
const row = (more: Partial<CalendarRow>): CalendarRow => ({
  post: ID,
  title: 'Story time',
  due: secondsOf('2027-03-15T13:00:00Z'),
  on: 'a scheduled ',
  marks: '   ',
  ...more,
})
const channels = [{ id: 'a' }, { id: 'b' }]
/** As a program reads them: the text is JSON, and of the shape that the interface promises. */
const named = (ids: string[] = []) => ids.map((id) => ({ id }))
interface Of {
  people?: string[]
  branches?: string[]
  areas?: string[]
  zone?: string
}
const written = (rows: CalendarRow[], { people, branches, areas, zone = NEW_YORK }: Of = {}) =>
  itemsText(rows, zone, { channels, people: named(people), branches: named(branches), areas: named(areas) })
const items = (rows: CalendarRow[], of: Of = {}) => calendarAnswer.shape.items.parse(JSON.parse(written(rows, of)))

describe('the posts of a calendar', () => {
  it('stand once each, with every channel in the order of the channels', () => {
    const rows = [
      row({ on: 'b held ,a scheduled ' }),
      row({ post: OTHER, title: 'Coats', due: secondsOf('2027-03-16T13:00:00Z') }),
    ]
    assert.deepEqual(items(rows), [
      {
        post: ID,
        title: 'Story time',
        at: '2027-03-15T09:00',
        on: [
          { channel: 0, state: 'scheduled' },
          { channel: 1, state: 'held' },
        ],
      },
      { post: OTHER, title: 'Coats', at: '2027-03-16T09:00', on: [{ channel: 0, state: 'scheduled' }] },
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
    const at = (utc: string, zone = NEW_YORK) => items([row({ due: secondsOf(utc) })], { zone })[0]!.at
    assert.equal(at('2027-03-14T06:59:59Z'), '2027-03-14T01:59')
    assert.equal(at('2027-03-14T07:00:00Z'), '2027-03-14T03:00')
    assert.equal(at('2026-11-01T05:30:00Z'), '2026-11-01T01:30')
    assert.equal(at('2026-11-01T06:30:00Z'), '2026-11-01T01:30')
    // Until 2011 the clocks of St. John’s changed at a minute past midnight.
    assert.equal(at('2010-03-14T03:30:59Z', 'America/St_Johns'), '2010-03-14T00:00')
    assert.equal(at('2010-03-14T03:31:00Z', 'America/St_Johns'), '2010-03-14T01:01')
    assert.equal(at('1969-12-31T23:59:00Z', 'UTC'), '1969-12-31T23:59')
  })

  it('name their writer, branch and content area by place, and say where they were made elsewhere', () => {
    const marks = ['ben wharf books ', 'gone   n', ' wharf gone n', '  books ', '   ']
    const of = { people: ['ana', 'ben'], branches: ['wharf'], areas: ['events', 'books'] }
    const found = items(
      marks.map((one) => row({ marks: one })),
      of,
    )
    assert.deepEqual(
      found.map(({ by, branch, area, native }) => [by, branch, area, native]),
      [
        [1, 0, 1, undefined],
        [undefined, undefined, undefined, true],
        [undefined, 0, undefined, true],
        [undefined, undefined, 1, undefined],
        [undefined, undefined, undefined, undefined],
      ],
    )
    assert.ok(!('by' in found[4]!), 'what is not there costs no byte')
  })

  it('are none, one or many, and stay in the order in which they come', () => {
    assert.deepEqual(items([]), [])
    const many = Array.from({ length: 50 }, (_, n) =>
      row({ title: `Post ${n}`, due: secondsOf('2027-03-15T13:00:00Z') }),
    )
    assert.deepEqual(
      items(many).map(({ title }) => title),
      many.map(({ title }) => title),
    )
  })

  it('keep every sign of a title, whatever it would mean in the text around it', () => {
    const odd = [
      '',
      '"},{"post":"x',
      'back\\slash \\" quote',
      'two\nlines\tand a tab\u0001',
      'Ça va? \u{1F4DA} قصة \u2028 end',
      '</script>',
      '%s $1 {0}',
    ]
    assert.deepEqual(
      items(odd.map((title) => row({ title }))).map(({ title }) => title),
      odd,
    )
  })

  it('read the same as if they were built and written one by one, for every way in which a row can differ', () => {
    const STATES = ['scheduled', 'preparing', 'releasing', 'published', 'held', 'partly', 'refused', 'unknown']
    const ons = [
      ...STATES.map((state) => `a ${state} `),
      ...['network', 'sign-in', 'person', 'paused', 'approval', 'part'].map((why) => `b waiting ${why}`),
      'a published ,b scheduled ',
      'b scheduled ,a published ,a waiting part',
    ]
    const marks = [
      '   ',
      'ana   ',
      ' wharf  ',
      'ana wharf books ',
      '  books ',
      '   n',
      'ana wharf books n',
      'gone elsewhere lost ',
    ]
    const rows = ons.flatMap((on, n) =>
      marks.map((one) => row({ on, marks: one, title: `Post ${n}`, due: secondsOf(`2027-03-${10 + n}T13:00:00Z`) })),
    )
    const of = { people: ['ana'], branches: ['wharf'], areas: ['books'] }
    const text = written(rows, of)
    // Written again from what was read: no byte more, the fields in the order of the interface.
    assert.equal(JSON.stringify(z.array(z.json()).parse(JSON.parse(text))), text)
    const fields = Object.keys(calendarAnswer.shape.items.element.shape)
    for (const item of items(rows, of)) {
      const own = Object.keys(item)
      assert.deepEqual(
        own.filter((key) => !fields.includes(key)),
        [],
      )
      assert.ok(item.on.every(({ channel }, n) => n === 0 || channel > item.on[n - 1]!.channel))
    }
    assert.equal(items(rows, of).length, rows.length)
  })
})
