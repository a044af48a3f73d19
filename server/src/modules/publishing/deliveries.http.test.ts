/** Deliveries as a program sees them: lists, stories, kits, and refusals that say what stands and what can be done. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Answer, type Ask, type Door, doorOf } from '#app/http/testing.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { issueKey } from '#modules/library/index.ts'
import { publishingOperations } from './index.ts'
import type { FrozenMedia } from './payload.ts'
import { schedulePost } from './schedule.ts'
import {
  connectedChannel,
  manualChannel,
  newPost,
  type SendingHouse,
  scheduled,
  sendingHouse,
  standing,
  words,
} from './testing.ts'

const MINUTE = 60_000
const NOBODY_HAS = '01900000-0000-7000-8000-000000000000'

let house: SendingHouse
let door: Door
let library: TestLibrary
let ask: Ask
let channel: string
before(async () => {
  house = await sendingHouse({ evidence: 'key' })
  door = doorOf(house, publishingOperations)
  library = await house.library()
  ask = await door.signedIn(library)
  channel = (await connectedChannel(house, library)).channel
})
after(() => house[Symbol.asyncDispose]())

interface Shown {
  id: string
  state: string
  can: string[]
  dueAt: string
  planned: { date: string; time: string; zone: string } | null
  text: string
  title: string
  url: string | null
  reason: string | null
  version: number
  claimedBy: { id: string; name: string } | null
  attempts: { step: string; outcome: string; by: string | null; answer: { status: number; body: string } | null }[]
}
interface Page {
  items: Shown[]
  next: string | null
}
const ids = ({ body }: Answer<Page>) => body.items.map((one) => one.id)
const paths = ({ body }: Answer<unknown>) => body.fields?.map((one) => one.path)

describe('the list of deliveries', () => {
  it('is newest first, in pages that miss nothing and repeat nothing, also while more are made', async () => {
    const own = await house.library()
    const by = await door.signedIn(own)
    const { channel: there } = await connectedChannel(house, own)
    const made: string[] = []
    for (const n of [1, 2, 3, 4, 5]) made.push(...(await scheduled(own.ctx, there, [`page ${n}`], n * MINUTE)))
    const seen: string[] = []
    let after = ''
    for (;;) {
      const page = await by<Page>('GET', `/deliveries?limit=2${after}`)
      seen.push(...ids(page))
      if (page.body.next === null) break
      after = `&after=${page.body.next}`
      await scheduled(own.ctx, there, ['made meanwhile'], 9 * MINUTE)
    }
    assert.deepEqual(seen, made.toSorted().toReversed())
  })

  it('is sifted by post, channel and state, and by all three together', async () => {
    const own = await house.library()
    const by = await door.signedIn(own)
    const one = await connectedChannel(house, own)
    const two = await connectedChannel(house, own)
    const thread = await scheduled(own.ctx, one.channel, ['first', 'second'], 5 * MINUTE)
    const [elsewhere] = await scheduled(own.ctx, two.channel, ['elsewhere'], 5 * MINUTE)
    const { post_id } = await standing(own.ctx, thread[0]!)
    assert.deepEqual(ids(await by<Page>('GET', `/deliveries?post=${post_id}`)), thread.toSorted().toReversed())
    assert.deepEqual(ids(await by<Page>('GET', `/deliveries?channel=${two.channel}`)), [elsewhere])
    assert.deepEqual(ids(await by<Page>('GET', '/deliveries?state=waiting')), [thread[1]])
    assert.deepEqual(ids(await by<Page>('GET', `/deliveries?post=${post_id}&channel=${two.channel}`)), [])
  })

  it('refuses what it cannot sift by, at its name', async () => {
    for (const [query, path] of [
      ['state=lost', 'state'],
      ['channel=facebook', 'channel'],
      ['post=1', 'post'],
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['limit=ten', 'limit'],
      ['after=yesterday', 'after'],
      ['colour=red', 'colour'],
    ] as const) {
      const answer = await ask('GET', `/deliveries?${query}`)
      assert.deepEqual([answer.status, paths(answer)], [422, [path]], query)
    }
  })

  it('holds nothing of another library, whatever is named', async () => {
    const other = await house.library()
    const { channel: theirs } = await connectedChannel(house, other)
    const [id] = await scheduled(other.ctx, theirs, ['theirs'], MINUTE)
    const { post_id } = await standing(other.ctx, id!)
    for (const query of [`channel=${theirs}`, `post=${post_id}`])
      assert.deepEqual(ids(await ask<Page>('GET', `/deliveries?${query}`)), [])
    assert.equal((await ask('GET', `/deliveries/${id}`)).status, 404)
    assert.equal((await ask('GET', `/deliveries/${id}/kit`)).status, 404)
    assert.equal((await ask('POST', `/deliveries/${id}/cancel`)).status, 404)
    assert.equal((await standing(other.ctx, id!)).state, 'scheduled')
  })
})

describe('a new moment', () => {
  const move = async (when: unknown) => {
    const [id] = await scheduled(library.ctx, channel, ['moved'], 60 * MINUTE)
    return { id: id!, answer: await ask<Shown>('POST', `/deliveries/${id}/move`, { when }) }
  }

  it('is kept as it was meant: the place’s own clock, in winter and in summer', async () => {
    for (const [date, instant] of [
      ['2099-01-15', '2099-01-15T14:00:00.000Z'],
      ['2099-07-15', '2099-07-15T13:00:00.000Z'],
    ] as const) {
      const planned = { date, time: '09:00', zone: 'America/New_York' }
      const { answer } = await move(planned)
      assert.deepEqual([answer.status, answer.body.dueAt, answer.body.planned], [200, instant, planned])
    }
  })

  it('that the clocks skip is as much later, and stands as they will show it', async () => {
    const { answer } = await move({ date: '2099-03-08', time: '02:30', zone: 'America/New_York' })
    assert.deepEqual([answer.body.dueAt, answer.body.planned?.time], ['2099-03-08T07:30:00.000Z', '03:30'])
  })

  it('that the clocks show twice is the first of the two', async () => {
    const { answer } = await move({ date: '2099-11-01', time: '01:30', zone: 'America/New_York' })
    assert.equal(answer.body.dueAt, '2099-11-01T05:30:00.000Z')
  })

  it('is refused where it is none, at the part that is wrong, and the old one stays', async () => {
    for (const [when, path] of [
      [{ date: '2099-02-30', time: '09:00', zone: 'UTC' }, 'when.date'],
      [{ date: '14.3.2099', time: '09:00', zone: 'UTC' }, 'when.date'],
      [{ date: '2099-03-14', time: '9:00', zone: 'UTC' }, 'when.time'],
      [{ date: '2099-03-14', time: '24:00', zone: 'UTC' }, 'when.time'],
      [{ date: '2099-03-14', time: '09:00', zone: '+02:00' }, 'when.zone'],
      [{ date: '2099-03-14', time: '09:00', zone: 'Mars/Olympus' }, 'when.zone'],
      [{ date: '2099-03-14', time: '09:00' }, 'when.zone'],
      [{ date: '2020-03-14', time: '09:00', zone: 'UTC' }, 'when'],
      ['tomorrow', 'when'],
    ] as const) {
      const { id, answer } = await move(when)
      assert.deepEqual([answer.status, paths(answer)], [422, [path]], JSON.stringify(when))
      assert.equal((await ask<Shown>('GET', `/deliveries/${id}`)).body.planned, null)
    }
  })
})

describe('a refusal', () => {
  it('says how it stands and what can be done, in the words of the interface', async () => {
    const [id] = await scheduled(library.ctx, channel, ['stands'], 60 * MINUTE)
    for (const deed of ['retry', 'claim', 'done', 'settle', 'continue', 'leave', 'remove']) {
      const given = deed === 'settle' ? { is: 'out' } : deed === 'done' ? {} : undefined
      const { status, body } = await ask<{ state: string; can: string[] }>('POST', `/deliveries/${id}/${deed}`, given)
      assert.deepEqual([status, body.state, body.can], [409, 'scheduled', ['cancel', 'move', 'publishNow']], deed)
      assert.ok(body.detail)
    }
    const { can } = (await ask<Shown>('GET', `/deliveries/${id}`)).body
    assert.deepEqual(can, ['cancel', 'move', 'publishNow'])
  })

  it('of a delivery that nobody has, and of an address that is none', async () => {
    assert.equal((await ask('POST', `/deliveries/${NOBODY_HAS}/cancel`)).status, 404)
    const odd = await ask('POST', '/deliveries/latest/cancel')
    assert.deepEqual([odd.status, paths(odd)], [422, ['delivery']])
  })

  it('of a word that is none of the two, and of members that nobody knows', async () => {
    for (const [given, path] of [
      [{ is: 'maybe' }, 'is'],
      [{}, 'is'],
      [{ is: 'out', url: 'https://a.example/', sure: true }, 'sure'],
      [{ is: 'out', url: `https://a.example/${'x'.repeat(2048)}` }, 'url'],
    ] as const) {
      const answer = await ask('POST', `/deliveries/${NOBODY_HAS}/settle`, given)
      assert.deepEqual([answer.status, paths(answer)], [422, [path]])
    }
  })

  it('by scope: a key that reads looks, a key that writes does not publish', async () => {
    const [id] = await scheduled(library.ctx, channel, ['scoped'], 60 * MINUTE)
    const reads = await door.byKey(library, ['read'])
    const writes = await door.byKey(library, ['read', 'write'])
    assert.equal((await reads('GET', `/deliveries/${id}`)).status, 200)
    for (const by of [reads, writes]) assert.equal((await by('POST', `/deliveries/${id}/cancel`)).status, 403)
    const publishes = await door.byKey(library)
    assert.equal((await publishes<Shown>('POST', `/deliveries/${id}/cancel`)).body.state, 'cancelled')
  })

  it('takes a cookie’s word only with our own header', async () => {
    const [id] = await scheduled(library.ctx, channel, ['forged'], 60 * MINUTE)
    const forged = await ask('POST', `/deliveries/${id}/cancel`, undefined, { 'shelftalker-request': '0' })
    assert.equal(forged.status, 403)
    assert.equal((await ask<Shown>('GET', `/deliveries/${id}`)).body.state, 'scheduled')
  })
})

describe('the same request again with its Idempotency-Key', () => {
  const key = { 'idempotency-key': 'send-this-one-now' }
  it('answers what the first one did, also when both come at once, and does it once', async () => {
    const [id] = await scheduled(library.ctx, channel, ['once by key'], 60 * MINUTE)
    const send = () => ask<Shown>('POST', `/deliveries/${id}/publish-now`, undefined, key)
    const [one, two] = await Promise.all([send(), send()])
    assert.deepEqual([one.status, two.status], [200, 200])
    assert.deepEqual(one.body, two.body)
    assert.deepEqual(
      [one, two].map((answer) => answer.headers.get('idempotency-replayed')).sort(),
      ['true', null].sort(),
    )
    await house.sender.drain()
    const late = await send()
    assert.deepEqual([late.status, late.body.state], [200, 'scheduled'])
    assert.equal((await ask<Shown>('GET', `/deliveries/${id}`)).body.state, 'published')
    assert.equal(house.network.book.filter((post) => post.text === 'once by key').length, 1)
  })

  it('after a refusal tries anew: a refusal is not kept', async () => {
    const [id] = await scheduled(library.ctx, channel, ['refused first'], 60 * MINUTE)
    const retry = () =>
      ask<Shown>('POST', `/deliveries/${id}/retry`, undefined, { 'idempotency-key': 'try-it-once-more' })
    assert.equal((await retry()).status, 409)
    house.network.fail('release', { with: 'reject', trouble: { kind: 'refused', reason: 'no' } })
    await ask('POST', `/deliveries/${id}/publish-now`)
    await house.sender.drain()
    assert.equal((await retry()).status, 200)
    await house.sender.drain()
  })
})

describe('the story of a delivery', () => {
  it('tells each try with what the network said, shortened, and the words as they were frozen', async () => {
    const [id] = await scheduled(library.ctx, channel, ['Told in full'])
    house.network.fail('release', { with: 'unreachable' })
    await house.sender.drain()
    await house.database.shift(MINUTE)
    await house.sender.drain()
    await inTx(library.ctx, 'test', (tx) =>
      tx.db
        .updateTable('attempt')
        .set({ raw: JSON.stringify({ status: 200, body: 'x'.repeat(4000) }) })
        .where('delivery_id', '=', id!)
        .where('outcome', '=', 'out')
        .execute(),
    )
    const { body } = await ask<Shown>('GET', `/deliveries/${id}`)
    assert.deepEqual([body.state, body.text], ['published', 'Told in full'])
    const steps = body.attempts.map(({ step, outcome }) => [step, outcome])
    assert.deepEqual([steps.length, steps.at(-1)], [2, ['release', 'out']])
    assert.match(steps[0]![1]!, /cannot be reached/)
    assert.equal(body.attempts[0]!.answer, null)
    assert.deepEqual(body.attempts[1]!.answer, { status: 200, body: 'x'.repeat(500) })
  })

  it('names who is posting it by hand while she does, and who did', async () => {
    const hand = await manualChannel(library)
    const [id] = await scheduled(library.ctx, hand, ['Named'])
    await house.sender.drain()
    const member = await door.signedIn(library, 'member')
    const taken = await member<Shown>('POST', `/deliveries/${id}/claim`)
    assert.match(taken.body.claimedBy!.name, /^Person/)
    const other = await ask<{ claimedBy: string }>('POST', `/deliveries/${id}/claim`)
    assert.deepEqual([other.status, other.body.claimedBy], [409, taken.body.claimedBy!.id])
    const done = await member<Shown>('POST', `/deliveries/${id}/done`, { url: 'https://hand.example/1' })
    assert.deepEqual([done.body.state, done.body.url], ['published', 'https://hand.example/1'])
    assert.equal(done.body.attempts.at(-1)!.by, taken.body.claimedBy!.name)
  })
})

describe('the kit', () => {
  const digest = (letter: string) => `sha256-${letter.repeat(64)}`
  const PICTURE = Buffer.from('not really a picture, but twenty-nine')
  const CAPTIONS = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n')
  async function keep(name: string, bytes: Buffer, mime: string) {
    const path = join(house.deps.files.scratch(), name)
    writeFileSync(path, bytes)
    await house.deps.files.put(library.library.id, name, path, mime)
  }
  async function kitted() {
    await keep(digest('a'), PICTURE, 'image/jpeg')
    await keep(digest('b'), PICTURE, 'video/mp4')
    await keep(digest('c'), CAPTIONS, 'text/vtt')
    const picture: FrozenMedia = {
      digest: digest('a'),
      mime: 'image/jpeg',
      bytes: PICTURE.length,
      width: 600,
      height: 400,
      alt: 'Skates on ice',
      focus: null,
    }
    const video: FrozenMedia = {
      ...picture,
      digest: digest('b'),
      mime: 'video/mp4',
      alt: 'Somebody skates',
      video: { seconds: 3, captions: [{ language: 'en', digest: digest('c'), bytes: CAPTIONS.length }] },
    }
    const hand = await manualChannel(library)
    const [first] = await inTx(library.ctx, 'test', async (tx) =>
      schedulePost(tx, {
        post: await newPost(tx),
        version: 1,
        title: 'Ŝkates & Sleds: “free” on Friday, and every Friday after that one',
        dueAt: tx.now,
        planned: null,
        noUseAfter: null,
        orders: [
          {
            channel: hand,
            language: null,
            parts: [
              words('Skates: https://harbor.example/skates', { media: [picture] }),
              words('Two', { media: [video] }),
            ],
          },
        ],
      }),
    )
    return first!.id
  }
  interface Kit {
    texts: string[]
    link: string | null
    files: { url: string; name: string; alt: string; type: string; language: string | null; width: number | null }[]
  }

  it('holds the whole thread: words in order, each file under a name of its own, captions beside their video', async () => {
    const id = await kitted()
    const { body } = await ask<Kit>('GET', `/deliveries/${id}/kit`)
    assert.deepEqual(body.texts, ['Skates: https://harbor.example/skates', 'Two'])
    assert.equal(body.link, 'https://harbor.example/skates')
    const names = body.files.map((file) => file.name)
    assert.equal(new Set(names).size, 3)
    for (const name of names) assert.match(name, /^[a-z0-9-]{1,44}\.(jpg|mp4|en\.vtt)$/)
    assert.equal(names[2], names[1]!.replace(/mp4$/, 'en.vtt'))
    assert.deepEqual(
      body.files.map(({ alt, type, language, width }) => [alt, type, language, width]),
      [
        ['Skates on ice', 'image/jpeg', null, 600],
        ['Somebody skates', 'video/mp4', null, 600],
        ['', 'text/vtt', 'en', null],
      ],
    )
  })

  it('gives its files whole and in pieces, and no other file of the library', async () => {
    const id = await kitted()
    const { body } = await ask<Kit>('GET', `/deliveries/${id}/kit`)
    const { key } = await inTx(library.ctx, 'test', (tx) =>
      issueKey(tx, { name: 'Files', scopes: ['read'], expiresAt: null }),
    )
    const get = (url: string, headers: Record<string, string> = {}) =>
      door.raw(url.replace('/api/v1', ''), { headers: { authorization: `Bearer ${key}`, ...headers } })
    const whole = await get(body.files[0]!.url)
    assert.deepEqual([whole.status, whole.headers.get('content-type')], [200, 'image/jpeg'])
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), PICTURE)
    const piece = await get(body.files[1]!.url, { range: 'bytes=4-9' })
    assert.deepEqual(
      [piece.status, piece.headers.get('content-range'), await piece.text()],
      [206, `bytes 4-9/${PICTURE.length}`, PICTURE.toString().slice(4, 10)],
    )
    assert.equal((await get(body.files[2]!.url)).headers.get('content-type'), 'text/vtt; charset=utf-8')
    assert.equal((await get(body.files[0]!.url, { range: 'bytes=999-' })).status, 416)
    assert.equal((await get(body.files[0]!.url, { 'if-none-match': whole.headers.get('etag')! })).status, 304)
    const [other] = await scheduled(library.ctx, channel, ['no files'], MINUTE)
    assert.equal((await get(`/deliveries/${other}/kit/${digest('a')}`)).status, 404)
    const odd = await ask('GET', `/deliveries/${id}/kit/sha256-zz`)
    assert.deepEqual([odd.status, paths(odd)], [422, ['digest']])
  })

  it('names a picture that the store has lost as our own trouble, not as one that never was', async () => {
    const id = await kitted()
    const { body } = await ask<Kit>('GET', `/deliveries/${id}/kit`)
    await house.deps.files.remove(library.library.id, digest('a'))
    const gone = await ask<{ code: string }>('GET', body.files[0]!.url.replace('/api/v1', ''))
    assert.deepEqual([gone.status, gone.body.code], [503, 'files-missing'])
  })

  it('leaves out the parts that were cancelled, and a text without a letter still gets a name', async () => {
    const hand = await manualChannel(library)
    const parts = await scheduled(library.ctx, hand, ['你好', 'second'], MINUTE)
    await ask('POST', `/deliveries/${parts[1]}/cancel`)
    const { body } = await ask<Kit>('GET', `/deliveries/${parts[0]}/kit`)
    assert.deepEqual([body.texts, body.link, body.files], [['你好'], null, []])
  })
})

describe('the delivery record by HTTP', () => {
  it('of a young library is nothing yet, and says so without a zero where nothing is known', async () => {
    const by = await door.signedIn(await house.library(), 'observer')
    const { status, body } = await by('GET', '/delivery-record')
    assert.equal(status, 200)
    const { out, medianLatenessMs, p95LatenessMs, lost, doubled, toCheck } = body
    assert.deepEqual(
      { out, medianLatenessMs, p95LatenessMs, lost, doubled, toCheck },
      { out: 0, medianLatenessMs: null, p95LatenessMs: null, lost: null, doubled: null, toCheck: 0 },
    )
  })
})
