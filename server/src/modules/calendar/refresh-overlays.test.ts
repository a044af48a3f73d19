import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { makeVault } from '#app/vault.ts'
import { addOverlay, removeOverlay, restoreOverlay, secretOf } from './overlays.ts'
import { listOverlays } from './overlays.view.ts'
import { refreshOverlay, refreshOverlays } from './refresh-overlays.ts'
import { calendarText, event, pouring, type Stranger, serving, stranger } from './testing.ts'

const HOUR = 3_600_000
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
  county.answer(serving(first, { etag: '"1"', 'last-modified': 'Mon, 01 Mar 2027 09:00:00 GMT' }))
  at = await house.library()
  await addOverlay(at.ctx, { url: county.url })
  county.asked.length = 0
  county.sent = 0
})

const day = (title: string) => event(`SUMMARY:${title}`, 'DTSTART;VALUE=DATE:20270306')
const first = calendarText([day('County fair')])
const second = calendarText([day('County fair'), day('Coats on the rail')])
const pass = async (ms: number) => {
  await house.database.shift(ms)
  // The clock takes the database's time with each transaction.
  await look(at.ctx, async () => {})
  await refreshOverlays(at.job)
}
const titles = async () =>
  (await look(at.ctx, (tx) => tx.db.selectFrom('overlay_event').select('event').orderBy('number').execute())).map(
    ({ event: { title } }) => title,
  )
const standing = async () => (await listOverlays(at.ctx))[0]!

describe('a calendar at an address', () => {
  it('is asked again after three hours, not before, and then shows what is new', async () => {
    county.answer(serving(second))
    await pass(2 * HOUR)
    assert.equal(county.asked.length, 0)
    await pass(1.1 * HOUR)
    assert.equal(county.asked.length, 1)
    assert.deepEqual(await titles(), ['County fair', 'Coats on the rail'])
    assert.equal((await standing()).events, 2)
  })

  it('is asked whether it changed; where it did not, its copy is as good as new', async () => {
    const { goodAt } = await standing()
    await pass(3.1 * HOUR)
    const { headers } = county.asked[0]!
    assert.equal(headers['if-none-match'], '"1"')
    assert.equal(headers['if-modified-since'], 'Mon, 01 Mar 2027 09:00:00 GMT')
    assert.deepEqual(await titles(), ['County fair'])
    assert.ok((await standing()).goodAt!.getTime() >= goodAt!.getTime() + 3 * HOUR)
  })

  it('keeps its last good copy through any trouble, and says what and since when', async () => {
    const { goodAt } = await standing()
    for (const [how, kind] of [
      [(answer) => void answer.destroy(), 'no-answer'],
      [(answer) => answer.writeHead(500).end(), 'status'],
      [(answer) => answer.writeHead(200).end('<html>maintenance'), 'no-calendar'],
      [pouring(county, 50 * 1024 * 1024), 'too-large'],
    ] as [Parameters<Stranger['answer']>[0], string][]) {
      county.answer(how)
      await pass(25 * HOUR)
      const now = await standing()
      assert.equal(now.trouble?.kind, kind)
      assert.deepEqual([now.goodAt, now.events, await titles()], [goodAt, 1, ['County fair']])
    }
    const { since } = (await standing()).trouble!
    assert.ok(since.getTime() < goodAt!.getTime() + 26 * HOUR, 'since the first of the troubles')
    county.answer(serving(second))
    await pass(25 * HOUR)
    assert.equal((await standing()).trouble, null)
    assert.deepEqual(await titles(), ['County fair', 'Coats on the rail'])
  })

  it('is asked more seldom the longer it does not answer, but once a day at least', async () => {
    county.answer((answer) => answer.writeHead(500).end())
    const waits: number[] = []
    for (let n = 0; n < 6; n++) {
      const [row] = await house.database.rows(
        'select next_at - app.now() as wait, extract(epoch from next_at - app.now()) as s from calendar_overlay where library_id = $1',
        [at.library.id],
      )
      waits.push(Math.round(Number(row!.s) / 3600))
      await pass(Number(row!.s) * 1000 + 1_000)
    }
    assert.deepEqual(waits, [3, 3, 6, 12, 24, 24])
    assert.equal(county.asked.length, 6)
  })

  it('is asked once where two processes look at the same time', async () => {
    await house.database.shift(4 * HOUR)
    await look(at.ctx, async () => {})
    await Promise.all([refreshOverlays(at.job), refreshOverlays(at.job), refreshOverlays(at.job)])
    assert.equal(county.asked.length, 1)
  })

  it('is asked again by the next one where a process died over it, and a late answer changes nothing', async () => {
    let hangUp = (): void => {}
    county.answer((answer) => {
      hangUp = () => answer.destroy()
    })
    await house.database.shift(4 * HOUR)
    await look(at.ctx, async () => {})
    const lost = refreshOverlays(at.job)
    await until(() => county.asked.length === 1)
    county.answer(serving(second))
    await pass(1_000)
    assert.equal(county.asked.length, 1, 'the claim still stands')
    await pass(6 * 60_000)
    assert.deepEqual(await titles(), ['County fair', 'Coats on the rail'])
    // He who waited for an answer that never came gives up without spoiling the newer copy.
    hangUp()
    await lost
    assert.equal((await standing()).trouble, null)
  })

  it('is asked at once by a person, who hears how it went', async () => {
    const { id } = await standing()
    county.answer(serving(second))
    assert.equal((await refreshOverlay(at.ctx, id)).events, 2)
    county.answer((answer) => answer.writeHead(404).end())
    assert.equal((await refreshOverlay(at.ctx, id)).trouble?.kind, 'status')
    await assert.rejects(refreshOverlay(await at.as('member'), id), { kind: 'not-allowed' })
    await assert.rejects(refreshOverlay((await house.library()).ctx, id), { kind: 'not-found' })
  })

  it('is not asked for while it is taken away, and is forgotten after a month', async () => {
    const { id } = await standing()
    await removeOverlay(at.ctx, id)
    await pass(29 * 24 * HOUR)
    assert.equal(county.asked.length, 0)
    assert.deepEqual(await titles(), ['County fair'])
    await pass(2 * 24 * HOUR)
    assert.deepEqual(await titles(), [])
    await assert.rejects(restoreOverlay(at.ctx, id), { kind: 'not-found' })
  })

  it('does not keep the others of its library from being asked, where it fails in a way that nobody foresaw', async () => {
    const broken = (await standing()).id
    const { id: other } = await addOverlay(at.ctx, { url: `http://${county.host}/other.ics` })
    // What was sealed is nothing at all: no trouble that has a name.
    await house.database.rows('update calendar_overlay set secret = $1 where id = $2', [
      house.deps.vault.seal(null as never, secretOf(broken)),
      broken,
    ])
    county.answer(serving(second))
    county.asked.length = 0
    const events = async (id: string) => (await listOverlays(at.ctx)).find((one) => one.id === id)!
    await pass(3.1 * HOUR)
    assert.deepEqual(
      county.asked.map(({ path }) => path),
      ['/other.ics'],
    )
    assert.deepEqual([(await events(other)).events, (await events(broken)).events], [2, 1])
    const { trouble } = await events(broken)
    assert.deepEqual([trouble?.kind, /we try again/i.test(trouble!.message)], ['unforeseen', true])
    assert.ok(house.logged.some((line) => line.includes(broken) && line.includes('"level":"error"')))
    const wait = async () =>
      Math.round(
        Number(
          (
            await house.database.rows(
              'select extract(epoch from next_at - app.now()) as s from calendar_overlay where id = $1',
              [broken],
            )
          )[0]!.s,
        ) / 3600,
      )
    assert.equal(await wait(), 3)
    // It waits longer each time, as one that does not answer, and its claim is free at once for a person who asks.
    await pass(3.1 * HOUR)
    assert.equal(await wait(), 6)
    assert.equal((await refreshOverlay(at.ctx, broken)).trouble?.kind, 'unforeseen')
    await house.database.rows('update calendar_overlay set secret = $1 where id = $2', [
      house.deps.vault.seal({ url: county.url }, secretOf(broken)),
      broken,
    ])
    assert.deepEqual([(await refreshOverlay(at.ctx, broken)).trouble, (await events(broken)).events], [null, 2])
  })

  it('says that its address is lost where the key is another one, and keeps its copy', async () => {
    await house.database.shift(4 * HOUR)
    await look(at.ctx, async () => {})
    await refreshOverlays({ ...at.job, vault: makeVault(Buffer.alloc(32, 9)) })
    const now = await standing()
    assert.equal(now.trouble?.kind, 'address-lost')
    assert.match(now.trouble!.message, /Add the calendar again/)
    assert.deepEqual(await titles(), ['County fair'])
    await pass(48 * HOUR)
    assert.equal(county.asked.length, 0)
  })
})
