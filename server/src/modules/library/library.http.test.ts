/** A library's settings, keys and people over HTTP: fields, races, and what ends at once when it is taken away. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Answer, type Ask, type Door, doorOf } from '#app/http/testing.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { branchOperations } from './branches.routes.ts'
import { libraryOperations } from './library.routes.ts'
import { peopleOperations } from './people.routes.ts'

let house: TestHouse
let door: Door
let library: TestLibrary
let ask: Ask
before(async () => {
  house = await testHouse()
  door = doorOf(house, [...libraryOperations, ...branchOperations, ...peopleOperations])
  library = await house.library()
  ask = await door.signedIn(library)
})
after(() => house[Symbol.asyncDispose]())

const refused = ({ status, body }: Answer<unknown>) => [
  status,
  body.fields?.map(({ path, code }) => `${path} ${code}`).sort(),
]
interface Library {
  name: string
  zone: string
  purpose: string | null
  place: string | null
  lateLimitMinutes: number
  firstRun: Record<string, string>
  paused: { reason: string; until: string | null } | null
  version: number
  current?: Library
}

describe('the settings of a library', () => {
  it('are changed one at a time, and what is not named stays', async () => {
    const own = await door.signedIn(await house.library())
    await own('PATCH', '/library', {
      version: 1,
      purpose: '  To be found.  ',
      place: 'US-CA',
      firstRun: { why: 'done' },
    })
    const { body } = await own<Library>('PATCH', '/library', {
      version: 2,
      lateLimitMinutes: 0,
      firstRun: { post: 'skipped' },
    })
    const { purpose, place, lateLimitMinutes, firstRun, version } = body
    assert.deepEqual(
      { purpose, place, lateLimitMinutes, firstRun, version },
      {
        purpose: 'To be found.',
        place: 'US-CA',
        lateLimitMinutes: 0,
        firstRun: { why: 'done', post: 'skipped' },
        version: 3,
      },
    )
    assert.equal((await own<Library>('PATCH', '/library', { version: 3, purpose: '   ' })).body.purpose, null)
  })

  it('are refused at each field that cannot stand', async () => {
    for (const [given, fields] of [
      [{}, ['version missing']],
      [{ version: 1, name: '' }, ['name too-small']],
      [{ version: 1, zone: 'Mars/Olympus' }, ['zone unknown']],
      [{ version: 1, lateLimitMinutes: 1441 }, ['lateLimitMinutes too-big']],
      [{ version: 1, lateLimitMinutes: 0.5 }, ['lateLimitMinutes invalid-type']],
      [{ version: 1, place: 'california' }, ['place invalid-format']],
      [{ version: 1, kind: 'bookshop' }, ['kind invalid-value']],
      [{ version: 1, firstRun: { coffee: 'done' } }, ['firstRun.coffee unknown']],
      [{ version: 1, handle: 'another' }, ['handle unknown']],
    ] as const) {
      const answer = await ask('PATCH', '/library', given)
      assert.equal(answer.status, 422, JSON.stringify(given))
      assert.deepEqual(
        answer.body.fields?.map(({ path }) => path),
        fields.map((one) => one.split(' ')[0]),
      )
    }
    assert.equal((await ask<Library>('GET', '/library')).body.version, 1)
  })

  it('by two at once are one change; the other is shown what stands', async () => {
    const own = await door.signedIn(await house.library())
    const both = await Promise.all(
      ['Harbor', 'Harbour'].map((name) => own<Library>('PATCH', '/library', { version: 1, name })),
    )
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
    const winner = both.find(({ status }) => status === 200)!.body.name
    const { current } = both.find(({ status }) => status === 409)!.body
    assert.deepEqual([current!.name, current!.version], [winner, 2])
  })

  it('say when a pause ends by itself, and it has ended then', async () => {
    const own = await house.library()
    const director = await door.signedIn(own, 'director')
    const until = new Date(house.deps.clock.now().getTime() + 3_600_000).toISOString()
    const paused = await director<Library>('POST', '/library/pause', { reason: ' Storm ', until })
    assert.deepEqual([paused.body.paused?.reason, paused.body.paused?.until], ['Storm', until])
    await house.database.shift(3_601_000)
    assert.equal((await director<Library>('GET', '/library')).body.paused, null)
    assert.deepEqual(refused(await director('POST', '/library/pause', { reason: '  ' })), [422, ['reason too-small']])
    assert.deepEqual(refused(await director('POST', '/library/pause', { reason: 'x', until })), [422, ['until past']])
    const observer = await door.signedIn(own, 'observer')
    assert.equal((await observer('POST', '/library/pause', { reason: 'x' })).status, 403)
  })
})

interface Key {
  id: string
  key: string
  hint: string
}
describe('an API key', () => {
  // Signed in a moment ago: a grave act asks once more who sits there after ten minutes.
  const make = async (given: object) =>
    (await door.signedIn(library))<Key>('POST', '/keys', { name: 'Website', scopes: ['read'], ...given })
  const asKey = (key: string) => door.raw('/library', { headers: { authorization: `Bearer ${key}` } })

  it('works from when it is shown until it is revoked, and its secret stands in no list', async () => {
    const { status, body } = await make({})
    assert.equal(status, 201)
    assert.equal((await asKey(body.key)).status, 200)
    const list = await ask<{ items: Key[] }>('GET', '/keys')
    assert.doesNotMatch(JSON.stringify(list.body), new RegExp(body.key.slice(6)))
    assert.equal(list.body.items.find(({ id }) => id === body.id)!.hint, body.key.slice(-4))
    assert.equal((await ask('DELETE', `/keys/${body.id}`)).status, 204)
    assert.equal((await asKey(body.key)).status, 401)
    assert.equal((await ask('DELETE', `/keys/${body.id}`)).status, 404)
  })

  it('cut, drawn out, in other letters or without its word is nobody', async () => {
    const { key } = (await make({})).body
    for (const wrong of [key.slice(0, -1), `${key}x`, key.toUpperCase(), key.slice(6), ''])
      assert.equal((await asKey(wrong)).status, 401, wrong)
    for (const authorization of [key, `Basic ${key}`, `bearer${key}`])
      assert.equal((await door.raw('/library', { headers: { authorization } })).status, 401, authorization)
  })

  it('that would do nothing, more than its maker, or be over already is refused by field', async () => {
    const past = new Date(house.deps.clock.now().getTime() - 1).toISOString()
    for (const [given, fields] of [
      [{ scopes: [] }, ['scopes too-small']],
      [{ scopes: ['everything'] }, ['scopes.0 invalid-value']],
      [{ scopes: ['installation'] }, ['scopes beyond-own']],
      [{ expiresAt: past }, ['expiresAt past']],
      [{ expiresAt: 'tomorrow' }, ['expiresAt invalid-format']],
      [{ name: ' ' }, ['name too-small']],
    ] as const)
      assert.deepEqual(refused(await make(given)), [422, [...fields]], JSON.stringify(given))
  })

  it('of another library is neither seen nor revoked', async () => {
    const { id, key } = (await make({})).body
    const stranger = await door.signedIn(await house.library())
    assert.equal((await stranger('DELETE', `/keys/${id}`)).status, 404)
    assert.equal((await asKey(key)).status, 200)
  })
})

interface Member {
  id: string
  email: string
  role: string
  branches: string[]
  code?: string
}
describe('the people of a library', () => {
  const people = async (by: Ask) => (await by<{ items: Member[] }>('GET', '/people')).body.items
  async function staffed() {
    const own = await house.library()
    const by = await door.signedIn(own)
    const { actor } = await own.as('member')
    return { own, by, person: actor.kind === 'person' ? actor.id : '' }
  }

  it('get another role and branches; a branch named twice is one branch, an unknown one is named by its place', async () => {
    const { by, person } = await staffed()
    const east = (await by<Member>('POST', '/branches', { name: 'East' })).body.id
    const west = (await by<Member>('POST', '/branches', { name: 'West' })).body.id
    const once = await by<Member>('PATCH', `/people/${person}`, { role: 'manager', branches: [east, west] })
    assert.deepEqual([once.body.role, once.body.branches.toSorted()], ['manager', [east, west].toSorted()])
    const twice = await by<Member>('PATCH', `/people/${person}`, { branches: [east, east] })
    assert.deepEqual([twice.status, twice.body.branches], [200, [east]])
    const unknown = await by('PATCH', `/people/${person}`, { branches: [west, library.library.id] })
    assert.deepEqual(refused(unknown), [422, ['branches.1 unknown']])
    const found = (await people(by)).find(({ id }) => id === person)!
    assert.deepEqual([found.role, found.branches], ['manager', [east]])
  })

  it('are refused a role that there is not, and the last administrator another', async () => {
    const own = await house.library()
    const by = await door.signedIn(own)
    const administrators = (await people(by)).filter(({ role }) => role === 'administrator')
    assert.deepEqual(refused(await by('PATCH', `/people/${administrators[0]!.id}`, { role: 'king' })), [
      422,
      ['role invalid-value'],
    ])
    const [one, two] = administrators.map(({ id }) => id)
    const both = await Promise.all([one, two].map((id) => by<Member>('PATCH', `/people/${id}`, { role: 'member' })))
    // Whoever asks may lose the right to ask in between; in no case are both gone.
    assert.ok(both.some(({ status }) => status !== 200))
    const left = await house.database.rows(
      "select 1 from membership where library_id = $1 and role = 'administrator'",
      [own.library.id],
    )
    assert.equal(left.length, 1)
  })

  it('who leave see nothing from the next request on', async () => {
    const { own, by } = await staffed()
    const member = await door.signedIn(own, 'member')
    assert.equal((await member('GET', '/library')).status, 200)
    const { person } = (await member<{ person: { id: string } }>('GET', '/me')).body
    assert.equal((await by('DELETE', `/people/${person.id}`)).status, 204)
    assert.equal((await member('GET', '/library')).status, 404)
    assert.equal((await by('DELETE', `/people/${person.id}`)).status, 404)
  })

  it('are managed by administrators alone', async () => {
    const { own, person } = await staffed()
    for (const role of ['manager', 'member', 'director', 'observer'] as const) {
      const by = await door.signedIn(own, role)
      for (const [method, path, given] of [
        ['GET', '/people'],
        ['PATCH', `/people/${person}`, { role: 'administrator' }],
        ['DELETE', `/people/${person}`],
        ['POST', `/people/${person}/cut-off`],
        ['POST', '/people/invitations', { email: 'x@y.example', role: 'administrator' }],
        ['GET', '/audit'],
        ['POST', '/keys', { name: 'x', scopes: ['read'] }],
      ] as const)
        assert.equal((await by(method, path, given)).status, 403, `${role} ${method} ${path}`)
    }
  })
})

describe('an invitation', () => {
  const invite = (email: string, by = ask, more: object = {}) =>
    by<{ id: string; link: string | null; mailed: boolean }>('POST', '/people/invitations', {
      email,
      role: 'member',
      ...more,
    })

  it('without a mail server answers its link once, and no list has it', async () => {
    const { status, body } = await invite('ben@harbor.example')
    assert.deepEqual([status, body.mailed], [201, false])
    const token = body.link!.split('/').at(-1)!
    assert.match(token, /^[\w-]{43}$/)
    const { body: list } = await ask('GET', '/people/invitations')
    assert.match(JSON.stringify(list), /ben@harbor\.example/)
    assert.doesNotMatch(JSON.stringify(list), new RegExp(token))
  })

  it('to one address twice, in other letters too, is one that is open', async () => {
    const by = await door.signedIn(await house.library())
    for (const email of ['cleo@harbor.example', 'Cleo@Harbor.example'])
      assert.equal((await invite(email, by)).status, 201)
    const { body } = await by<{ items: { email: string }[] }>('GET', '/people/invitations')
    assert.equal(body.items.length, 1)
  })

  it('for who is here already is refused, however she writes her address', async () => {
    const own = await house.library()
    const by = await door.signedIn(own)
    const [member] = (await by<{ items: Member[] }>('GET', '/people')).body.items
    assert.deepEqual(refused(await invite(member!.email.toUpperCase(), by)), [422, ['email member']])
  })

  it('is refused for what is no address and no role', async () => {
    assert.deepEqual(refused(await invite('ben')), [422, ['email invalid-format']])
    assert.deepEqual(refused(await invite('ben@harbor.example', ask, { role: 'owner' })), [422, ['role invalid-value']])
    assert.deepEqual(refused(await invite('ben@harbor.example', ask, { name: '' })), [422, ['name too-small']])
  })

  it('taken back twice at once is taken back once', async () => {
    const { id } = (await invite('dora@harbor.example')).body
    const both = await Promise.all([1, 2].map(() => ask('DELETE', `/people/invitations/${id}`)))
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 404])
    assert.equal((await ask('POST', `/people/invitations/${id}/again`)).status, 404)
  })
})

describe('the audit', () => {
  it('refuses what it cannot sift by, at its name, and shows another library nothing', async () => {
    for (const [query, path] of [
      ['after=yesterday', 'after'],
      ['person=ana', 'person'],
      ['subject=1', 'subject'],
      ['by=machines', 'by'],
      [`verb=${'x'.repeat(61)}`, 'verb'],
      ['limit=1000', 'limit'],
    ] as const) {
      const answer = await ask('GET', `/audit?${query}`)
      assert.deepEqual([answer.status, answer.body.fields?.[0]?.path], [422, path], query)
    }
    const own = await door.signedIn(await house.library())
    const { body } = await own<{ items: { subject: { id: string } }[] }>('GET', `/audit?person=${library.person}`)
    assert.deepEqual(body.items, [])
  })
})
