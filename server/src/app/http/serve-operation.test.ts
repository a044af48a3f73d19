/** From the wire to a verb and back: what every operation has in common. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { FilesTrouble } from '#files/port.ts'
import { conflict } from '../problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '../testing.ts'
import { makeApp } from './app.ts'
import { operation } from './operation.ts'
import { type Ask, type Door, doorOf } from './testing.ts'

const base = { tag: 'test', summary: 'For this test' } as const
const operations = [
  operation({
    ...base,
    id: 'echo',
    method: 'post',
    path: '/echo',
    who: 'posts.write',
    query: z.strictObject({ loud: z.coerce.boolean().optional() }),
    body: z.strictObject({
      text: z.string().max(2_000_000),
      list: z.array(z.strictObject({ n: z.int() })).default([]),
    }),
    answer: z.strictObject({ text: z.string() }),
    run: async (_, { body }) => ({ text: body.text }),
  }),
  operation({
    ...base,
    id: 'long',
    method: 'get',
    path: '/long',
    who: 'posts.read',
    answer: z.strictObject({ text: z.string() }),
    run: async () => ({ text: 'ä'.repeat(5_000) }),
  }),
  operation({
    ...base,
    id: 'fail',
    method: 'post',
    path: '/fail/{how}',
    who: 'posts.write',
    params: z.strictObject({ how: z.string() }),
    answer: null,
    run: async (_, { params }) => {
      if (params.how === 'conflict') throw conflict('It stands otherwise.', { current: { version: 3 } })
      if (params.how === 'full') throw new FilesTrouble('full', 'no space left on /srv/files/secret-name')
      throw new Error(`a fault with the password hunter2 at /srv/app`)
    },
  }),
]

let house: TestHouse
let door: Door
let library: TestLibrary
let ask: Ask
before(async () => {
  house = await testHouse()
  door = doorOf(house, operations)
  library = await house.library()
  ask = await door.signedIn(library)
})
after(() => house[Symbol.asyncDispose]())

describe('what was sent', () => {
  it('is refused where it is no JSON, or does not say that it is', async () => {
    for (const [given, type] of [
      ['{"text": ', 'application/json'],
      ['{"text": "x"}', 'text/plain'],
      ['text=x', 'application/x-www-form-urlencoded'],
    ] as const) {
      const answer = await ask('POST', '/echo', given, { 'content-type': type })
      assert.deepEqual([answer.status, answer.body.fields?.[0]?.code], [422, 'not-json'], given)
    }
    const fine = await ask('POST', '/echo', '{"text": "x"}', { 'content-type': 'application/merge-patch+json' })
    assert.equal(fine.status, 200)
  })

  it('names each field that is wrong, deep inside too, and those that nobody knows', async () => {
    const answer = await ask('POST', '/echo?colour=red', { list: [{ n: 1 }, { n: 'two', m: 1 }] })
    assert.deepEqual([answer.status, answer.body.fields?.map(({ path }) => path)], [422, ['colour']])
    const { body } = await ask('POST', '/echo', { list: [{ n: 1 }, { n: 'two', m: 1 }], size: 1 })
    assert.deepEqual(body.fields?.map(({ path, code }) => `${path} ${code}`).sort(), [
      'list.1.m unknown',
      'list.1.n invalid-type',
      'size unknown',
      'text missing',
    ])
  })

  it('is nothing at all where a body is needed: the field is named, not the body', async () => {
    const answer = await ask('POST', '/echo')
    assert.deepEqual([answer.status, answer.body.fields?.map(({ path }) => path)], [422, ['text']])
    for (const given of ['null', '[]', '"text"', '7']) {
      const odd = await ask('POST', '/echo', given)
      assert.deepEqual([odd.status, odd.body.fields?.length], [422, 1], given)
    }
  })

  it('is not read beyond one mebibyte, whatever length it says', async () => {
    const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) })
    assert.equal((await ask('POST', '/echo', large)).status, 413)
    assert.equal((await ask('POST', '/echo', '{}', { 'content-length': '999999999' })).status, 413)
    const just = JSON.stringify({ text: 'x'.repeat(1024 * 1024 - 100) })
    assert.equal((await ask('POST', '/echo', just)).status, 200)
  })

  it('keeps every character that can be kept, and a name like __proto__ changes nothing of ours', async () => {
    const text = 'Zoë 👩🏽‍🚀 \u202Eabc\u202C “quoted” \\ \u0007 日本'
    assert.equal((await ask<{ text: string }>('POST', '/echo', { text })).body.text, text)
    const odd = await ask('POST', '/echo', '{"text":"x","__proto__":{"polluted":true}}')
    assert.equal(({} as { polluted?: boolean }).polluted, undefined)
    assert.ok(odd.status === 422 || odd.status === 200)
  })
})

describe('an answer', () => {
  it('is packed for who takes that, and for nobody who says that she does not', async () => {
    const raw = async (encoding: string) => {
      const app = makeApp(
        house.deps,
        operations.map((op) => ({ ...op, who: 'anyone' as const })),
        [],
      )
      return app.request('/api/v1/long', { headers: { 'accept-encoding': encoding } })
    }
    for (const encoding of ['gzip', 'br, gzip;q=0.5', 'GZIP', 'deflate, gzip']) {
      const answer = await raw(encoding)
      assert.equal(answer.headers.get('content-encoding'), 'gzip', encoding)
      const packed = Buffer.from(await answer.arrayBuffer())
      assert.equal(Number(answer.headers.get('content-length')), packed.length)
      assert.equal((JSON.parse(gunzipSync(packed).toString()) as { text: string }).text, 'ä'.repeat(5_000))
    }
    for (const encoding of ['', 'identity', 'br', 'gzip;q=0', 'gzip; q=0.0, identity']) {
      const answer = await raw(encoding)
      assert.equal(answer.headers.get('content-encoding'), null, encoding)
      assert.equal(answer.headers.get('vary'), 'accept-encoding')
    }
  })

  it('of a failure of ours holds a number and nothing else of it; the log has the rest under that number', async () => {
    const answer = await ask<{ number: string }>('POST', '/fail/badly')
    assert.equal(answer.status, 503)
    assert.doesNotMatch(JSON.stringify(answer.body), /hunter2|srv/)
    const line = house.logged.find((one) => one.includes(answer.body.number))
    assert.match(line ?? '', /a fault with the password/)
  })

  it('of a conflict carries what stands', async () => {
    const { status, body, headers } = await ask<{ current: unknown; type: string; title: string }>(
      'POST',
      '/fail/conflict',
    )
    assert.deepEqual([status, body.current, body.detail], [409, { version: 3 }, 'It stands otherwise.'])
    assert.equal(headers.get('content-type'), 'application/problem+json')
    assert.equal(body.type, '/api/problems/conflict')
  })

  it('of a full disk says that nothing was kept, without the name of a file', async () => {
    const { status, body } = await ask<{ code: string }>('POST', '/fail/full')
    assert.deepEqual([status, body.code], [503, 'files-full'])
    assert.match(body.detail!, /Nothing was stored/)
    assert.doesNotMatch(JSON.stringify(body), /srv/)
  })

  it('where there is nothing is a problem too, and a token in that address is not logged', async () => {
    const token = 'T'.repeat(43)
    const answer = await door.raw(`/nothing/${token}`)
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [404, 'application/problem+json'])
    assert.equal(
      house.logged.some((line) => line.includes(token)),
      false,
    )
  })
})

describe('the library of a request', () => {
  it('is the header’s for a session, ?library= where no header can be sent, and a key’s own whatever is named', async () => {
    const other = await house.library()
    const key = await door.byKey(library)
    assert.equal((await key('GET', '/long', undefined, { 'shelftalker-library': other.library.handle })).status, 200)
    assert.equal((await ask('GET', '/long', undefined, { 'shelftalker-library': other.library.handle })).status, 404)
    assert.equal((await ask('GET', '/long', undefined, { 'shelftalker-library': 'no-such-library' })).status, 404)
    const byAddress = `/long?library=${library.library.handle}`
    assert.equal((await ask('GET', byAddress, undefined, { 'shelftalker-library': '' })).status, 200)
  })
})
