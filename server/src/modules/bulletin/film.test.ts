/** A video on the library's own page, as the public gets it. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { MediaPart } from '@shelftalker/networks/port.ts'
import { videoOf } from '@shelftalker/networks/testing/parts.ts'
import type { TestHouse } from '#app/testing.ts'
import type { Files } from '#files/port.ts'
import { bulletinPages } from './bulletin.pages.ts'
import { bulletinHouse, ORIGIN, type Shelf, shelf, xml } from './testing.ts'

let house: TestHouse
before(async () => {
  house = await bulletinHouse()
})
after(() => house[Symbol.asyncDispose]())

const ALT = 'Children around a rug; "Ana" reads <aloud>.'

/** In the store under the digests that the page will name. */
async function stored(one: Shelf, languages = ['en', 'es']): Promise<MediaPart> {
  const film = videoOf(ALT, languages)
  const put = async (bytes: Uint8Array, mime: string) => {
    const digest = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
    const path = join(house.deps.files.scratch(), randomUUID())
    await writeFile(path, bytes)
    await house.deps.files.put(one.library.id, digest, path, mime)
    return digest
  }
  const captions = await Promise.all(
    film.video!.captions.map(async (it) => ({ ...it, digest: await put(await it.read(), 'text/vtt') })),
  )
  const digest = await put(await film.read(), 'video/mp4')
  return { ...film, digest, video: { seconds: 2, captions } }
}
const at = (one: Shelf, path = '') => `/${one.library.handle}${path}`
const mediaPath = (one: Shelf, digest: string, ending: string) => at(one, `/media/${digest}.${ending}`)

describe('a video on the page', () => {
  it('is the browser’s own player with captions in each language and its description beneath', async () => {
    const one = await shelf(house)
    const film = await stored(one)
    await one.post({ text: 'Story time is back.', media: [film], language: 'en' })
    const page = await one.text(at(one))
    const escapedAlt = 'Children around a rug; &quot;Ana&quot; reads &lt;aloud&gt;.'
    assert.match(page, /<video controls preload="metadata" playsinline width="64" height="48"/)
    assert.ok(page.includes(`aria-label="${escapedAlt}"`))
    assert.ok(page.includes(`<figcaption class="small muted">${escapedAlt}</figcaption>`))
    const [english, spanish] = film.video!.captions
    assert.ok(
      page.includes(
        `<track kind="captions" src="${mediaPath(one, english!.digest, 'vtt')}" srclang="en" label="English" default>`,
      ),
    )
    assert.ok(
      page.includes(
        `<track kind="captions" src="${mediaPath(one, spanish!.digest, 'vtt')}" srclang="es" label="Spanish">`,
      ),
    )
    assert.ok(page.includes(`src="${mediaPath(one, film.digest, 'mp4')}"`))
    assert.doesNotMatch(page, /<script|autoplay|<img/)
  })

  it('may be played and captioned from our own machine and from nowhere else', async () => {
    const one = await shelf(house)
    const answer = await one.get(at(one))
    const policy = answer.headers.get('content-security-policy') ?? ''
    assert.match(policy, /media-src 'self'/)
    assert.match(policy, /default-src 'none'/)
  })

  it('is given whole and in pieces, the captions as text', async () => {
    const one = await shelf(house)
    const film = await stored(one)
    await one.post({ text: 'Story time is back.', media: [film] })
    const whole = await one.get(mediaPath(one, film.digest, 'mp4'))
    assert.deepEqual([whole.status, whole.headers.get('accept-ranges')], [200, 'bytes'])
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), Buffer.from(await film.read()))
    const piece = await one.get(mediaPath(one, film.digest, 'mp4'), { range: 'bytes=4-7' })
    assert.equal(piece.status, 206)
    assert.equal(piece.headers.get('content-range'), `bytes 4-7/${film.bytes}`)
    assert.equal(await piece.text(), 'ftyp')
    const outside = await one.get(mediaPath(one, film.digest, 'mp4'), { range: 'bytes=9999999-' })
    assert.equal(outside.status, 416)
    const words = await one.get(mediaPath(one, film.video!.captions[1]!.digest, 'vtt'))
    assert.equal(words.headers.get('content-type'), 'text/vtt; charset=utf-8')
    assert.match(await words.text(), /Words in es/)
  })

  it('is asked of the store once for a piece, while no connection of the database is held', async () => {
    const one = await shelf(house)
    const film = await stored(one)
    await one.post({ text: 'Story time is back.', media: [film] })
    const { files, database } = house.deps
    const asked: string[] = []
    const watched = new Proxy(files, {
      get: (all, name: keyof Files) => {
        asked.push(`${name}, ${database.pool.totalCount - database.pool.idleCount} held`)
        return all[name]
      },
    })
    const pages = bulletinPages({ ...house.deps, files: watched })
    const path = mediaPath(one, film.digest, 'mp4')
    const request = new Request(`${ORIGIN}${path}`, { headers: { range: 'bytes=4-7' } })
    const piece = await pages(request, path, '192.0.2.1')
    assert.equal(await piece!.text(), 'ftyp')
    assert.deepEqual(asked, ['read, 0 held'])
  })

  it('is in both feeds as something to fetch along', async () => {
    const one = await shelf(house)
    const film = await stored(one)
    const picture = await one.picture('A shelf')
    await one.post({ text: 'Story time is back.', media: [film, picture] })
    const address = `${ORIGIN}${mediaPath(one, film.digest, 'mp4')}`
    const feed = xml(await one.text(at(one, '/feed.atom')))
    const links = [...feed.getElementsByTagName('link')].filter((it) => it.getAttribute('rel') === 'enclosure')
    assert.deepEqual(
      links.map((it) => [
        it.getAttribute('type'),
        it.getAttribute('length'),
        it.getAttribute('href'),
        it.getAttribute('title'),
      ]),
      [['video/mp4', String(film.bytes), address, ALT]],
    )
    const json = JSON.parse(await one.text(at(one, '/feed.json'))) as {
      items: { attachments?: unknown[]; image?: string; content_html: string }[]
    }
    assert.deepEqual(json.items[0]?.attachments, [
      { url: address, mime_type: 'video/mp4', title: ALT, size_in_bytes: film.bytes, duration_in_seconds: 2 },
    ])
    // A preview shows a picture; a video is none.
    assert.ok(json.items[0]?.image?.endsWith('.png'))
    assert.match(json.items[0]!.content_html, /<track kind="captions" src="https:/)
  })

  it('behind a warning is neither previewed nor handed over unasked', async () => {
    const one = await shelf(house)
    const film = await stored(one)
    await one.post({ text: 'Fire drill.', media: [film], options: { warning: 'Loud alarm' } })
    assert.doesNotMatch(await one.text(at(one, '/feed.atom')), /rel="enclosure"/)
    assert.doesNotMatch(await one.text(at(one, '/feed.json')), /attachments/)
    assert.match(await one.text(at(one)), /<details><summary>[^<]*Loud alarm<\/summary>.*<video/s)
  })

  it('is gone with its captions once the post is taken down', async () => {
    const one = await shelf(house)
    const film = await stored(one)
    const remote = await one.post({ text: 'Story time is back.', media: [film] })
    const places = [mediaPath(one, film.digest, 'mp4'), mediaPath(one, film.video!.captions[0]!.digest, 'vtt')]
    for (const place of places) assert.equal((await one.get(place)).status, 200)
    await one.act((publish, call, account) => publish.remove!(call, account, remote))
    for (const place of places) assert.equal((await one.get(place)).status, 404)
  })

  it('of one library is not to be had under the address of another', async () => {
    const [one, other] = [await shelf(house), await shelf(house)]
    const film = await stored(one)
    await one.post({ text: 'Story time is back.', media: [film] })
    assert.equal((await other.get(mediaPath(other, film.digest, 'mp4'))).status, 404)
    assert.equal((await one.get(mediaPath(one, film.digest, 'vtt'))).status, 404)
  })

  it('without captions and with an edit that takes it out leaves nothing behind', async () => {
    const one = await shelf(house)
    const film = await stored(one, [])
    const remote = await one.post({ text: 'Waves, no words.', media: [film] })
    assert.doesNotMatch(await one.text(at(one)), /<track/)
    const { partOf } = await import('@shelftalker/networks/testing/parts.ts')
    await one.act((publish, call, account) => publish.edit!(call, account, remote, partOf('Only words.'), {}))
    assert.doesNotMatch(await one.text(at(one)), /<video/)
    assert.equal((await one.get(mediaPath(one, film.digest, 'mp4'))).status, 404)
  })
})
