import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { addOverlay, addOverlayFile, OVERLAYS_MAX, removeOverlay, renameOverlay, restoreOverlay } from './overlays.ts'
import { eventRowsIn, listOverlays } from './overlays.view.ts'
import { calendarText, event, pouring, type Stranger, serving, stranger } from './testing.ts'
import { unfoldEvents } from './unfold.ts'

let house: TestHouse
let county: Stranger
let at: TestLibrary
before(async () => {
  county = await stranger()
  house = await testHouse({ env: { SHELFTALKER_ALLOW_HOSTS: county.host } })
})
after(async () => {
  await house[Symbol.asyncDispose]()
  await county[Symbol.asyncDispose]()
})
beforeEach(async () => {
  at = await house.library()
  county.asked.length = 0
  county.sent = 0
  county.answer(serving(fair))
})

const fair = calendarText([
  event('SUMMARY:County fair', 'DTSTART;VALUE=DATE:20270306', 'DTEND;VALUE=DATE:20270308'),
  event('SUMMARY:Story time', 'DTSTART;TZID=America/New_York:20270301T093000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
])
const problem = (kind: string, path?: string, code?: string) => (error: unknown) =>
  error instanceof Problem &&
  error.kind === kind &&
  (path === undefined || error.fields[0]?.path === path) &&
  (code === undefined || error.fields[0]?.code === code)
const inMarch = async ({ ctx }: TestLibrary, overlay: string) => {
  const rows = await look(ctx, (tx) => eventRowsIn(tx, [overlay], '2027-03-01', '2027-03-14'))
  const { events } = await unfoldEvents(rows, '2027-03-01', '2027-03-14', at.library.zone)
  return events.map(({ title, first, at: time }) => [title, first, time])
}
const upload = (text: string, name = 'county.ics') => {
  const form = new FormData()
  form.append('file', new Blob([text]), name)
  const { body, headers } = new Request('http://x', { method: 'POST', body: form })
  return { contentType: headers.get('content-type'), contentLength: null, body }
}

describe('a calendar of others', () => {
  it('is laid over ours by its address, under its own name, its events in the order of the clock', async () => {
    const overlay = await addOverlay(at.ctx, { url: county.url })
    assert.deepEqual(
      [overlay.name, overlay.kind, overlay.host, overlay.events, overlay.trouble],
      ['County events', 'address', county.host, 2, null],
    )
    assert.deepEqual(await inMarch(at, overlay.id), [
      ['Story time', '2027-03-01', '09:30'],
      ['County fair', '2027-03-06', null],
      ['Story time', '2027-03-08', '09:30'],
    ])
  })

  it('says that more stands there where more rows touch the days than are read', async () => {
    const overlay = await addOverlay(at.ctx, { url: county.url })
    const read = (max?: number) => look(at.ctx, (tx) => eventRowsIn(tx, [overlay.id], '2027-03-01', '2027-03-14', max))
    const show = async (max?: number) => {
      const { events, more } = await unfoldEvents(await read(max), '2027-03-01', '2027-03-14', at.library.zone)
      return [events.length, more]
    }
    assert.deepEqual([(await read(1)).rows.length, (await read(2)).rows.length], [1, 2])
    assert.deepEqual(
      [await show(1), await show(2), await show()],
      [
        [1, true],
        [3, false],
        [3, false],
      ],
    )
  })

  it('keeps its address to itself: it often is a secret', async () => {
    const overlay = await addOverlay(at.ctx, { url: `${county.url}?private=s3cret-token`, name: 'Rooms' })
    assert.ok(!JSON.stringify(overlay).includes('s3cret'))
    const [row] = await house.database.rows('select * from calendar_overlay where id = $1', [overlay.id])
    const kept = Buffer.concat([row!.secret as Buffer, Buffer.from(JSON.stringify({ ...row, secret: null }))])
    assert.ok(!kept.includes('s3cret'))
    const audits = await house.database.rows('select * from audit where library_id = $1', [at.library.id])
    assert.ok(!JSON.stringify(audits).includes('s3cret'))
    assert.ok(!house.logged.join('').includes('s3cret'))
  })

  it('is refused while it streams where it has 50 MB, long before they came', async () => {
    county.answer(pouring(county, 50 * 1024 * 1024))
    const error = await addOverlay(at.ctx, { url: county.url }).catch((one: unknown) => one)
    assert.ok(problem('bad-input', 'url', 'too-large')(error))
    assert.match((error as Problem).message, /larger than 10 MB.*fewer years/)
    assert.ok(county.sent < 30 * 1024 * 1024, `${county.sent} bytes went out`)
    assert.deepEqual(await listOverlays(at.ctx), [])
  })

  it('is refused, with what to do, where it is no calendar, is locked, is gone, or leads in circles', async () => {
    const cases: [Parameters<Stranger['answer']>[0], string, RegExp][] = [
      [(answer) => answer.writeHead(200).end('<!doctype html>Sign in'), 'no-calendar', /ends in \.ics/],
      [(answer) => answer.writeHead(200).end(), 'no-calendar', /iCal/],
      [(answer) => answer.writeHead(401).end(), 'status', /public address/],
      [(answer) => answer.writeHead(410).end(), 'status', /no calendar at this address/],
      [(answer) => answer.writeHead(503).end(), 'status', /\(503\)/],
      [(answer) => answer.writeHead(302, { location: county.url }).end(), 'turns', /in circles/],
      [(answer) => void answer.destroy(), 'no-answer', /did not answer/],
      [
        (answer) => answer.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
        'private-address',
        /private network/,
      ],
    ]
    for (const [how, code, words] of cases) {
      county.answer(how)
      const error = await addOverlay(at.ctx, { url: county.url }).catch((one: unknown) => one)
      assert.ok(problem('bad-input', 'url', code)(error), `${code}: ${error}`)
      assert.match((error as Problem).message, words)
    }
    assert.deepEqual(await listOverlays(at.ctx), [])
  })

  it('is never looked for in a private network, nor by another way than http', async () => {
    for (const url of [
      'http://127.0.0.1:1/x.ics',
      'http://localhost/x',
      'webcal://[::1]/x',
      'https://10.0.0.1/x',
      'http://0x7f000001/',
    ])
      await assert.rejects(addOverlay(at.ctx, { url }), problem('bad-input', 'url', 'private-address'), url)
    for (const url of [
      'file:///etc/passwd',
      'ftp://example.org/x',
      'javascript:alert(1)',
      'calendar',
      'https://ana:pw@example.org/x',
    ])
      await assert.rejects(addOverlay(at.ctx, { url }), problem('bad-input', 'url', 'shape'), url)
    assert.deepEqual(county.asked, [])
  })

  it('may stand behind redirects', async () => {
    county.answer((response, request) =>
      request.url === '/events.ics'
        ? response.writeHead(301, { location: '/new.ics' }).end()
        : serving(fair)(response, request),
    )
    await addOverlay(at.ctx, { url: county.url })
    assert.deepEqual(
      county.asked.map(({ path }) => path),
      ['/events.ics', '/new.ics'],
    )
  })

  it('comes from a file too, and is never asked for again', async () => {
    const overlay = await addOverlayFile(at.ctx, upload(fair))
    assert.deepEqual([overlay.kind, overlay.host, overlay.name], ['file', null, 'County events'])
    assert.equal((await inMarch(at, overlay.id)).length, 3)
    const [row] = await house.database.rows('select next_at from calendar_overlay where id = $1', [overlay.id])
    assert.equal(row!.next_at, null)
  })

  it('from a file is named by it where it has no name of its own', async () => {
    const text = fair.replace(/X-WR-CALNAME.*\r\n/, '')
    assert.equal((await addOverlayFile(at.ctx, upload(text, 'C:\\Desktop\\Rooms 2027.ics'))).name, 'Rooms 2027')
  })

  it('from a file is refused where it is none, or too large, and nothing is left behind', async () => {
    await assert.rejects(addOverlayFile(at.ctx, upload('<html>')), problem('bad-input', 'file', 'no-calendar'))
    await assert.rejects(addOverlayFile(at.ctx, upload('')), problem('bad-input', 'file', 'no-calendar'))
    await assert.rejects(
      addOverlayFile(at.ctx, upload(`BEGIN:VCALENDAR\r\n${'x'.repeat(11 * 1024 * 1024)}`)),
      problem('too-large', 'file'),
    )
    const { readdir } = await import('node:fs/promises')
    assert.deepEqual(
      (await readdir(house.deps.files.scratch())).filter((name) => name.startsWith('up-')),
      [],
    )
    assert.deepEqual(await listOverlays(at.ctx), [])
  })

  it('is renamed by one at a time, taken away, and brought back with all its events', async () => {
    const overlay = await addOverlay(at.ctx, { url: county.url })
    assert.equal((await renameOverlay(at.ctx, overlay.id, { version: 1, name: 'Fair' })).name, 'Fair')
    const late = await renameOverlay(at.ctx, overlay.id, { version: 1, name: 'Other' }).catch((error) => error)
    assert.deepEqual([late.kind, late.extra.current.name], ['conflict', 'Fair'])
    await removeOverlay(at.ctx, overlay.id)
    assert.deepEqual(await listOverlays(at.ctx), [])
    await restoreOverlay(at.ctx, overlay.id)
    assert.equal((await inMarch(at, overlay.id)).length, 3)
  })

  it('finds no room where there are many already, also when one comes back', async () => {
    const first = await addOverlayFile(at.ctx, upload(fair))
    for (let n = 1; n < OVERLAYS_MAX; n++) await addOverlayFile(at.ctx, upload(fair))
    await assert.rejects(addOverlay(at.ctx, { url: county.url }), problem('bad-input', 'url', 'too-many'))
    assert.deepEqual(county.asked, [])
    await removeOverlay(at.ctx, first.id)
    await addOverlayFile(at.ctx, upload(fair))
    await assert.rejects(restoreOverlay(at.ctx, first.id), problem('bad-input', 'url', 'too-many'))
    assert.equal((await listOverlays(at.ctx)).length, OVERLAYS_MAX)
  })

  it('is chosen by who runs the library, and seen by all in it', async () => {
    const overlay = await addOverlay(await at.as('manager'), { url: county.url })
    for (const role of ['member', 'director', 'observer'] as const) {
      const ctx = await at.as(role)
      await assert.rejects(addOverlay(ctx, { url: county.url }), problem('not-allowed'))
      await assert.rejects(removeOverlay(ctx, overlay.id), problem('not-allowed'))
      assert.equal((await listOverlays(ctx)).length, 1)
    }
  })

  it('is nobody else’s: another library sees neither it nor its events', async () => {
    const overlay = await addOverlay(at.ctx, { url: county.url })
    const other = await house.library()
    assert.deepEqual(await listOverlays(other.ctx), [])
    assert.deepEqual(await inMarch(other, overlay.id), [])
    await assert.rejects(renameOverlay(other.ctx, overlay.id, { version: 1, name: 'x' }), problem('not-found'))
    await assert.rejects(removeOverlay(other.ctx, overlay.id), problem('not-found'))
    await assert.rejects(restoreOverlay(other.ctx, overlay.id), problem('not-found'))
  })
})
