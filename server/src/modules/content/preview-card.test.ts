import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { guardedHttp, type Http } from '@shelftalker/networks/http.ts'
import type { Ctx } from '#app/ctx.ts'
import { makeApp } from '#app/http/app.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { drawPicture } from '#files/testing.ts'
import { startSession } from '#modules/library/index.ts'
import type { FrozenPart } from '#modules/publishing/index.ts'
import { cardOperations } from './card.routes.ts'
import { createPost } from './create-post.ts'
import { cardPicture, previewCard } from './preview-card.ts'
import { submitPost } from './submit-post.ts'
import { body, channelRow, problem } from './testing.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
let house: TestHouse
let server: Server
let picture: Buffer
const asked: string[] = []
const pages = new Map<string, Answer>()
const html =
  (text: string): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text)
const night = html(
  '<title>Library night</title><meta name=description content="All &amp; everybody"><meta property="og:image" content="/night.jpg">',
)

before(async () => {
  picture = await drawPicture({ width: 1600, height: 900, withPlace: true })
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://x')
    asked.push(pathname)
    const answer = pages.get(pathname)
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const guarded = guardedHttp([`127.0.0.1:${port}`])
  // Links need public names, which tests cannot have.
  const http: Http = {
    ...guarded,
    send: (ask) =>
      guarded.send({
        ...ask,
        url: ask.url.replace(/^https:\/\/library\.example\.org(?=\/)/, `http://127.0.0.1:${port}`),
      }),
  }
  house = await testHouse({
    http,
    networks: [
      { facts: blueskyFacts, publish: { keyFor: (seed: string) => seed } as never, signIn: {} as never },
      ...manualAdapters(),
    ],
  })
})
beforeEach(() => {
  asked.length = 0
  pages.clear()
  pages.set('/night', night)
  pages.set('/night.jpg', (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture)
  })
})
after(async () => {
  server.close()
  server.closeAllConnections()
  await house[Symbol.asyncDispose]()
})

const link = (path: string) => `https://library.example.org/${path}`
const preview = async (path: string, ctx?: Ctx) => previewCard(ctx ?? (await house.library()).ctx, link(path), false)

describe('the card of a link, before it goes out', () => {
  it('has what the page tells: title, description, and a picture of our own drawing', async () => {
    const mine = await house.library()
    const card = await preview('night', mine.ctx)
    assert.deepEqual(
      [card.is, card.title, card.description, card.url],
      ['card', 'Library night', 'All & everybody', link('night')],
    )
    assert.ok(card.picture && card.picture.width <= 1200)
    const shown = await cardPicture(mine.ctx, link('night'))
    assert.equal(shown.digest, card.picture.digest)
    assert.equal(shown.mime, 'image/jpeg')
    assert.notDeepEqual(Buffer.from(shown.bytes), picture)
    assert.equal(Buffer.from(shown.bytes).includes('Acme'), false, 'what a camera hides is gone')
    assert.deepEqual(asked, ['/night', '/night.jpg'], 'the picture was read once')
  })

  it('is what submitting freezes, to the picture’s own digest', async () => {
    const mine = await house.library()
    const card = await preview('night', mine.ctx)
    const b = await channelRow(mine, 'bluesky', { server: 'https://b.example' })
    const frozen = async (options: { card?: 'none' }) => {
      const { id } = await createPost(mine.ctx, body({ text: `Come: ${link('night')}`, channels: [b], options }))
      await submitPost(mine.ctx, id, { when: 'now' })
      const row = await look(mine.job, (tx) =>
        tx.db.selectFrom('delivery').select('payload').where('post_id', '=', id).executeTakeFirstOrThrow(),
      )
      return row.payload as unknown as FrozenPart
    }
    const out = (await frozen({})).card
    assert.ok(out?.thumb)
    assert.deepEqual(
      [out.url, out.title, out.description, out.thumb.digest, out.thumb.width, out.thumb.height],
      [card.url, card.title, card.description, card.picture?.digest, card.picture?.width, card.picture?.height],
    )
    const without = await frozen({ card: 'none' })
    assert.equal(without.card, null, 'a person may leave it out')
    assert.equal(without.text, `Come: ${link('night')}`)
    assert.equal('card' in without.options, false, 'what is ours alone is not told to a network')
  })

  it('is nothing where the page says nothing of itself, or is no page', async () => {
    pages.set('/silent', html('<p>No head at all</p>'))
    pages.set('/paper', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.7')
    })
    for (const path of ['silent', 'paper']) {
      const card = await preview(path)
      assert.deepEqual([card.is, card.title, card.picture, card.status], ['nothing', '', null, null], path)
    }
  })

  it('tells an unreachable page with what it answered, or that it answered nothing', async () => {
    pages.set('/broken', (request) => request.socket.destroy())
    pages.set('/turns', (_request, response) => {
      response.writeHead(302, { location: '/turns' }).end()
    })
    assert.deepEqual([(await preview('gone')).is, (await preview('gone')).status], ['unreachable', 404])
    for (const path of ['broken', 'turns'])
      assert.deepEqual([(await preview(path)).is, (await preview(path)).status], ['unreachable', null], path)
  })

  it('refuses what lies within a private network, also where a page leads there, and asks nothing', async () => {
    const mine = await house.library()
    pages.set('/inwards', (_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
    })
    const local = [
      'http://127.0.0.1:1/',
      'http://[::1]/',
      'http://10.0.0.8/admin',
      'http://192.168.1.1/',
      'http://localhost/',
    ]
    for (const url of local) assert.equal((await previewCard(mine.ctx, url, false)).is, 'refused', url)
    assert.deepEqual(asked, [])
    assert.equal((await preview('inwards', mine.ctx)).is, 'refused')
    await assert.rejects(cardPicture(mine.ctx, link('inwards')), problem('not-found'))
  })

  it('has no picture where that lies within a private network, is a drawing with scripts, or none at all', async () => {
    const withImage = (image: string) => html(`<title>T</title><meta property="og:image" content="${image}">`)
    pages.set('/inner', withImage('http://169.254.169.254/picture.png'))
    pages.set('/svg', withImage('/drawn.svg'))
    pages.set('/drawn.svg', (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>')
    })
    pages.set('/lost', withImage('/nowhere.png'))
    for (const path of ['inner', 'svg', 'lost']) {
      const card = await preview(path)
      assert.deepEqual([card.is, card.title, card.picture], ['card', 'T', null], path)
    }
  })

  it('is read once for all who look within some minutes, also at the same time, and anew where somebody asks for it', async () => {
    const mine = await house.library()
    const colleague = await mine.as('member')
    const all = await Promise.all([preview('night', mine.ctx), preview('night', colleague), preview('night', mine.ctx)])
    assert.deepEqual(asked, ['/night', '/night.jpg'])
    assert.deepEqual(all[1], all[0])
    pages.set('/night', html('<title>Library night is moved</title>'))
    assert.equal((await preview('night', mine.ctx)).title, 'Library night', 'kept')
    const again = await previewCard(mine.ctx, link('night'), true)
    assert.deepEqual([again.title, again.picture], ['Library night is moved', null])
    assert.ok(again.readAt >= all[0]!.readAt)
    assert.equal((await preview('night', colleague)).title, 'Library night is moved', 'and it stands for all')
  })

  it('another library reads for itself', async () => {
    await preview('night')
    await preview('night')
    assert.equal(asked.filter((path) => path === '/night').length, 2)
  })

  it('is cut short where a page is without end, and its words too', async () => {
    pages.set('/long', html(`<title>${'T'.repeat(900)}</title><meta name=description content="${'d '.repeat(1500)}">`))
    pages.set('/endless', html(`<title>Endless</title>${'<p>x</p>'.repeat(200_000)}`))
    const long = await preview('long')
    assert.deepEqual([long.title.length, long.description.length], [300, 1000])
    assert.equal((await preview('endless')).title, 'Endless')
  })

  it('is for those who write, and not faster than anybody pastes', async () => {
    const mine = await house.library()
    for (const role of ['observer', 'director'] as const)
      await assert.rejects(preview('night', await mine.as(role)), problem('not-allowed'))
    assert.deepEqual(asked, [])
    const many = await Promise.allSettled(Array.from({ length: 40 }, (_, at) => preview(`night?${at}`, mine.ctx)))
    const refused = many.filter((one) => one.status === 'rejected')
    assert.ok(refused.length > 0 && refused.length <= 10, `${refused.length} refused`)
    for (const { reason } of refused) assert.ok(reason instanceof Problem && reason.kind === 'too-many')
  })

  it('by HTTP: an address that is none is refused with its field, the picture comes as one and nothing else', async () => {
    const mine = await house.library()
    const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, false, 'test'))
    const app = makeApp(house.deps, cardOperations, [])
    const ask = (path: string) =>
      app.fetch(
        new Request(`http://localhost/api/v1${path}`, {
          headers: { cookie: `shelftalker=${token}`, 'shelftalker-library': mine.library.handle },
        }),
      )
    for (const url of [
      '',
      'library',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://',
      `https://x.org/${'a'.repeat(2000)}`,
    ]) {
      const answer = await ask(`/link-card?url=${encodeURIComponent(url)}`)
      assert.equal(answer.status, 422, url)
      assert.equal(((await answer.json()) as { fields: { path: string }[] }).fields[0]!.path, 'url')
    }
    const answer = await ask(`/link-card/picture?url=${encodeURIComponent(link('night'))}`)
    assert.equal(answer.headers.get('content-type'), 'image/jpeg')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.match(answer.headers.get('cache-control') ?? '', /private/)
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  })
})
