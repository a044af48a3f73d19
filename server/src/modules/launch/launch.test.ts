import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { makeApp } from '#app/http/app.ts'
import { holdSending } from '#app/installation.ts'
import { allNetworks } from '#app/networks.ts'
import { allOperations } from '#app/operations.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { createLibrary, releaseSending } from './libraries.ts'
import { listLibraries } from './libraries.view.ts'
import { isSetUp, setUp } from './set-up.ts'

const harbor = {
  library: { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' },
  person: { name: 'Ana', email: 'ana@harbor.example', password: 'four words are enough' },
  userAgent: 'test',
}
const HERE = 'https://social.library.example'
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.kind : String(error)),
  )

describe('setting up', () => {
  let house: TestHouse
  let nobody: Ctx
  before(async () => {
    house = await testHouse({ networks: [...allNetworks().values()] })
    nobody = { ...house.deps, library: null, actor: { kind: 'nobody' }, tx: null }
  })
  after(() => house[Symbol.asyncDispose]())
  const app = () => makeApp(house.deps, allOperations(), [])
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app().fetch(
      new Request(`http://localhost/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    return {
      status: response.status,
      cookie: response.headers.get('set-cookie'),
      body: (await response.json().catch(() => null)) as unknown,
    }
  }

  it('names each field that is wrong and makes nothing', async () => {
    const wrong = async (change: object) => {
      const { status, body } = await ask('POST', '/setup', { ...harbor, userAgent: undefined, ...change })
      assert.equal(status, 422)
      return (body as { fields: { path: string }[] }).fields.map((field) => field.path)
    }
    assert.deepEqual(await wrong({ library: { ...harbor.library, zone: 'Atlantis/Harbor' } }), ['library.zone'])
    assert.deepEqual(await wrong({ library: { ...harbor.library, handle: 'api' } }), ['library.handle'])
    assert.deepEqual(await wrong({ library: { ...harbor.library, handle: 'no spaces here' } }), ['library.handle'])
    assert.deepEqual(await wrong({ person: { ...harbor.person, password: 'short' } }), ['person.password'])
    assert.deepEqual(await wrong({ person: { ...harbor.person, email: 'ana' } }), ['person.email'])
    assert.deepEqual(await wrong({ colour: 'red' }), ['colour'])
    assert.equal(await isSetUp(nobody), false)
  })

  it('done by two at once makes one library; the other is told that it stands', async () => {
    const both = [
      setUp(nobody, harbor),
      setUp(nobody, {
        ...harbor,
        library: { ...harbor.library, handle: 'mill' },
        person: { ...harbor.person, email: 'ben@mill.example' },
      }),
    ]
    assert.deepEqual((await Promise.all(both.map(kindOf))).sort(), ['conflict', 'done'])
    assert.equal(await isSetUp(nobody), true)
    assert.equal((await ask('POST', '/setup', { library: harbor.library, person: harbor.person })).status, 409)
  })
})

describe('an installation', () => {
  let house: TestHouse
  let host: Ctx
  let key: string
  before(async () => {
    house = await testHouse({ networks: [...allNetworks().values()] })
    const made = await setUp({ ...house.deps, library: null, actor: { kind: 'nobody' }, tx: null }, harbor)
    key = made.apiKey
    host = {
      ...house.deps,
      library: made.library,
      actor: {
        kind: 'person',
        id: made.person,
        name: 'Ana',
        role: 'administrator',
        installationAdministrator: true,
        sessionId: made.person,
      },
      tx: null,
    }
  })
  after(() => house[Symbol.asyncDispose]())
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { authorization: `Bearer ${key}` },
  ) => {
    const response = await makeApp(house.deps, allOperations(), []).fetch(
      new Request(`http://localhost/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    return {
      status: response.status,
      cookie: response.headers.get('set-cookie'),
      body: (await response.json().catch(() => null)) as Record<string, string> & { items: Record<string, string>[] },
    }
  }

  it('has the Bulletin from its first moment, and a key that may do everything', async () => {
    const channels = await ask('GET', '/channels?limit=100')
    assert.deepEqual(
      channels.body.items.map(({ network, state }) => ({ network, state })),
      [{ network: 'bulletin', state: 'active' }],
    )
    assert.equal((await ask('POST', '/posts', { text: 'Story time is back.' })).status, 201)
    assert.equal((await ask('GET', '/libraries')).status, 200)
  })

  it('gets a further library whose first person comes by a link, once', async () => {
    const made = await ask('POST', '/libraries', {
      name: 'Mill Street Library',
      handle: 'mill',
      zone: 'America/Chicago',
      email: 'ben@mill.example',
    })
    assert.equal(made.status, 201)
    const token = made.body.link!.split('/').at(-1)!
    const seen = await ask('GET', `/join/${token}`, undefined, {})
    assert.deepEqual([seen.body.email, seen.body.role], ['ben@mill.example', 'administrator'])
    const joined = await ask('POST', '/join', { token, name: 'Ben', password: 'other words are enough' }, {})
    assert.equal(joined.status, 201)
    assert.match(joined.cookie ?? '', /^shelftalker=/)
    assert.equal(
      (await ask('POST', '/join', { token, name: 'Eve', password: 'other words are enough' }, {})).status,
      404,
    )
    const cookie = joined.cookie!.split(';')[0]!
    assert.equal((await ask('GET', '/channels', undefined, { cookie, 'shelftalker-library': 'mill' })).status, 200)
    assert.equal((await ask('GET', '/channels', undefined, { cookie, 'shelftalker-library': 'harbor' })).status, 404)
  })

  it('refuses a handle that is taken, and links that are over', async () => {
    assert.equal(
      await kindOf(createLibrary(host, { ...harbor.library, email: 'eve@harbor.example' }, HERE)),
      'bad-input',
    )
    const late = await createLibrary(
      host,
      { name: 'Late', handle: 'late', zone: 'UTC', email: 'late@late.example' },
      HERE,
    )
    await house.database.shift(8 * 86_400_000)
    assert.equal((await ask('GET', `/join/${late.link.split('/').at(-1)}`, undefined, {})).status, 404)
  })

  it('lists its libraries by pages, for its administrator only', async () => {
    const first = await listLibraries(host, { limit: 2 })
    assert.equal(first.items.length, 2)
    const rest = await listLibraries(host, { limit: 2, after: first.next ?? '' })
    assert.deepEqual([...first.items, ...rest.items].map((one) => one.handle).sort(), ['harbor', 'late', 'mill'])
    assert.equal(
      await kindOf(
        listLibraries(
          { ...host, actor: { ...host.actor, installationAdministrator: false } as Ctx['actor'] },
          { limit: 2 },
        ),
      ),
      'not-allowed',
    )
  })

  it('lets sending go on that was held, once', async () => {
    await holdSending(house.deps, 'by-hand', 'a test')
    await holdSending(house.deps, 'restored', 'keeps the first reason')
    assert.deepEqual(await releaseSending(host), { released: true })
    assert.deepEqual(await releaseSending(host), { released: false })
  })

  it('answers a repeated request by its key with the first answer, and never repeats a secret', async () => {
    const by = { authorization: `Bearer ${key}`, 'idempotency-key': 'the-same-request-1' }
    const [one, two] = await Promise.all([
      ask('POST', '/posts', { text: 'Once.' }, by),
      ask('POST', '/posts', { text: 'Once.' }, by),
    ])
    assert.equal(one.body.id, two.body.id)
    assert.equal((await ask('POST', '/posts', { text: 'Another.' }, by)).status, 409)
    const secret = { authorization: `Bearer ${key}`, 'idempotency-key': 'the-same-secret-1' }
    assert.equal((await ask('POST', '/keys', { name: 'Site', scopes: ['read'] }, secret)).status, 201)
    assert.equal((await ask('POST', '/keys', { name: 'Site', scopes: ['read'] }, secret)).status, 409)
    const keys = await ask('GET', '/keys')
    assert.equal(keys.body.items.filter((one) => one.name === 'Site').length, 1)
  })
})
