import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { issueKey } from '#modules/library/index.ts'
import { publishingOperations } from '#modules/publishing/index.ts'
import { contentOperations } from './index.ts'
import { foundNative } from './testing/native.ts'
import { channelRow } from './testing.ts'

let house: TestHouse
let at: TestLibrary
let native: string
before(async () => {
  house = await testHouse({ networks: manualAdapters() })
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  native = await foundNative(at.ctx, await channelRow(at, 'facebook'), 'A heron on the roof!')
})

interface Answered {
  id: string
  post: string | null
  origin: string
  sameAs: string | null
  state: string
  frozen: boolean
  detail: string
  fields: { path: string; code: string }[]
  items: { id: string; title: string; open: object | null }[]
  deliveries: { id: string }[]
}
async function ask(method: string, path: string, given?: unknown, more: { scopes?: string[]; headers?: object } = {}) {
  const scopes = (more.scopes ?? ['read', 'write', 'publish']) as never[]
  const { key } = await inTx(at.ctx, 'test', (tx) => issueKey(tx, { name: 'Test', scopes, expiresAt: null }))
  const app = makeApp(house.deps, [...contentOperations, ...publishingOperations], [])
  const answer = await app.request(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(given !== undefined && { 'content-type': 'application/json' }),
      ...more.headers,
    },
    body: given === undefined ? null : JSON.stringify(given),
  })
  return { status: answer.status, body: (answer.status === 204 ? {} : await answer.json()) as Answered }
}
const adopt = (given: unknown = {}, more = {}) => ask('POST', `/deliveries/${native}/adopt`, given, more)

describe('by HTTP', () => {
  it('an empty body makes a post of it, which is answered; the delivery names it from then on', async () => {
    const { status, body } = await adopt()
    assert.deepEqual([status, body.frozen, body.deliveries.map(({ id }) => id)], [200, true, [native]])
    const delivery = await ask('GET', `/deliveries/${native}`)
    assert.deepEqual([delivery.body.post, delivery.body.origin, delivery.body.sameAs], [body.id, 'network', null])
    const listed = await ask('GET', `/deliveries?post=${body.id}`)
    assert.deepEqual(
      listed.body.items.map(({ id }) => id),
      [native],
    )
  })

  it('asked again with the same key it is answered the same, and with none it is refused with the post', async () => {
    const headers = { 'idempotency-key': 'heron-on-the-roof' }
    const app = makeApp(house.deps, contentOperations, [])
    const { key } = await inTx(at.ctx, 'test', (tx) =>
      issueKey(tx, { name: 'One', scopes: ['read', 'write'], expiresAt: null }),
    )
    const same = async () => {
      const answer = await app.request(`/api/v1/deliveries/${native}/adopt`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: '{}',
      })
      return { status: answer.status, id: ((await answer.json()) as Answered).id }
    }
    const [first, second] = [await same(), await same()]
    assert.deepEqual([first.status, second], [200, first])
    const { status, body } = await adopt()
    assert.deepEqual([status, body.post], [409, first.id])
  })

  it('“not this post” answers nothing, and what was found stands alone again', async () => {
    await adopt()
    assert.equal((await ask('POST', `/deliveries/${native}/detach`)).status, 204)
    const { body } = await ask('GET', `/deliveries/${native}`)
    assert.deepEqual([body.post, body.state], [null, 'published'])
    assert.equal((await ask('POST', `/deliveries/${native}/detach`)).status, 409)
  })

  it('bad input names its field', async () => {
    for (const [given, path] of [
      [{ post: 'not an id' }, 'post'],
      [{ post: at.library.id }, 'post'],
      [{ branch: at.library.id }, 'branch'],
      [{ branch: 7 }, 'branch'],
      [{ kind: 'post' }, 'kind'],
    ] as const) {
      const { status, body } = await adopt(given)
      assert.deepEqual([status, body.fields[0]?.path], [422, path], JSON.stringify(given))
    }
    assert.equal((await ask('GET', `/deliveries/${native}`)).body.post, null)
  })

  it('a post that has one there is refused at `post`, in words that say what to do', async () => {
    const { body: post } = await adopt()
    native = await foundNative(at.ctx, await channelOf(post.deliveries[0]!.id), 'Two herons!')
    const { status, body } = await adopt({ post: post.id })
    assert.deepEqual([status, body.fields.map(({ path, code }) => [path, code])], [409, [['post', 'out-already']]])
    assert.match(body.detail, /make it a post of its own/)
  })

  it('a key that only reads may look for likely posts, and nothing more', async () => {
    await ask('POST', '/posts', { text: 'A heron' })
    const reads = { scopes: ['read'] }
    const { status, body } = await ask('GET', `/deliveries/${native}/likely-posts?q=heron`, undefined, reads)
    assert.deepEqual([status, body.items.map(({ title, open }) => [title, open])], [200, [['A heron', null]]])
    assert.equal((await adopt({}, reads)).status, 403)
    assert.equal((await ask('POST', `/deliveries/${native}/detach`, undefined, reads)).status, 403)
    assert.equal((await ask('GET', `/deliveries/${native}/likely-posts?words=x`)).status, 422)
    assert.equal((await ask('GET', `/deliveries/${native}/likely-posts?q=${'x'.repeat(201)}`)).status, 422)
  })

  it('what is not there, or is another library’s, is not found', async () => {
    const other = await house.library()
    const theirs = await foundNative(other.ctx, await channelRow(other, 'facebook'), 'Theirs')
    for (const [method, path, given] of [
      ['POST', `/deliveries/${theirs}/adopt`, {}],
      ['POST', `/deliveries/${theirs}/detach`, undefined],
      ['GET', `/deliveries/${theirs}/likely-posts`, undefined],
      ['POST', `/deliveries/${at.library.id}/adopt`, {}],
    ] as const)
      assert.equal((await ask(method, path, given)).status, 404, path)
  })
})

const channelOf = async (delivery: string) =>
  (await house.database.rows('select channel_id from delivery where id = $1', [delivery]))[0]!.channel_id as string
