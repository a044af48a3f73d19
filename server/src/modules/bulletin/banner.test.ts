import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { bulletinPages } from './bulletin.pages.ts'

let house: TestHouse
let here: TestLibrary
before(async () => {
  house = await testHouse()
})
beforeEach(async () => {
  here = await house.library()
})
after(() => house[Symbol.asyncDispose]())

const ask = async ({ library }: TestLibrary, path = '', headers: Record<string, string> = {}) => {
  const at = `/${library.handle}${path}`
  return (await bulletinPages(house.deps)(new Request(`http://localhost${at}`, { headers }), at, '192.0.2.1'))!
}
const page = async (of: TestLibrary, path = '') => (await ask(of, path)).text()

interface Told {
  text: string
  language?: string
  banner?: boolean
  untilMinutes?: number | null
}
const tell = ({ job, library }: TestLibrary, { text, language = 'en', banner = true, untilMinutes = null }: Told) =>
  inTx(job, 'test', async (tx) => {
    const [id, post] = [tx.ids(), tx.ids()]
    await sql`insert into post (library_id, id, latest, created_at, updated_at) values (${library.id}, ${post}, 1, app.now(), app.now())`.execute(
      tx.db,
    )
    await sql`insert into closing (library_id, id, kind, opening, branches, every_branch, zone, starts_at, until, text, language, banner, post_id, declared_at)
      values (${library.id}, ${id}, 'snow', 'closed', '{}', true, 'UTC', app.now(), app.now() + make_interval(mins => ${untilMinutes}::int), ${text}, ${language}, ${banner}, ${post}, app.now())`.execute(
      tx.db,
    )
    return id
  })
const banners = (text: string) =>
  [...text.matchAll(/<section class="closing"[^>]*>(.*?)<\/section>/gs)].map(([, one]) => one!)

describe('the banner of the public page', () => {
  it('stands on the front page, the archive and the page of a month, before everything else, and needs no script', async () => {
    await tell(here, { text: 'Closed because of snow.' })
    for (const path of ['', '/archive']) {
      const text = await page(here, path)
      assert.deepEqual(banners(text), ['<p>Closed because of snow.</p>'])
      assert.ok(text.indexOf('class="closing"') < text.indexOf('<main'))
      assert.doesNotMatch(text, /<script/)
    }
  })

  it('is text, whatever was written', async () => {
    await tell(here, { text: '</p><img src=x onerror=alert(1)> & "quotes"' })
    assert.deepEqual(banners(await page(here)), [
      '<p>&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;</p>',
    ])
  })

  it('says its language where it is not the page’s, so that a screen reader changes its voice', async () => {
    await tell(here, { text: 'Cerrado por la nieve.', language: 'es' })
    await tell(here, { text: 'Closed.', language: 'en' })
    const found = banners(await page(here))
    assert.deepEqual(found, ['<p>Closed.</p>', '<p lang="es" dir="auto">Cerrado por la nieve.</p>'])
  })

  it('comes down by itself at its end, without anybody’s doing', async () => {
    await tell(here, { text: 'Closed until noon.', untilMinutes: 10 })
    assert.equal(banners(await page(here)).length, 1)
    await house.database.shift(11 * 60_000)
    assert.deepEqual(banners(await page(here)), [])
  })

  it('comes down when it is opened again, and never goes up where nobody wanted one', async () => {
    const id = await tell(here, { text: 'Closed.' })
    await tell(here, { text: 'Told elsewhere only.', banner: false })
    assert.deepEqual(banners(await page(here)), ['<p>Closed.</p>'])
    await inTx(here.job, 'test', (tx) =>
      sql`update closing set ended_at = app.now(), ended_how = 'again' where id = ${id}`.execute(tx.db),
    )
    assert.deepEqual(banners(await page(here)), [])
  })

  it('is the library’s own: another one’s page says nothing of it', async () => {
    const other = await house.library()
    await tell(here, { text: 'Closed.' })
    assert.deepEqual(banners(await page(other)), [])
  })

  it('shows five at most, the newest first', async () => {
    for (let i = 1; i <= 7; i++) await tell(here, { text: `Closing ${i}.` })
    assert.deepEqual(
      banners(await page(here)).map((one) => /\d/.exec(one)![0]),
      ['7', '6', '5', '4', '3'],
    )
  })
})

describe('what a reader keeps of the page', () => {
  it('is no longer fresh when a closing is told, when it ends by its time, and when it is opened again', async () => {
    const fresh = async (tag: string) => (await ask(here, '', { 'if-none-match': tag })).status === 304
    const tag = async () => (await ask(here)).headers.get('etag')!
    const before = await tag()
    assert.equal(await fresh(before), true)
    await tell(here, { text: 'Closed until noon.', untilMinutes: 10 })
    assert.equal(await fresh(before), false)
    const closed = await tag()
    assert.equal(await fresh(closed), true)
    await house.database.shift(11 * 60_000)
    assert.equal(await fresh(closed), false)
    assert.equal(await fresh(before), true)
  })

  it('has a date that moves with the closing, also for readers that know dates only', async () => {
    const changed = async () => Date.parse((await ask(here)).headers.get('last-modified') ?? '')
    assert.ok(Number.isNaN(await changed()))
    await tell(here, { text: 'Closed until noon.', untilMinutes: 10 })
    const told = await changed()
    await house.database.shift(11 * 60_000)
    assert.ok((await changed()) > told)
    const since = new Date(told).toUTCString()
    assert.equal((await ask(here, '', { 'if-modified-since': since })).status, 200)
  })

  it('is kept by caches for a minute at most: a closing must be seen soon', async () => {
    await tell(here, { text: 'Closed.' })
    assert.equal((await ask(here)).headers.get('cache-control'), 'public, max-age=60')
  })
})
