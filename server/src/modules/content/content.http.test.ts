import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { drawPicture } from '#files/testing.ts'
import { issueKey } from '#modules/library/index.ts'
import { contentOperations } from './index.ts'
import { channelRow } from './testing.ts'

let house: TestHouse
before(async () => {
  house = await testHouse({ networks: manualAdapters() })
})
after(() => house[Symbol.asyncDispose]())

/** What of an answer is looked at below. */
interface Answered {
  id: string
  version: number
  createdBy: { name: string }
  binnedAt: string | null
  current: { text: string }
  fields: { path: string }[]
  deliveries: { id: string }[]
}

async function caller(mine: TestLibrary) {
  const scopes = ['read', 'write', 'publish'] as const
  const { key } = await inTx(mine.ctx, 'test', (tx) =>
    issueKey(tx, { name: 'Test', scopes: [...scopes], expiresAt: null }),
  )
  const app = makeApp(house.deps, contentOperations, [])
  const authorization = `Bearer ${key}`
  return {
    raw: (path: string, init: RequestInit = {}) =>
      app.request(`/api/v1${path}`, { ...init, headers: { authorization } }),
    async ask(method: string, path: string, given?: unknown, headers: Record<string, string> = {}) {
      const answer = await app.request(`/api/v1${path}`, {
        method,
        headers: { authorization, ...(given !== undefined && { 'content-type': 'application/json' }), ...headers },
        body: given === undefined ? null : JSON.stringify(given),
      })
      return {
        status: answer.status,
        headers: answer.headers,
        body: (answer.status === 204 ? {} : await answer.json()) as Answered,
      }
    },
  }
}
async function form() {
  const data = new FormData()
  data.set('file', new File([new Uint8Array(await drawPicture())], 'a.jpg'))
  return data
}

describe('by HTTP', () => {
  it('a character that no database keeps is refused at its field, in a body, a query and an address', async () => {
    const { ask } = await caller(await house.library())
    for (const [given, path] of [
      [{ text: 'a\u0000b' }, 'text'],
      [{ text: 'x', variants: [{ language: 'es', text: 'half \ud83d' }] }, 'variants.0.text'],
      [{ text: 'x', options: { warning: '\u0000' } }, 'options.warning'],
    ] as const) {
      const { status, body } = await ask('POST', '/posts', given)
      assert.deepEqual([status, body.fields.map((field) => field.path)], [422, [path]])
    }
    for (const address of ['/posts?cursor=%00', '/posts/%00']) {
      const { status } = await ask('GET', address)
      assert.ok(status >= 400 && status < 500, `${address} answered ${status}`)
    }
  })
  it('a language that is none is refused at its field, wherever it is named', async () => {
    const { ask } = await caller(await house.library())
    for (const language of ['en-12', 'en-a', 'e', 'en-US-US-US', 'english language']) {
      const plain = await ask('POST', '/posts', { text: 'x', language })
      assert.deepEqual([plain.status, plain.body.fields.map(({ path }) => path)], [422, ['language']], language)
      const variant = await ask('POST', '/posts', { text: 'x', variants: [{ language, text: 'y' }] })
      assert.deepEqual([variant.status, variant.body.fields[0]!.path], [422, 'variants.0.language'], language)
    }
    const made = await ask('POST', '/posts', {
      text: 'x',
      language: 'pt-BR',
      variants: [{ language: 'zh-Hant', text: 'y' }],
    })
    assert.equal(made.status, 201)
    const changed = await ask('PATCH', `/posts/${made.body.id}`, { version: 1, language: 'en-12' })
    assert.deepEqual([changed.status, changed.body.fields[0]!.path], [422, 'language'])
  })

  it('a post is written, saved with If-Match, and refused by field', async () => {
    const { ask } = await caller(await house.library())
    const made = await ask('POST', '/posts', { text: 'Story time is back.' })
    assert.deepEqual([made.status, made.body.version], [201, 1])
    assert.ok(made.body.createdBy.name)
    const path = `/posts/${made.body.id}`
    assert.equal((await ask('PATCH', path, { text: 'Two' })).body.fields[0]?.path, 'version')
    assert.equal((await ask('PATCH', path, { text: 'Two' }, { 'if-match': '"1"' })).body.version, 2)
    const late = await ask('PATCH', path, { version: 1, text: 'Three' })
    assert.deepEqual([late.status, late.body.current.text], [409, 'Two'])
    const odd = await ask('POST', '/posts', { text: 'x', colour: 'red' })
    assert.deepEqual([odd.status, odd.body.fields[0]?.path], [422, 'colour'])
    const soon = await ask('POST', `${path}/submit`, { when: 'soon' })
    assert.deepEqual([soon.status, soon.body.fields[0]?.path], [422, 'when'])
    assert.equal((await ask('DELETE', path)).status, 204)
    assert.notEqual((await ask('GET', path)).body.binnedAt, null)
  })

  it('a picture is uploaded and shown, to those of its library only', async () => {
    const { raw } = await caller(await house.library())
    const uploaded = await raw('/files', { method: 'POST', body: await form() })
    assert.equal(uploaded.status, 201)
    const { id } = (await uploaded.json()) as Answered
    const picture = await raw(`/files/${id}/picture?width=100`)
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/webp'])
    const other = await caller(await house.library())
    assert.equal((await other.raw(`/files/${id}/picture`)).status, 404)
  })

  it('a submission repeated with its Idempotency-Key is one submission', async () => {
    const mine = await house.library()
    const { ask, raw } = await caller(mine)
    const { id: file } = (await (await raw('/files', { method: 'POST', body: await form() })).json()) as Answered
    const channel = await channelRow(mine, 'instagram')
    const { body } = await ask('POST', '/posts', {
      text: 'x',
      channels: [channel],
      media: [{ file, alt: 'A red field' }],
    })
    const submit = () =>
      ask('POST', `/posts/${body.id}/submit`, { when: 'now' }, { 'idempotency-key': 'submit-once-1' })
    const both = await Promise.all([submit(), submit()])
    assert.deepEqual(
      both.map(({ status }) => status),
      [202, 202],
    )
    assert.deepEqual(both[0]!.body.deliveries, both[1]!.body.deliveries)
    const rows = await look(mine.job, (tx) => tx.db.selectFrom('delivery').select('id').execute())
    assert.equal(rows.length, 1)
  })

  it('pictures are drawn before the request’s own transaction: what was drawn stays, though the submission was refused', async () => {
    const mine = await house.library()
    const { ask, raw } = await caller(mine)
    const { id: file } = (await (await raw('/files', { method: 'POST', body: await form() })).json()) as Answered
    const channel = await channelRow(mine, 'instagram')
    const { body } = await ask('POST', '/posts', {
      text: 'x',
      channels: [channel],
      media: [{ file, alt: 'A red field' }],
    })
    const drawn = () =>
      look(mine.job, (tx) => tx.db.selectFrom('rendition').select('recipe').where('asset_id', '=', file).execute())
    const late = { 'idempotency-key': 'submit-too-late' }
    const refused = await ask('POST', `/posts/${body.id}/submit`, { when: 'now', version: 99 }, late)
    assert.equal(refused.status, 409)
    const [kept, ...more] = await drawn()
    assert.ok(kept)
    assert.deepEqual(more, [])
    const done = await ask('POST', `/posts/${body.id}/submit`, { when: 'now' }, { 'idempotency-key': 'submit-in-time' })
    assert.equal(done.status, 202)
    assert.deepEqual(await drawn(), [kept])
  })

  it('a picture that cannot be drawn is told by the submission itself, with a key and without', async () => {
    const mine = await house.library()
    const { ask } = await caller(mine)
    const { body } = await ask('POST', '/posts', { text: 'x', channels: [await channelRow(mine, 'instagram')] })
    const bare = await ask(
      'POST',
      `/posts/${body.id}/submit`,
      { when: 'now' },
      { 'idempotency-key': 'no-picture-here' },
    )
    assert.deepEqual([bare.status, bare.body.fields[0]?.path], [422, 'media'])
  })
})
