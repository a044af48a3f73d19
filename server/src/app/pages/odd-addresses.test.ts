/** What strangers ask for, without a session: whatever they write in an address, they get a page, nothing, or a refusal, never our failure. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { makeApp } from '#app/http/app.ts'
import { allOperations } from '#app/operations.ts'
import type { TestHouse } from '#app/testing.ts'
import { bulletinPages } from '#modules/bulletin/index.ts'
import { bulletinHouse, type Shelf, shelf } from '#modules/bulletin/testing.ts'
import { clientPages } from '#modules/channels/index.ts'
import { docsPages } from './docs.ts'
import { healthPages } from './health.ts'
import { webPages } from './web.ts'

let house: TestHouse
let one: Shelf
let slug: string
let media: string
let app: ReturnType<typeof makeApp>
before(async () => {
  house = await bulletinHouse()
  one = await shelf(house)
  const picture = await one.picture('A rail with coats')
  const remote = await one.post({ text: 'Coats on the rail', media: [picture], language: 'en' })
  slug = new URL(remote.url!).pathname.split('/').at(-1)!
  media = `${picture.digest}.png`
  const operations = allOperations()
  const { deps } = house
  app = makeApp(deps, operations, [
    healthPages(deps),
    docsPages(operations),
    clientPages(deps),
    webPages(),
    bulletinPages(deps),
  ])
})
after(() => house[Symbol.asyncDispose]())

const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(`http://localhost${path}`, { method, headers })

const segment = fc.oneof(
  fc.constantFrom(
    'posts',
    'archive',
    'media',
    'feed.atom',
    'feed.json',
    'api',
    'v1',
    'app',
    'assets',
    'oauth',
    'jwks.json',
    'robots.txt',
    '..',
    '.',
    '',
    '0000-01',
    '9999-12',
    '2027-13',
    '2027-02',
    '%00',
    '%',
    '%zz',
    '%2e%2e',
    '%c0%ae',
    'a'.repeat(300),
    '__proto__',
    'constructor',
    "';--",
    '<svg>',
    '\u202e',
    '👩🏽‍🚀',
    `sha256-${'0'.repeat(64)}.png`,
    `sha256-${'0'.repeat(64)}.exe`,
    '01900000-0000-7000-8000-000000000000',
    '{post}',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => encodeURIComponent(text.toWellFormed())),
)
const query = fc.dictionary(
  fc.constantFrom('before', 'library', 'after', 'limit', 'x', 'state', 'code'),
  fc.oneof(
    fc.constantFrom('', '0', '-1', '01900000-0000-7000-8000-000000000000', '%00', "' or 1=1", '\u0000'),
    fc.string({ maxLength: 12 }),
  ),
)
const headers = fc.dictionary(
  fc.constantFrom(
    'if-none-match',
    'if-modified-since',
    'range',
    'accept-encoding',
    'shelftalker-library',
    'authorization',
    'cookie',
    'last-event-id',
    'x-forwarded-for',
    'idempotency-key',
  ),
  fc.oneof(
    fc.constantFrom(
      '*',
      '""',
      'W/"x", "y"',
      'never',
      'Sun, 99 Foo 2027',
      'bytes=0-',
      'bytes=9-1',
      'bytes=-0',
      'gzip;q=x',
      'Bearer',
      'Bearer shelf_',
      'shelftalker=',
      'shelftalker=%00',
      '999999999999999999999',
    ),
    fc.stringMatching(/^[\x21-\x7e]{0,20}$/),
  ),
)

describe('an address that somebody made up', () => {
  it('is answered or refused, with a type and our headers, wherever it begins', async () => {
    const begin = fc.constantFrom(
      '',
      `/${one.library.handle}`,
      `/${one.library.handle}/posts`,
      `/${one.library.handle}/media`,
      '/api/v1',
      '/assets',
      '/nobody-has-this',
    )
    await fc.assert(
      fc.asyncProperty(begin, fc.array(segment, { maxLength: 4 }), query, headers, async (first, rest, asked, sent) => {
        const path = `${[first, ...rest].join('/') || '/'}?${new URLSearchParams(asked)}`
        const answer = await ask(path.startsWith('/') ? path : `/${path}`, sent)
        const text = await answer.text()
        // The page that says the web pages are not built is right where they are not.
        if (/not built/.test(text)) return
        assert.ok(
          answer.status < 500,
          `${path} ${JSON.stringify(sent)} answered ${answer.status}: ${text.slice(0, 200)}`,
        )
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
        assert.ok(answer.headers.get('content-security-policy'))
      }),
      { numRuns: 300 },
    )
  })

  it('changes nothing by any method that is not meant for it', async () => {
    const before = await house.database.rows('select count(*) from bulletin_post')
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      for (const path of ['', '/feed.atom', `/posts/${slug}`, `/media/${media}`]) {
        const answer = await ask(`/${one.library.handle}${path}`, {}, method)
        assert.equal(answer.status, 404, `${method} ${path}`)
      }
    assert.deepEqual(await house.database.rows('select count(*) from bulletin_post'), before)
  })

  it('in other letters than ours finds the library all the same, and no other library’s posts', async () => {
    assert.equal((await ask(`/${one.library.handle.toUpperCase()}/posts/${slug}`)).status, 200)
    const other = await shelf(house)
    for (const path of [`/posts/${slug}`, `/media/${media}`]) {
      assert.equal((await ask(`/${one.library.handle}${path}`)).status, 200)
      assert.equal((await ask(`/${other.library.handle}${path}`)).status, 404)
    }
  })

  it('of a month before and after all months is a page that says there is nothing', async () => {
    for (const month of ['0000-01', '0001-01', '9999-12', '1582-10'])
      assert.equal((await ask(`/${one.library.handle}/archive/${month}`)).status, 404, month)
  })

  it('asks for pieces of a picture in every odd way and gets it whole, in part, or hears that it cannot', async () => {
    for (const range of [
      'bytes=0-0',
      'bytes=-1',
      'bytes=5-',
      'bytes=99999-',
      'bytes=2-1',
      'bytes=0-1,3-4',
      'items=0-1',
      'bytes=',
    ]) {
      const answer = await ask(`/${one.library.handle}/media/${media}`, { range })
      assert.ok([200, 206, 416].includes(answer.status), `${range} answered ${answer.status}`)
    }
  })
})

describe('a reader that asks again', () => {
  it('has it already where a tag fits, strong or weak, among others; else it comes whole', async () => {
    const path = `/${one.library.handle}/feed.atom`
    const first = await ask(path)
    const tag = first.headers.get('etag')!
    for (const sent of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*'])
      assert.equal((await ask(path, { 'if-none-match': sent })).status, 304, sent)
    assert.equal((await ask(path, { 'if-none-match': '"other"' })).status, 200)
    // The tag counts before the date.
    const later = new Date(Date.now() + 86_400_000).toUTCString()
    assert.equal((await ask(path, { 'if-none-match': '"other"', 'if-modified-since': later })).status, 200)
    assert.equal((await ask(path, { 'if-modified-since': later })).status, 304)
    assert.equal((await ask(path, { 'if-modified-since': 'yesterday' })).status, 200)
  })
})
