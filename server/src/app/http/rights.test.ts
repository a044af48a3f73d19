import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { memoryAdapter } from '@shelftalker/networks/testing/memory.ts'
import { MemoryNetwork } from '@shelftalker/networks/testing/memory-network.ts'
import { allOperations } from '#app/operations.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import type { Role } from '#db/schema/library.ts'
import { startSession } from '#modules/library/index.ts'
import { makeApp } from './app.ts'
import type { AnyOperation } from './operation.ts'
import { EXPECTED, ROLES_THAT } from './rights.expected.ts'
import { makeThings } from './testing/things.ts'

const ROLES: Role[] = ['administrator', 'manager', 'member', 'director', 'observer']
const operations = allOperations()
const NOBODY_HAS = '01900000-0000-7000-8000-000000000000'

let house: TestHouse
let app: ReturnType<typeof makeApp>
let mine: TestLibrary
let other: TestLibrary
const cookies = new Map<Role | 'other', string>()
/** Things of the other library, by the name of the parameter that would point at them. */
const theirs = new Map<string, string>()
/** What is told apart only within the thing that is named before it. */
const WITHIN = ['number', 'digest']

async function cookieFor(library: TestLibrary, role: Role): Promise<string> {
  const { actor } = await library.as(role)
  if (actor.kind !== 'person') throw new Error('a person was expected')
  const { token } = await inTx(library.job, 'test', (tx) => startSession(tx, actor.id, false, 'test'))
  return `shelftalker=${token}`
}

function requestFor(
  op: AnyOperation,
  cookie: string | null,
  handle: string,
  params: (name: string) => string,
  more: Record<string, string> = {},
): Request {
  const path = op.path.replace(/\{(\w+)\}/g, (_, name: string) => params(name))
  const query =
    op.id === 'listCalendar' || op.id === 'listDays'
      ? '?from=2027-03-01&to=2027-03-31'
      : op.id === 'getFilePicture'
        ? '?width=320'
        : op.id === 'findPeople'
          ? '?q=ana'
          : op.path.startsWith('/link-card')
            ? '?url=http%3A%2F%2F127.0.0.1%3A1%2F'
            : ''
  const headers: Record<string, string> = {
    'shelftalker-library': handle,
    'shelftalker-request': '1',
    ...(cookie && { cookie }),
    ...more,
  }
  if (op.rawBody)
    return new Request(`http://localhost/api/v1${path}${query}`, { method: op.method.toUpperCase(), headers })
  const body = op.method === 'get' ? null : JSON.stringify(op.example?.body ?? {})
  return new Request(`http://localhost/api/v1${path}${query}`, {
    method: op.method.toUpperCase(),
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    body,
  })
}
const nowhere = (name: string) =>
  name === 'number'
    ? '1'
    : name === 'token'
      ? 'x'.repeat(43)
      : name === 'digest'
        ? `sha256-${'0'.repeat(64)}`
        : NOBODY_HAS
const ask = async (
  op: AnyOperation,
  cookie: string | null,
  handle = mine.library.handle,
  params = nowhere,
  more = {},
) => app.fetch(requestFor(op, cookie, handle, params, more))

before(async () => {
  house = await testHouse({ networks: [memoryAdapter(new MemoryNetwork(), { network: 'memory' })] })
  app = makeApp(house.deps, operations, [])
  mine = await house.library()
  other = await house.library()
  for (const role of ROLES) cookies.set(role, await cookieFor(mine, role))
  cookies.set('other', await cookieFor(other, 'administrator'))
  for (const [name, id] of await makeThings(other)) theirs.set(name, id)
})
after(() => house[Symbol.asyncDispose]())

describe('every operation', () => {
  it('has an expectation of who may call it, and no expectation is left over', () => {
    assert.deepEqual(
      operations.map((op) => op.id).filter((id) => !(id in EXPECTED)),
      [],
    )
    assert.deepEqual(
      Object.keys(EXPECTED).filter((id) => !operations.some((op) => op.id === id)),
      [],
    )
  })

  for (const op of operations) {
    const expected = EXPECTED[op.id]
    if (expected === undefined || expected === 'anyone') continue
    it(`refuses nobody: ${op.id}`, async () => {
      assert.equal((await ask(op, null)).status, 401)
      assert.equal((await ask(op, 'shelftalker=made-up')).status, 401)
      assert.equal(
        (await ask(op, null, mine.library.handle, nowhere, { authorization: 'Bearer shelf_made-up' })).status,
        401,
      )
    })
    if (expected === 'signed-in') continue
    for (const role of ROLES) {
      const may = expected === 'installation' ? false : ROLES_THAT[expected].includes(role)
      it(`${may ? 'lets' : 'refuses'} the role ${role}: ${op.id}`, async () => {
        const { status } = await ask(op, cookies.get(role)!)
        if (may) assert.ok(status !== 401 && status !== 403, `answered ${status}`)
        else assert.equal(status, 403)
      })
    }
    if (expected === 'installation') continue
    it(`knows nothing of another library: ${op.id}`, async () => {
      assert.equal((await ask(op, cookies.get('other')!)).status, 404)
    })
    const named = [...op.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
    if (named.length === 0) continue
    it(`does not find what another library owns: ${op.id}`, async () => {
      assert.deepEqual(
        named.filter((name) => !theirs.has(name) && !WITHIN.includes(name)),
        [],
        'make one of these in the other library, above',
      )
      const response = await ask(
        op,
        cookies.get('administrator')!,
        mine.library.handle,
        (name) => theirs.get(name) ?? nowhere(name),
      )
      assert.equal(response.status, 404, await response.text())
    })
  }
})

describe('a request with a cookie', () => {
  const op = operations.find((one) => one.id === 'createPost')!
  const status = async (headers: Record<string, string>, drop?: string) => {
    const request = requestFor(op, cookies.get('member')!, mine.library.handle, nowhere, headers)
    if (drop) request.headers.delete(drop)
    return (await app.fetch(request)).status
  }
  it('is refused without our own header, from another origin, and from another site', async () => {
    assert.equal(await status({}, 'shelftalker-request'), 403)
    assert.equal(await status({ origin: 'https://evil.example' }), 403)
    assert.equal(await status({ origin: 'null' }), 403)
    assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403)
    assert.notEqual(await status({ origin: 'http://localhost', host: 'localhost' }), 403)
  })
  it('gets a new session at sign-in, whatever token it came with', async () => {
    const before = await inTx(mine.job, 'test', (tx) =>
      tx.db.selectFrom('person').select('email').where('id', '=', mine.person).executeTakeFirstOrThrow(),
    )
    const response = await app.fetch(
      new Request('http://localhost/api/v1/sign-in', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie: 'shelftalker=fixed-by-somebody',
          'shelftalker-request': '1',
        },
        body: JSON.stringify({ email: before.email, password: 'four words are enough' }),
      }),
    )
    assert.equal(response.status, 200)
    const cookie = response.headers.get('set-cookie') ?? ''
    assert.match(cookie, /^shelftalker=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    assert.ok(!cookie.includes('fixed-by-somebody'))
  })
})

describe('an API key', () => {
  it('does what its scopes say and nothing else', async () => {
    const { createKey } = await import('#modules/library/keys.ts')
    const { key } = await createKey(mine.ctx, { name: 'Reader', scopes: ['read'], expiresAt: null })
    const by = { authorization: `Bearer ${key}` }
    const find = (id: string) => operations.find((op) => op.id === id)!
    assert.equal((await ask(find('listChannels'), null, 'whatever', nowhere, by)).status, 200)
    assert.equal((await ask(find('createPost'), null, 'whatever', nowhere, by)).status, 403)
    assert.equal((await ask(find('listKeys'), null, 'whatever', nowhere, by)).status, 403)
  })
  it('is worth nothing after its end', async () => {
    const { createKey } = await import('#modules/library/keys.ts')
    const soon = new Date(house.deps.clock.now().getTime() + 60_000)
    const { key } = await createKey(mine.ctx, { name: 'Short', scopes: ['read'], expiresAt: soon })
    await house.database.shift(61_000)
    const op = operations.find((one) => one.id === 'listChannels')!
    assert.equal((await ask(op, null, 'whatever', nowhere, { authorization: `Bearer ${key}` })).status, 401)
  })
})

describe('answers', () => {
  it('carry strict headers, and problems name their fields', async () => {
    const response = await app.fetch(
      new Request('http://localhost/api/v1/posts', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie: cookies.get('member')!,
          'shelftalker-request': '1',
          'shelftalker-library': mine.library.handle,
        },
        body: JSON.stringify({ text: 'x', colour: 'red' }),
      }),
    )
    assert.equal(response.status, 422)
    assert.equal(response.headers.get('content-type'), 'application/problem+json')
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    const problem = (await response.json()) as { fields: { path: string; code: string }[] }
    assert.deepEqual(
      problem.fields.map(({ path, code }) => ({ path, code })),
      [{ path: 'colour', code: 'unknown' }],
    )
  })
})
