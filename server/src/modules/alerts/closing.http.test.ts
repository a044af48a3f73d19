import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import { inTx } from '#app/tx.ts'
import { bulletinAdapter } from '#modules/bulletin/index.ts'
import { issueKey } from '#modules/library/index.ts'
import { type SendingHouse, sendingHouse } from '#modules/publishing/testing.ts'
import { alertOperations } from './index.ts'
import { planned, rowsOf, type Town, town } from './testing.ts'

let house: SendingHouse
before(async () => {
  house = await sendingHouse({}, { networks: [bulletinAdapter()] })
})
after(() => house[Symbol.asyncDispose]())

interface Answered {
  id: string
  text: string
  language: string
  standing: boolean
  declaredAt: string
  detail: string
  items: Answered[]
  current: Answered
  holds: { delivery: string; held: boolean }[]
  fields: { path: string; code: string }[]
  agreedBy: string | null
}
async function caller(
  here: Town,
  scopes: ('read' | 'write' | 'publish' | 'manage')[] = ['read', 'write', 'publish', 'manage'],
) {
  const { key } = await inTx(here.ctx, 'test', (tx) => issueKey(tx, { name: 'Test', scopes, expiresAt: null }))
  const app = makeApp(house.deps, alertOperations, [])
  return async (method: string, path: string, given?: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(given !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: given === undefined ? null : JSON.stringify(given),
    })
    return { status: answer.status, body: (await answer.json()) as Answered }
  }
}

describe('closings over HTTP', () => {
  it('go their whole way: previewed, declared, listed, read, ended', async () => {
    const here = await town(house)
    const story = await planned(here, 'Story time at ten', 60, { branch: here.wharf })
    const ask = await caller(here)
    const preview = await ask('POST', '/closings/preview', { kind: 'snow' })
    assert.equal(preview.status, 200)
    const made = await ask('POST', '/closings', { kind: 'snow' })
    assert.deepEqual([made.status, made.body.text, made.body.standing], [201, preview.body.text, true])
    assert.match(made.body.declaredAt, /^\d{4}-\d\d-\d\dT/)
    assert.deepEqual(
      made.body.holds.map(({ delivery, held }) => [delivery, held]),
      [[story.delivery, true]],
    )
    const standing = await ask('GET', '/closings?standing=true')
    assert.deepEqual(
      standing.body.items.map(({ id }) => id),
      [made.body.id],
    )
    assert.equal((await ask('GET', `/closings/${made.body.id}`)).body.text, made.body.text)
    const ended = await ask('POST', `/closings/${made.body.id}/end`, {})
    assert.deepEqual([ended.status, ended.body.standing], [200, false])
    assert.deepEqual((await ask('GET', '/closings?standing=true')).body.items, [])
    assert.equal((await ask('GET', '/closings')).body.items.length, 1)
  })

  it('answer 409 with what stands already, and 409 again for an end that was before', async () => {
    const here = await town(house)
    const ask = await caller(here)
    const first = await ask('POST', '/closings', { kind: 'snow' })
    const second = await ask('POST', '/closings', { kind: 'power' })
    assert.deepEqual([second.status, second.body.current.id], [409, first.body.id])
    assert.match(second.body.detail, /told this already/)
    await ask('POST', `/closings/${first.body.id}/end`, {})
    const again = await ask('POST', `/closings/${first.body.id}/end`, {})
    assert.deepEqual([again.status, again.body.current.standing], [409, false])
  })

  it('are told once however often the same request comes with its key', async () => {
    const here = await town(house)
    const ask = await caller(here)
    const key = { 'idempotency-key': 'the-phone-lost-its-signal' }
    const [one, two] = await Promise.all([
      ask('POST', '/closings', { kind: 'snow' }, key),
      ask('POST', '/closings', { kind: 'snow' }, key),
    ])
    assert.deepEqual([one.status, two.status, one.body.id], [201, 201, two.body.id])
    assert.deepEqual([await rowsOf(here, 'closing'), await rowsOf(here, 'post')], [1, 1])
  })

  for (const [name, given, path] of [
    ['a kind that is none', { kind: 'locusts' }, 'kind'],
    ['no kind', {}, 'kind'],
    ['an opening that is none', { kind: 'snow', opening: 'ajar' }, 'opening'],
    ['an empty list of branches', { kind: 'snow', branches: [] }, 'branches'],
    [
      'a branch named twice',
      { kind: 'snow', branches: ['01900000-0000-7000-8000-000000000000', '01900000-0000-7000-8000-000000000000'] },
      'branches',
    ],
    ['words that say nothing', { kind: 'snow', words: '   ' }, 'words'],
    ['words without an end', { kind: 'snow', words: 'x'.repeat(1001) }, 'words'],
    ['words that no database keeps', { kind: 'snow', words: 'Closed\u0000' }, 'words'],
    ['half a character', { kind: 'snow', words: 'Closed \ud83d' }, 'words'],
    ['a language that is none', { kind: 'snow', language: 'english!' }, 'language'],
    ['something that is not asked', { kind: 'snow', colour: 'white' }, 'colour'],
    ['a reason without an end', { kind: 'snow', reason: 'x'.repeat(501) }, 'reason'],
  ] as const)
    it(`refuse ${name}, naming the field, and do nothing`, async () => {
      const here = await town(house)
      const ask = await caller(here)
      for (const address of ['/closings', '/closings/preview']) {
        const { status, body } = await ask('POST', address, given)
        assert.equal(status, 422, address)
        assert.ok(
          body.fields.some((field) => field.path.startsWith(path)),
          JSON.stringify(body.fields),
        )
      }
      assert.equal(await rowsOf(here, 'closing'), 0)
    })

  it('need the scope to publish, and reading reads only', async () => {
    const here = await town(house)
    const reader = await caller(here, ['read'])
    for (const [method, path, given] of [
      ['POST', '/closings', { kind: 'snow' }],
      ['POST', '/closings/preview', { kind: 'snow' }],
      ['PUT', '/closing-words', { kind: 'snow', opening: 'closed', language: 'en', version: 0, text: 'x' }],
    ] as const)
      assert.equal((await reader(method, path, given)).status, 403, path)
    assert.equal((await reader('GET', '/closings')).status, 200)
    assert.equal((await reader('GET', '/closing-words')).status, 200)
  })
})

describe('the words over HTTP', () => {
  it('are agreed and listed, and a placeholder that is none is a field error', async () => {
    const here = await town(house)
    const ask = await caller(here)
    const key = { kind: 'snow', opening: 'closed', language: 'en' }
    const bad = await ask('PUT', '/closing-words', { ...key, version: 0, text: '{where} is closed' })
    assert.deepEqual(
      [bad.status, bad.body.fields.map(({ path, code }) => [path, code])],
      [422, [['text', 'unknown-placeholder']]],
    )
    assert.equal((await ask('PUT', '/closing-words', { ...key, version: 0, text: 'Snow at {branch}.' })).status, 200)
    assert.equal((await ask('PUT', '/closing-words', { ...key, version: 0, text: 'Snow.' })).status, 409)
    const { items } = (await ask('GET', '/closing-words')).body
    assert.ok(items.some(({ text }) => text === 'Snow at {branch}.'))
    assert.ok(items.some(({ language }) => language === 'es'))
  })
})
