import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { TestHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { bulletinPages } from './bulletin.pages.ts'
import { wordsOf } from './bulletin.words.ts'
import { bulletinHouse, ORIGIN, type Shelf, shelf, xml } from './testing.ts'

let house: TestHouse
before(async () => {
  house = await bulletinHouse()
})
after(() => house[Symbol.asyncDispose]())

const XSS = `"><script>alert(1)</script><img src=x onerror=alert(1)>'--><svg/onload=alert(1)>`
const at = (one: Shelf, path = '') => `/${one.library.handle}${path}`
const publishedAt = (one: Shelf, id: string, iso: string) =>
  inTx(one.ctx, 'test', (tx) =>
    tx.db
      .updateTable('bulletin_post')
      .set({ published_at: new Date(iso), updated_at: new Date(iso) })
      .where('id', '=', id)
      .execute(),
  )

const speaks = (one: Shelf, language: string) =>
  inTx(one.ctx, 'test', (tx) => tx.db.updateTable('library').set({ language }).execute())

describe('the page', () => {
  it('shows the newest posts with pictures, alt text, and previews; allows no script', async () => {
    const one = await shelf(house)
    const picture = await one.picture('A rail with ten coats')
    const remote = await one.post({
      text: 'Coats on the rail\n\nTake one: https://harbor.example/coats',
      media: [picture],
      language: 'en',
    })
    const answer = await one.get(at(one))
    assert.equal(answer.status, 200)
    assert.match(
      answer.headers.get('content-security-policy')!,
      /default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'/,
    )
    const page = await answer.text()
    assert.match(page, /<h2><a href="\/library-\d+\/posts\/coats-on-the-rail-[0-9a-f]{8}">Coats on the rail<\/a><\/h2>/)
    assert.match(page, /alt="A rail with ten coats" width="40" height="30"/)
    assert.equal(page.match(/Coats on the rail/g)?.length, 1)
    assert.doesNotMatch(page, /<script|style=|\son\w+=/)
    const single = await one.text(new URL(remote.url!).pathname)
    assert.match(single, new RegExp(`<link rel="canonical" href="${remote.url}">`))
    assert.match(single, /<meta property="og:type" content="article">/)
    assert.match(
      single,
      new RegExp(`<meta property="og:image" content="${ORIGIN}${at(one)}/media/${picture.digest}.png">`),
    )
    assert.match(single, /<h1>Coats on the rail<\/h1>/)
    assert.match(single, /<a href="https:\/\/harbor\.example\/coats" rel="noopener">/)
  })

  it('runs nothing that a text, a title, an alt text, a warning, a language or an address brings', async () => {
    const one = await shelf(house)
    await inTx(one.ctx, 'test', async (tx) => {
      await tx.db
        .updateTable('library')
        .set({ name: `Harbor ${XSS}` })
        .execute()
      await tx.db
        .insertInto('channel')
        .values({
          library_id: one.library.id,
          network: 'facebook',
          name: XSS,
          handle: XSS,
          url: `https://facebook.example/${XSS}`,
          state: 'active',
          standing: 'ours',
          manual: true,
          role_address: null,
          paused_reason: null,
          created_at: tx.now,
          created_by: null,
        })
        .execute()
    })
    const remote = await one.post({
      title: XSS,
      text: `${XSS}\n\nhttps://a.example/${XSS}`,
      options: { warning: XSS },
      language: `en${XSS}`,
      media: [await one.picture(XSS)],
    })
    for (const path of [at(one), new URL(remote.url!).pathname, at(one, '/archive')]) {
      const page = await one.text(path)
      const tags = page.match(/<[a-z!/][^>]*>/gi) ?? []
      const names = new Set(tags.map((tag) => /^<\/?([a-z!]+)/i.exec(tag)![1]!.toLowerCase()))
      assert.ok(!names.has('script') && !names.has('svg'), [...names].join())
      for (const tag of tags) assert.doesNotMatch(tag.replace(/"[^"]*"/g, '""'), /\son\w+\s*=|javascript:/i, tag)
    }
    const feed = await one.text(at(one, '/feed.atom'))
    assert.equal(xml(feed).getElementsByTagName('entry').length, 1)
    assert.doesNotMatch(feed, /<script/)
    const json = JSON.parse(await one.text(at(one, '/feed.json'))) as { items: { content_html: string }[] }
    assert.doesNotMatch(json.items[0]!.content_html, /<script|<svg|<img src=x/)
  })

  it('goes back page by page, and says when there is nothing', async () => {
    const one = await shelf(house)
    assert.match(await one.text(at(one)), /Nothing has been posted here yet/)
    for (let number = 1; number <= 23; number++)
      await publishedAt(
        one,
        (await one.post({ text: `Post number ${number}.` })).id,
        new Date(Date.UTC(2027, 0, number, 12)).toISOString(),
      )
    const first = await one.text(at(one))
    assert.equal(first.match(/<article/g)?.length, 20)
    assert.match(first, /Post number 23\./)
    const older = /href="([^"]*\?before=[^"]*)"/.exec(first)![1]!
    const second = await one.text(older)
    assert.deepEqual(second.match(/Post number \d+\./g), ['Post number 3.', 'Post number 2.', 'Post number 1.'])
    assert.match(second, /Newest posts/)
    assert.equal((await one.get(`${at(one)}?before=nonsense'--`)).status, 200)
  })

  it('has an archive by the months of the library’s own zone', async () => {
    const one = await shelf(house)
    await publishedAt(one, (await one.post({ text: 'New Year’s Eve' })).id, '2027-01-01T03:00:00Z')
    await publishedAt(one, (await one.post({ text: 'January' })).id, '2027-01-20T12:00:00Z')
    assert.match(
      await one.text(at(one, '/archive')),
      /January 2027<\/a> <span class="small muted">1 post<\/span>.*December 2026<\/a>/s,
    )
    const december = await one.text(at(one, '/archive/2026-12'))
    assert.match(december, /New Year’s Eve/)
    assert.match(december, /Thursday, December 31, 2026 at 10:00/)
    for (const wrong of ['2026-13', '2020-01', "2026-12'", '2026-12/x'])
      assert.equal((await one.get(at(one, `/archive/${wrong}`))).status, 404, wrong)
  })

  it('keeps what stands behind a warning closed, and says another language', async () => {
    const one = await shelf(house)
    const remote = await one.post({
      title: 'Película',
      text: 'El final es triste.',
      language: 'es',
      options: { warning: 'tells the end' },
      media: [await one.picture('Cartel')],
    })
    const page = await one.text(new URL(remote.url!).pathname)
    assert.match(page, /<details><summary>Before you read: tells the end<\/summary>/)
    assert.match(page, /lang="es" dir="auto"/)
    assert.doesNotMatch(page, /og:image|<details open/)
    assert.match(page, /<meta name="description" content="tells the end">/)
  })

  it('of a library with a language that we have no words in says which words are in it', async () => {
    const one = await shelf(house)
    await speaks(one, 'de')
    await one.post({ title: 'Hallo', text: 'Die Märchenstunde ist zurück.' })
    const page = await one.text(at(one))
    assert.match(page, /<html lang="en">/)
    assert.match(page, /<h2 lang="de" dir="auto">/)
    assert.match(await one.text(at(one, '/feed.atom')), /xml:lang="de"/)
  })

  it('of a library in Spanish is Spanish in every word: pages, archive, thread, warning, and what is not there', async () => {
    const one = await shelf(house)
    await speaks(one, 'es-US')
    const empty = await one.text(at(one))
    assert.match(empty, /<html lang="es-US">/)
    assert.match(empty, /Aquí todavía no se ha publicado nada\./)
    const remote = await one.post({
      title: 'Hola',
      text: 'Vuelve la hora del cuento.',
      options: { warning: 'hay lobos' },
    })
    const also = await one.post({ title: 'Said twice', text: 'Story time is back.', language: 'en' })
    await publishedAt(one, remote.id, '2027-11-17T14:02:00Z')
    await publishedAt(one, also.id, '2027-11-16T14:02:00Z')
    const paths = [at(one), new URL(remote.url!).pathname, at(one, '/archive'), at(one, '/archive/2027-11')]
    const pages = [...(await Promise.all(paths.map((path) => one.text(path)))), empty]
    const gone = await one.get(at(one, '/posts/never-was'))
    assert.equal(gone.status, 404)
    pages.push(await gone.text())
    assert.match(pages.at(-1)!, /No hay nada en esta dirección/)
    for (const page of pages)
      for (const words of Object.values(wordsOf({ language: 'en' })))
        if (typeof words === 'string' && words.length > 5) assert.ok(!page.includes(`>${words}<`), words)
    const [front, post, archive, month] = pages
    assert.match(front!, /<h1>Noticias de la biblioteca<\/h1>/)
    // What is in another language than the page says so; what is in its own needs not.
    assert.match(front!, /<h2><a href="[^"]+">Hola<\/a><\/h2>/)
    assert.match(front!, /<h2 lang="en" dir="auto">/)
    assert.match(post!, /<summary>Antes de leer: hay lobos<\/summary>/)
    assert.match(post!, /miércoles, 17 de noviembre de 2027/)
    assert.match(archive!, />noviembre de 2027<\/a> <span class="small muted">2 publicaciones</)
    assert.match(month!, /<h1>noviembre de 2027<\/h1>/)
    assert.match(await one.text(at(one, '/feed.json')), /"language":"es-US"/)
  })

  it('takes no language from a tag that is none, and none from what every object has', async () => {
    const one = await shelf(house)
    for (const language of ['constructor', 'es<script>', '-es', '']) {
      await speaks(one, language)
      assert.match(await one.text(at(one)), /<html lang="en">/, language)
    }
  })

  it('lists the library’s own accounts, and no others', async () => {
    const one = await shelf(house)
    const add = (name: string, state: 'active' | 'retired', standing: 'ours' | 'not-ours', url: string | null) =>
      inTx(one.ctx, 'test', (tx) =>
        tx.db
          .insertInto('channel')
          .values({
            library_id: one.library.id,
            network: 'facebook',
            name,
            handle: '',
            url,
            state,
            standing,
            manual: true,
            role_address: null,
            paused_reason: null,
            created_at: tx.now,
            created_by: null,
          })
          .execute(),
      )
    await add('Harbor on Facebook', 'active', 'ours', 'https://facebook.example/harbor')
    await add('Old page', 'retired', 'ours', 'https://facebook.example/old')
    await add('Fans', 'active', 'not-ours', 'https://facebook.example/fans')
    await add('No address', 'active', 'ours', null)
    const page = await one.text(at(one))
    assert.match(page, /<a href="https:\/\/facebook\.example\/harbor" rel="me noopener">Harbor on Facebook<\/a>/)
    assert.doesNotMatch(page, /Old page|Fans|No address/)
  })
})

describe('the feeds', () => {
  it('are well-formed Atom with ids that stay, and JSON Feed 1.1', async () => {
    const one = await shelf(house)
    const remote = await one.post({ title: 'Tom & Jerry <3', text: 'A & B < C', language: 'de' })
    const answer = await one.get(at(one, '/feed.atom'))
    assert.equal(answer.headers.get('content-type'), 'application/atom+xml; charset=utf-8')
    const feed = xml(await answer.text()).documentElement!
    assert.equal(feed.namespaceURI, 'http://www.w3.org/2005/Atom')
    const said = (name: string) => [...feed.getElementsByTagName(name)].map((one) => one.textContent)
    assert.deepEqual(said('id'), [`urn:uuid:${one.library.id}`, `urn:uuid:${remote.id}`])
    assert.ok(said('updated').every((time) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time!)))
    assert.equal(said('title')[1], 'Tom & Jerry <3')
    assert.match(said('content')[0]!, /<p>A &amp; B &lt; C<\/p>/)
    assert.equal(feed.getElementsByTagName('entry')[0]!.getAttribute('xml:lang'), 'de')
    const json = JSON.parse(await one.text(at(one, '/feed.json')))
    assert.equal(json.version, 'https://jsonfeed.org/version/1.1')
    assert.equal(json.items[0].id, `urn:uuid:${remote.id}`)
    assert.equal(json.items[0].title, 'Tom & Jerry <3')
    await one.act((own, call, account) => own.remove!(call, account, remote))
    assert.equal(JSON.parse(await one.text(at(one, '/feed.json'))).items.length, 0)
  })

  it('say the whole text, also of a post of one line', async () => {
    const one = await shelf(house)
    await one.post({ text: 'Open until nine today' })
    assert.match(await one.text(at(one, '/feed.atom')), /&lt;p&gt;Open until nine today&lt;\/p&gt;/)
    assert.match(
      JSON.parse(await one.text(at(one, '/feed.json'))).items[0].content_html,
      /<p>Open until nine today<\/p>/,
    )
  })

  it('are there for a library that has not posted yet', async () => {
    const one = await shelf(house)
    assert.equal(xml(await one.text(at(one, '/feed.atom'))).getElementsByTagName('entry').length, 0)
    assert.deepEqual(JSON.parse(await one.text(at(one, '/feed.json'))).items, [])
  })
})

describe('what is asked again', () => {
  it('is answered with 304 until something changes, also something removed', async () => {
    const one = await shelf(house)
    const remote = await one.post({ text: 'Hello' })
    for (const path of ['', '/feed.atom', '/feed.json', '/archive']) {
      const first = await one.get(at(one, path))
      const tag = first.headers.get('etag')!
      assert.match(first.headers.get('cache-control')!, /^public, max-age=60$/)
      const again = await one.get(at(one, path), { 'if-none-match': tag })
      assert.equal(again.status, 304, path)
      assert.equal(again.headers.get('etag'), tag)
      assert.equal(
        (await one.get(at(one, path), { 'if-modified-since': first.headers.get('last-modified')! })).status,
        304,
        path,
      )
    }
    const tag = (await one.get(at(one))).headers.get('etag')!
    await one.act((own, call, account) => own.remove!(call, account, remote))
    assert.equal((await one.get(at(one), { 'if-none-match': tag })).status, 200)
  })

  it('comes packed to those who take it', async () => {
    const one = await shelf(house)
    const answer = await one.get(at(one), { 'accept-encoding': 'gzip' })
    assert.equal(answer.headers.get('content-encoding'), 'gzip')
    assert.match(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString(), /<!doctype html>/)
  })
})

describe('pictures', () => {
  it('are public while a post shows them, and no other file is', async () => {
    const one = await shelf(house)
    const other = await shelf(house)
    const shown = await one.picture('Shown', 'bytes of a picture')
    const hidden = await one.picture('Hidden')
    const remote = await one.post({ text: 'Picture', media: [shown] })
    const path = at(one, `/media/${shown.digest}.png`)
    const answer = await one.get(path)
    assert.equal(answer.status, 200)
    assert.equal(await answer.text(), 'bytes of a picture')
    assert.match(answer.headers.get('cache-control')!, /immutable/)
    for (const wrong of [
      at(one, `/media/${hidden.digest}.png`),
      at(one, `/media/${shown.digest}.jpg`),
      at(other, `/media/${shown.digest}.png`),
      at(one, '/media/..%2f..%2fkeys'),
      at(one, '/media/x.png'),
    ])
      assert.equal((await one.get(wrong)).status, 404, wrong)
    await one.act((own, call, account) => own.remove!(call, account, remote))
    assert.equal((await one.get(path)).status, 404)
  })
})

describe('addresses', () => {
  it('that nobody has are 404; those of the system are left to it', async () => {
    const one = await shelf(house)
    for (const path of [
      '/nobody-has-this',
      at(one, '/posts/none'),
      at(one, '/posts'),
      at(one, '/secret'),
      at(one, '/feed.atom/x'),
    ]) {
      const answer = await one.get(path)
      assert.equal(answer.status, 404, path)
      assert.match(answer.headers.get('content-type')!, /html/)
    }
    const pages = bulletinPages(house.deps)
    for (const path of [
      '/',
      '/api/v1/channels',
      '/app/library-1/today',
      '/assets/index.js',
      '/.well-known/x',
      '/metrics',
      '/favicon.ico',
    ])
      assert.equal(await pages(new Request(`${ORIGIN}${path}`), path, ''), null, path)
    assert.equal(await pages(new Request(`${ORIGIN}${at(one)}`, { method: 'POST' }), at(one), ''), null)
  })

  it('of style and type are answered by ourselves, for ever', async () => {
    const one = await shelf(house)
    const css = /<link rel="stylesheet" href="([^"]+)">/.exec(await one.text(at(one)))![1]!
    const style = await one.get(css)
    assert.match(style.headers.get('cache-control')!, /immutable/)
    for (const [, font] of (await style.text()).matchAll(/url\(([^)]+)\)/g)) {
      const answer = await one.get(`/assets/${String(font)}`)
      assert.equal(answer.headers.get('content-type'), 'font/woff2', String(font))
      assert.ok((await answer.arrayBuffer()).byteLength > 10_000)
    }
    assert.match(await one.text('/robots.txt'), /Disallow: \/api\//)
  })
})
