import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { guardedHttp, type Http, HttpFailure } from '@shelftalker/networks/http.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { drawPicture } from '#files/testing.ts'
import type { FrozenPart } from '#modules/publishing/index.ts'
import { checkPost } from './check-post.ts'
import { createPost } from './create-post.ts'
import { submitPost } from './submit-post.ts'
import { body, channelRow } from './testing.ts'

let house: TestHouse
let server: Server
let base: string
let picture: Buffer
const asked: string[] = []

before(async () => {
  picture = await drawPicture({ width: 1600, height: 900, withPlace: true })
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://x')
    asked.push(`${request.method} ${pathname}`)
    const answer = (status: number, headers: Record<string, string> = {}, content: string | Buffer = '') =>
      response.writeHead(status, headers).end(content)
    if (pathname === '/ok') answer(200)
    else if (pathname === '/gone') answer(404)
    else if (pathname === '/no-head') answer(request.method === 'HEAD' ? 500 : 200)
    else if (pathname === '/robots') answer(403)
    else if (pathname === '/turns') answer(302, { location: '/turns' })
    else if (pathname === '/moved') answer(301, { location: '/ok' })
    else if (pathname === '/to-metadata') answer(302, { location: 'http://169.254.169.254/latest/meta-data' })
    else if (pathname === '/picture.jpg') answer(200, { 'content-type': 'image/jpeg' }, picture)
    else if (pathname === '/page')
      answer(
        200,
        { 'content-type': 'text/html; charset=utf-8' },
        '<title>No</title><meta property="og:title" content="Caf&eacute; &amp; &quot;Books&quot;"><meta content=\'All <b>welcome</b>\' name=description><meta property="og:image" content="/picture.jpg">',
      )
    else if (pathname === '/svg-page')
      answer(
        200,
        { 'content-type': 'text/html' },
        '<title>Drawn</title><meta property="og:image" content="/picture.svg">',
      )
    else if (pathname === '/picture.svg')
      answer(200, { 'content-type': 'image/jpeg' }, '<svg xmlns="http://www.w3.org/2000/svg"/>')
    else answer(500)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { port } = server.address() as AddressInfo
  const guarded = guardedHttp([`127.0.0.1:${port}`])
  // Links in texts need public names, which tests cannot have: one leads to the server above, through the guard, the other nowhere.
  const http: Http = {
    ...guarded,
    async send(ask) {
      if (ask.url.startsWith('https://nowhere.example.org/')) throw new HttpFailure('none', 'no-such-host', 'not found')
      return guarded.send({ ...ask, url: ask.url.replace(/^https:\/\/library\.example\.org(?=\/)/, base) })
    },
  }
  const publish = { keyFor: (seed: string) => seed } as never
  house = await testHouse({
    http,
    networks: [
      { facts: mastodonFacts, publish, signIn: {} as never },
      { facts: blueskyFacts, publish, signIn: {} as never },
      ...manualAdapters(),
    ],
  })
})
after(async () => {
  server.close()
  server.closeAllConnections()
  await house[Symbol.asyncDispose]()
})

const link = (path: string) => `https://library.example.org/${path}`
const check = async (given: Parameters<typeof body>[0], network = 'facebook') => {
  const mine = await house.library()
  const channel = await channelRow(
    mine,
    network,
    network === 'facebook' ? undefined : { server: 'https://x.example', told: { maxCharacters: 500 } },
  )
  const { id } = await createPost(mine.ctx, body({ channels: [channel], ...(given as object) }))
  return checkPost(mine.ctx, id)
}
const told = (found: Awaited<ReturnType<typeof check>>) =>
  found.checks.filter(({ level }) => level !== 'fine').map(({ level, key, field }) => `${level} ${key} ${field}`)

describe('checking a post', () => {
  it('counts for each channel as that network counts', async () => {
    const mine = await house.library()
    const m = await channelRow(mine, 'mastodon', { server: 'https://x.example', told: { maxCharacters: 1000 } })
    const b = await channelRow(mine, 'bluesky', { server: 'https://b.example' })
    const text = `${'long '.repeat(80)}👩‍👩‍👧`
    const { id } = await createPost(mine.ctx, body({ text, channels: [m, b] }))
    const { perChannel } = await checkPost(mine.ctx, id)
    assert.deepEqual(
      perChannel.map(({ channel, count, max, parts }) => [channel, count, max, parts.length]),
      [
        [m, 401, 1000, 1],
        [b, 401, 300, 2],
      ],
    )
    assert.ok(perChannel[1]!.parts.every(({ count }) => count <= 300))
  })

  it('says the rule, its source, where it stands and how to mend it', async () => {
    const found = await check({ text: 'Come to #storytimeforall' })
    const tag = found.checks.find(({ rule }) => rule === 'hashtag-case')
    assert.ok(tag?.source.url && tag.message && tag.at)
    assert.equal(tag.field, 'text')
    for (const one of found.checks) assert.ok(one.source.name && !/\{\w+\}/.test(one.message), one.message)
  })

  it('looks at each wording once', async () => {
    const mine = await house.library()
    const [a, b] = [await channelRow(mine, 'facebook'), await channelRow(mine, 'nextdoor')]
    const { id } = await createPost(
      mine.ctx,
      body({ text: 'ALL OF THIS IS LOUD', channels: [a, b], variants: [{ channel: b, text: 'THIS IS JUST AS LOUD' }] }),
    )
    const loud = (await checkPost(mine.ctx, id)).checks.filter(
      ({ rule, level }) => rule === 'all-caps' && level !== 'fine',
    )
    assert.deepEqual(
      loud.map(({ field, channel }) => [field, channel]),
      [
        ['text', null],
        ['variants.0.text', b],
      ],
    )
  })

  it('counts and checks each language of a channel by itself, and misses the words that a language still lacks', async () => {
    const mine = await house.library()
    const m = await channelRow(mine, 'mastodon', { server: 'https://x.example' })
    const spoken = (text: string | null) => ({
      text: 'Story time is back.',
      language: 'en',
      channels: [m],
      variants: [
        { language: 'es', text },
        { channel: m, text: null },
        { channel: m, language: 'es', text: null },
      ],
    })
    const missing = await checkPost(mine.ctx, (await createPost(mine.ctx, body(spoken('  ')))).id)
    const must = missing.checks.filter(({ level }) => level === 'must')
    assert.deepEqual(
      must.map(({ key, field, channel, values }) => [key, field, channel, values.language, values.tag]),
      [['checks.language.empty', 'variants.0.text', m, 'Spanish', 'es']],
    )
    const whole = await createPost(mine.ctx, body(spoken('Vuelve la hora del cuento.')))
    const { perChannel, checks } = await checkPost(mine.ctx, whole.id)
    assert.deepEqual(
      perChannel.map(({ language, count }) => [language, count]),
      [
        [null, 19],
        ['es', 26],
      ],
    )
    assert.deepEqual(
      checks.filter(({ level }) => level === 'must'),
      [],
    )
  })

  it('does not stumble over a language that nobody knows', async () => {
    const mine = await house.library()
    const m = await channelRow(mine, 'mastodon', { server: 'https://x.example' })
    const input = body({ text: 'x', channels: [m], variants: [{ channel: m, language: 'en', text: '' }] })
    // The border refuses it; a post of before may have it.
    input.variants[0]!.language = 'en-12'
    const { checks } = await checkPost(mine.ctx, (await createPost(mine.ctx, input)).id)
    assert.equal(checks.find(({ rule }) => rule === 'language')?.values.language, 'en-12')
  })

  it('tells what a network cannot do', async () => {
    assert.deepEqual(
      told(await check({ text: 'One\n---\nTwo', options: { warning: 'Spoiler', visibility: 'unlisted' } })),
      [
        'look checks.thread.none text',
        'look checks.options.warning options.warning',
        'look checks.options.visibility options.visibility',
      ],
    )
    assert.deepEqual(told(await check({ text: 'One word. '.repeat(70) }, 'mastodon')), [
      'look checks.thread.proposed text',
    ])
  })
})

describe('links of a post', () => {
  it('that lead somewhere are not mentioned, also behind a redirect, without HEAD, or where robots are turned away', async () => {
    assert.deepEqual(told(await check({ text: ['ok', 'moved', 'no-head', 'robots'].map(link).join(' ') })), [])
  })
  it('that are dead, private or endless are told with the reason, and nothing is refused', async () => {
    const found = await check({
      text: `${link('gone')} ${link('turns')} ${link('to-metadata')} https://nowhere.example.org/`,
    })
    const links = found.checks.filter(({ rule }) => rule === 'link')
    assert.deepEqual(
      links.map(({ key }) => key),
      ['checks.link.status', 'checks.link.turns', 'checks.link.private', 'checks.link.noHost'],
    )
    assert.equal(links[0]!.values.status, 404)
    assert.deepEqual(links[0]!.at, { start: 0, end: link('gone').length })
    assert.ok(links.every(({ level }) => level === 'look'))
  })
  it('are asked five at most', async () => {
    asked.length = 0
    await check({ text: Array.from({ length: 9 }, (_, i) => `${link('ok')}?${i}`).join(' ') })
    assert.equal(asked.length, 5)
  })
})

describe('the card of a link', () => {
  const submitted = async (text: string) => {
    const mine = await house.library()
    const b = await channelRow(mine, 'bluesky', { server: 'https://b.example' })
    const { id } = await createPost(mine.ctx, body({ text, channels: [b] }))
    await submitPost(mine.ctx, id, { when: 'now' })
    const row = await look(mine.job, (tx) =>
      tx.db.selectFrom('delivery').select('payload').where('post_id', '=', id).executeTakeFirstOrThrow(),
    )
    return { card: (row.payload as unknown as FrozenPart).card, library: mine.library.id }
  }

  it('is brought where the network makes none, with its picture drawn anew', async () => {
    const { card, library } = await submitted(`Books: ${link('page')}`)
    assert.equal(card?.url, link('page'))
    assert.equal(card?.description, 'All <b>welcome</b>')
    assert.match(card?.title ?? '', /& "Books"$/)
    assert.ok(card?.thumb && card.thumb.bytes < 1_000_000 && card.thumb.width <= 1200)
    assert.ok(!Buffer.from(await house.deps.files.bytes(library, card.thumb.digest)).includes('Acme'))
  })
  it('has no picture if that is none that we take', async () => {
    const { card } = await submitted(link('svg-page'))
    assert.deepEqual([card?.title, card?.thumb], ['Drawn', null])
  })
  it('is left out if the page is dead or private', async () => {
    assert.equal((await submitted(link('gone'))).card, null)
    assert.equal((await submitted(link('to-metadata'))).card, null)
  })
})
