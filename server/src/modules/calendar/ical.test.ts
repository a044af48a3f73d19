import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EVENTS_MAX, NoCalendar, readCalendar } from './ical.ts'
import { calendarText, event } from './testing.ts'

const read = (...events: string[]) => readCalendar(Buffer.from(calendarText(events)))
const one = async (...lines: string[]) => (await read(event(...lines))).events[0]!

describe('an iCalendar file', () => {
  it('is read with its name, its days and its hours', async () => {
    const { name, events, told } = await read(
      event('SUMMARY:Summer reading', 'DTSTART;VALUE=DATE:20270601', 'DTEND;VALUE=DATE:20270603'),
      event(
        'SUMMARY:Story time',
        'LOCATION:Wharf Street',
        'DTSTART;TZID=America/New_York:20270314T093000',
        'DURATION:PT1H30M',
      ),
      event('SUMMARY:Board', 'DTSTART:20270315T130000Z', 'DTEND:20270315T143000Z'),
    )
    assert.equal(name, 'County events')
    assert.deepEqual(events, [
      { title: 'Summer reading', place: null, start: '2027-06-01', zone: null, lasts: 2 },
      { title: 'Story time', place: 'Wharf Street', start: '2027-03-14T09:30:00', zone: 'America/New_York', lasts: 90 },
      { title: 'Board', place: null, start: '2027-03-15T13:00:00', zone: 'UTC', lasts: 90 },
    ])
    assert.deepEqual(told, { unread: 0, unknownZones: [], more: false })
  })

  it('is text only: no script, no picture, no letters that turn the reading direction', async () => {
    const found = await one(
      'SUMMARY:<script>alert(1)</script> \u202efdp.exe\\nsecond line\\, with a comma',
      'DTSTART;VALUE=DATE:20270601',
      'URL:javascript:alert(1)',
      'ATTACH;VALUE=BINARY;ENCODING=BASE64:AAAA',
    )
    assert.equal(found.title, '<script>alert(1)</script> fdp.exe second line, with a comma')
    assert.deepEqual(Object.keys(found).sort(), ['lasts', 'place', 'start', 'title', 'zone'])
  })

  it('may be folded in the middle of a word, by any line end, with a mark before it', async () => {
    for (const end of ['\r\n', '\n', '\r']) {
      const text = `\ufeff${calendarText([event('SUMMARY:Story ti', ' me', 'DTSTART;VALUE=DATE:20270601')])}`
      const { events } = await readCalendar(Buffer.from(text.replaceAll('\r\n', end)))
      assert.equal(events[0]?.title, 'Story time', JSON.stringify(end))
    }
  })

  it('may come in two bytes a letter, as an old Windows writes it', async () => {
    const text = calendarText([event('SUMMARY:Märchen', 'DTSTART;VALUE=DATE:20270601')])
    const { events } = await readCalendar(Buffer.from(`\ufeff${text}`, 'utf16le'))
    assert.equal(events[0]?.title, 'Märchen')
  })

  it('loses only the event that is broken, and counts it', async () => {
    const { events, told } = await read(
      event('SUMMARY:Fine', 'DTSTART;VALUE=DATE:20270601'),
      event('SUMMARY:No start'),
      event('SUMMARY:No such day', 'DTSTART;VALUE=DATE:20270230'),
      event('SUMMARY:No such hour', 'DTSTART:20270301T250000Z'),
      event('SUMMARY:Not of our time', 'DTSTART:00010301T100000Z'),
      event('SUMMARY', 'DTSTART;VALUE=DATE:20270601'),
      event(`X-PICTURE:${'A'.repeat(300_000)}`, 'SUMMARY:Too long', 'DTSTART;VALUE=DATE:20270601'),
      event('SUMMARY:Fine too', 'DTSTART;VALUE=DATE:20270602'),
    )
    assert.deepEqual(
      events.map(({ title }) => title),
      ['Fine', 'Fine too'],
    )
    assert.equal(told.unread, 6)
  })

  it('is not taken for one where it is a page, a picture or nothing', async () => {
    for (const text of [
      '',
      '<!doctype html><p>Sign in',
      'BEGIN:VCARD\r\nEND:VCARD',
      '\u0000\u0001PNG',
      `${' '.repeat(9_000)}BEGIN:VCALENDAR`,
    ])
      await assert.rejects(readCalendar(Buffer.from(text)), NoCalendar)
  })

  it('ends where more is written than is kept, and says so', async () => {
    const many = Array.from({ length: EVENTS_MAX + 5 }, (_, n) => event(`SUMMARY:${n}`, 'DTSTART;VALUE=DATE:20270601'))
    const { events, told } = await read(...many)
    assert.deepEqual([events.length, told.more], [EVENTS_MAX, true])
  })

  it('may be cut off in the middle: what is whole is kept', async () => {
    const text = calendarText([
      event('SUMMARY:Whole', 'DTSTART;VALUE=DATE:20270601'),
      event('SUMMARY:Cut', 'DTSTART;VALUE=DATE:20270602'),
    ])
    const { events } = await readCalendar(Buffer.from(text.slice(0, text.indexOf('SUMMARY:Cut') + 6)))
    assert.deepEqual(
      events.map(({ title }) => title),
      ['Whole'],
    )
  })
})

describe('a time in a calendar', () => {
  it('stands in its zone, by whatever name a program gives it', async () => {
    for (const [name, zone] of [
      ['America/New_York', 'America/New_York'],
      ['/mozilla.org/20050126_1/America/New_York', 'America/New_York'],
      ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
      ['Eastern Standard Time', 'America/New_York'],
      ['W. Europe Standard Time', 'Europe/Berlin'],
      ['UTC', 'UTC'],
    ] as const) {
      const found = await one(`DTSTART;TZID="${name}":20270314T093000`)
      assert.equal(found.zone, zone, name)
    }
  })

  it('is the library’s own where nobody knows the zone, which is told', async () => {
    const { events, told } = await read(
      event('DTSTART;TZID=Mars/Olympus:20270314T093000'),
      event('DTSTART:20270314T093000'),
    )
    assert.deepEqual(
      events.map(({ zone }) => zone),
      [null, null],
    )
    assert.deepEqual(told.unknownZones, ['Mars/Olympus'])
  })

  it('never lasts less than nothing, nor for ever', async () => {
    assert.equal((await one('DTSTART:20270314T090000Z', 'DTEND:20270314T080000Z')).lasts, 0)
    assert.equal((await one('DTSTART;VALUE=DATE:20270314', 'DTEND;VALUE=DATE:20270314')).lasts, 1)
    assert.equal((await one('DTSTART;VALUE=DATE:20270314', 'DTEND;VALUE=DATE:21990101')).lasts, 800)
    assert.equal((await one('DTSTART;VALUE=DATE:20270314', 'DURATION:P1W')).lasts, 7)
    assert.equal((await one('DTSTART:20270314T090000Z', 'DTEND;VALUE=DATE:20270320')).lasts, 0)
  })
})

describe('a series in a calendar', () => {
  const weekly = [
    'UID:s',
    'SUMMARY:Story time',
    'DTSTART;TZID=America/New_York:20270301T090000',
    'RRULE:FREQ=WEEKLY;BYDAY=MO',
  ]

  it('loses the ones that were moved, and shows them where they went', async () => {
    const { events } = await read(
      event(...weekly, 'EXDATE;TZID=America/New_York:20270308T090000'),
      event(
        'UID:s',
        'SUMMARY:Story time, upstairs',
        'RECURRENCE-ID:20270315T130000Z',
        'DTSTART;TZID=America/New_York:20270316T100000',
      ),
    )
    assert.deepEqual(events[0]!.without, ['2027-03-08T09:00:00', '2027-03-15T09:00:00'])
    assert.equal(events[1]!.start, '2027-03-16T10:00:00')
  })

  it('loses the one that was called off, and vanishes when it is called off as a whole', async () => {
    const { events } = await read(
      event(...weekly),
      event(
        'UID:s',
        'STATUS:CANCELLED',
        'RECURRENCE-ID;VALUE=DATE:20270315',
        'DTSTART;TZID=America/New_York:20270315T090000',
      ),
      event('UID:t', 'SUMMARY:Gone', 'STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20270601'),
    )
    assert.deepEqual(
      events.map(({ title, without }) => [title, without]),
      [['Story time', ['2027-03-15']]],
    )
  })

  it('that repeats within a day, or by a rule that is none, stands once and is counted', async () => {
    for (const rule of ['FREQ=SECONDLY', 'FREQ=MINUTELY;INTERVAL=5', 'FREQ=HOURLY', 'INTERVAL=2', 'FREQ=SOMETIMES']) {
      const { events, told } = await read(event('DTSTART:20270301T090000Z', `RRULE:${rule}`))
      assert.ok(events.length === 0 || events[0]!.rule === undefined, rule)
      assert.equal(told.unread, 1, rule)
    }
  })
})
