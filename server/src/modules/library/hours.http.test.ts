import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { branchOperations, hoursOperations, issueKey } from './index.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

interface Answered {
  id: string
  handle: string
  zone: string
  version: number
  retired: boolean
  items: Answered[]
  branch: string | null
  week: { regular: unknown[] } | null
  opensNext: string | null
  first: string
  last: string
  current: Answered
  fields: { path: string; code: string; message: string }[]
}
async function caller(here: TestLibrary) {
  const { key } = await inTx(here.ctx, 'test', (tx) =>
    issueKey(tx, { name: 'Test', scopes: ['read', 'manage'], expiresAt: null }),
  )
  const app = makeApp(house.deps, [...branchOperations, ...hoursOperations], [])
  return async (method: string, path: string, given?: unknown) => {
    const answer = await app.request(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(given !== undefined && { 'content-type': 'application/json' }) },
      body: given === undefined ? null : JSON.stringify(given),
    })
    return { status: answer.status, body: (answer.status === 204 ? {} : await answer.json()) as Answered }
  }
}
const span = (day: number, opens: string, closes: string) => ({ day, opens, closes })

describe('branches over HTTP', () => {
  it('are made, changed, retired and listed', async () => {
    const ask = await caller(await house.library())
    const made = await ask('POST', '/branches', { name: '  Wharf Street  ', zone: 'America/Chicago' })
    assert.deepEqual(
      [made.status, made.body.handle, made.body.zone, made.body.version],
      [201, 'wharf-street', 'America/Chicago', 1],
    )
    const changed = await ask('PATCH', `/branches/${made.body.id}`, { version: 1, retired: true })
    assert.deepEqual([changed.status, changed.body.retired], [200, true])
    assert.deepEqual((await ask('GET', '/branches')).body.items, [])
    assert.equal((await ask('GET', '/branches?retired=true')).body.items.length, 1)
    const late = await ask('PATCH', `/branches/${made.body.id}`, { version: 1, name: 'Pier' })
    assert.deepEqual([late.status, late.body.current.version], [409, 2])
  })

  for (const [name, given, path] of [
    ['a zone that does not exist', { name: 'Wharf', zone: 'America/Atlantis' }, 'zone'],
    ['no name', { name: '   ' }, 'name'],
    ['a name that no database keeps', { name: 'Wharf\u0000' }, 'name'],
    ['a handle with a space', { name: 'Wharf', handle: 'wharf street' }, 'handle'],
    ['a handle of capitals that become small ones, and an underscore', { name: 'Wharf', handle: 'WHARF_1' }, 'handle'],
    ['a name of which no handle can be made', { name: 'Бібліотека' }, 'handle'],
    ['a place in the list that is none', { name: 'Wharf', position: -1 }, 'position'],
    ['an address as long as a letter', { name: 'Wharf', address: 'x'.repeat(301) }, 'address'],
  ] as const)
    it(`refuse ${name}, naming the field`, async () => {
      const ask = await caller(await house.library())
      const { status, body } = await ask('POST', '/branches', given)
      assert.deepEqual([status, body.fields[0]!.path], [422, path])
      assert.ok(body.fields[0]!.message.length > 5)
      assert.deepEqual((await ask('GET', '/branches?retired=true')).body.items, [])
    })
})

describe('hours over HTTP', () => {
  it('are set for the library and for a branch, each with its own version', async () => {
    const ask = await caller(await house.library())
    const { body: wharf } = await ask('POST', '/branches', { name: 'Wharf' })
    const all = await ask('PUT', '/hours', { version: 0, regular: [span(1, '09:00', '18:00')] })
    assert.deepEqual([all.status, all.body.branch, all.body.version], [200, null, 1])
    const own = await ask('PUT', `/branches/${wharf.id}/hours`, { version: 0, regular: [span(1, '10:00', '24:00')] })
    assert.deepEqual([own.status, own.body.branch, own.body.version], [200, wharf.id, 1])
    assert.match(own.body.opensNext!, /^\d{4}-\d\d-\d\dT\d\d:\d\d/)
    const { items } = (await ask('GET', '/hours')).body
    assert.deepEqual(
      items.map(({ branch, week }) => [branch, week!.regular]),
      [
        [null, [span(1, '09:00', '18:00')]],
        [wharf.id, [span(1, '10:00', '24:00')]],
      ],
    )
    assert.equal((await ask('PUT', '/hours', { version: 0, regular: [] })).status, 409)
  })

  it('name every span that is wrong at once, so that nobody mends one and finds the next', async () => {
    const ask = await caller(await house.library())
    const { status, body } = await ask('PUT', '/hours', {
      version: 0,
      regular: [span(1, '09:00', '13:00'), span(1, '12:00', '18:00'), span(2, '18:00', '09:00')],
      seasons: [
        { name: 'Summer', from: '2027-06-01', until: '2027-08-31', spans: [span(3, '10:00', '10:00')] },
        { name: 'August', from: '2027-08-01', until: '2027-07-01', spans: [] },
      ],
    })
    assert.equal(status, 422)
    assert.deepEqual(
      body.fields.map(({ path, code }) => [path, code]),
      [
        ['regular.1', 'overlaps'],
        ['regular.2.closes', 'ends-before-start'],
        ['seasons.0.spans.0.closes', 'ends-before-start'],
        ['seasons.1.until', 'ends-before-start'],
      ],
    )
    assert.equal((await ask('GET', '/hours')).body.items[0]!.week, null)
  })

  for (const [name, given, path] of [
    ['a time as people say it', { regular: [span(1, '9am', '18:00')] }, 'regular.0.opens'],
    ['an eighth day', { regular: [span(8, '09:00', '18:00')] }, 'regular.0.day'],
    [
      'a season without a name',
      { regular: [], seasons: [{ name: '', from: '2027-01-01', until: '2027-02-01', spans: [] }] },
      'seasons.0.name',
    ],
    [
      'a season that begins on a day that is none',
      { regular: [], seasons: [{ name: 'x', from: '2027-02-30', until: '2027-03-01', spans: [] }] },
      'seasons.0.from',
    ],
    [
      'more spans than a week can hold',
      { regular: Array.from({ length: 36 }, () => span(1, '09:00', '10:00')) },
      'regular',
    ],
  ] as const)
    it(`refuse ${name}, naming the field`, async () => {
      const ask = await caller(await house.library())
      const { status, body } = await ask('PUT', '/hours', { version: 0, ...given })
      assert.deepEqual([status, body.fields[0]!.path], [422, path])
    })
})

describe('closed days over HTTP', () => {
  it('are added, listed and taken off again', async () => {
    const ask = await caller(await house.library())
    const made = await ask('POST', '/closures', { first: '2027-12-24', reason: 'Christmas Eve', yearly: true })
    assert.deepEqual([made.status, made.body.first, made.body.last], [201, '2027-12-24', '2027-12-24'])
    assert.equal((await ask('GET', '/closures?from=2029-01-01&to=2029-12-31')).body.items.length, 1)
    assert.equal((await ask('DELETE', `/closures/${made.body.id}`)).status, 204)
    assert.equal((await ask('DELETE', `/closures/${made.body.id}`)).status, 404)
    assert.deepEqual((await ask('GET', '/closures')).body.items, [])
  })

  it('refuse days that are none, and a place whose holidays nobody knows', async () => {
    const ask = await caller(await house.library())
    assert.equal((await ask('POST', '/closures', { first: '2027-02-29', reason: 'x' })).body.fields[0]!.path, 'first')
    assert.equal((await ask('POST', '/closures', { first: '2027-03-01', reason: '' })).body.fields[0]!.path, 'reason')
    assert.equal((await ask('GET', '/closures?from=yesterday')).status, 422)
    assert.equal((await ask('GET', '/holidays?place=atlantis')).body.fields[0]!.path, 'place')
    assert.equal((await ask('GET', '/holidays?place=ZZ')).body.fields[0]!.path, 'place')
    assert.equal((await ask('GET', '/holidays?place=US&year=1400')).body.fields[0]!.path, 'year')
  })
})
