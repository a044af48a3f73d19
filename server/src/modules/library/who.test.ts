import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { createBranch } from './branches.ts'
import { cutOff } from './cut-off.ts'
import { issueKey, revokeKey } from './keys.ts'
import { changeMember } from './members.ts'
import { giveRole } from './people.ts'
import { signOut, startSession } from './sessions.ts'
import { whoIs } from './who.view.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

const asks = (headers: Record<string, string>, path = '/') =>
  whoIs(house.deps, new Request(`http://localhost${path}`, { headers }))
const withKey = (key: string, more: Record<string, string> = {}) => asks({ authorization: `Bearer ${key}`, ...more })
const withSession = (token: string, library?: string) =>
  asks({ cookie: `shelftalker=${token}`, ...(library !== undefined && { 'shelftalker-library': library }) })
const keyOf = ({ ctx }: TestLibrary, expiresAt: Date | null = null) =>
  inTx(ctx, 'test', (tx) => issueKey(tx, { name: 'Catalogue', scopes: ['read', 'write'], expiresAt }))
const sessionOf = async ({ job }: TestLibrary, person: string, shared = false) =>
  (await inTx(job, 'test', (tx) => startSession(tx, person, shared, 'test'))).token
const refused = (error: unknown) => error instanceof Problem && error.kind === 'not-signed-in'
const inHours = (hours: number) => new Date(house.deps.clock.now().getTime() + hours * 3_600_000)

describe('who asks with a key', () => {
  it('is that key, in its library and no other, whatever library the request names', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const { id, key } = await keyOf(mine)
    const expected = {
      actor: { kind: 'api-key', id, name: 'Catalogue', scopes: ['read', 'write'], createdBy: mine.person },
      library: mine.library,
      byCookie: false,
    }
    assert.deepEqual(await withKey(key), expected)
    assert.deepEqual(await withKey(key, { 'shelftalker-library': other.library.handle }), expected)
    assert.deepEqual(await asks({ authorization: `Bearer ${key}` }, `/?library=${other.library.handle}`), expected)
  })

  it('is refused at the very next request once the key is revoked, and when its end has come', async () => {
    const mine = await house.library()
    const { id, key } = await keyOf(mine)
    const ending = await keyOf(mine, inHours(2))
    for (let n = 0; n < 8; n++) await withKey(key)
    await revokeKey(mine.ctx, id)
    await assert.rejects(withKey(key), refused)
    await withKey(ending.key)
    await house.database.shift(2 * 3_600_000)
    await assert.rejects(withKey(ending.key), refused)
  })

  it('is refused with what is no key: made up, cut short, empty, or meant for the database', async () => {
    const { key } = await keyOf(await house.library())
    for (const odd of [`${key}x`, key.slice(0, -1), key.toUpperCase(), 'shelf_', "'; drop table api_key; --", '\\x00'])
      await assert.rejects(withKey(odd), refused, odd)
    for (const header of ['Bearer', 'Bearer  ', `Basic ${key}`, key])
      await assert.rejects(asks({ authorization: header }), refused, header)
    assert.equal((await withKey(key)).actor.kind, 'api-key')
  })

  it('leaves a mark of when it was used, at most once a minute', async () => {
    const mine = await house.library()
    const { id, key } = await keyOf(mine)
    const used = async () =>
      (await house.database.rows('select last_used_at from api_key where id = $1', [id]))[0]!.last_used_at as Date
    await withKey(key)
    const first = await used()
    await withKey(key)
    assert.deepEqual(await used(), first)
    await house.database.shift(61_000)
    await withKey(key)
    assert.ok((await used()).getTime() >= first.getTime() + 60_000)
  })
})

describe('who asks with a session', () => {
  it('is that person, with her role in the library that is named, and with none in another’s', async () => {
    const [mine, second, foreign] = [await house.library(), await house.library(), await house.library()]
    const token = await sessionOf(mine, mine.person)
    await inTx(second.job, 'test', (tx) => giveRole(tx, mine.person, 'observer'))
    const role = async (handle?: string) => {
      const { actor, library } = await withSession(token, handle)
      assert.equal(actor.kind === 'person' && actor.id, mine.person)
      return [(actor as Extract<Actor, { kind: 'person' }>).role, library?.id ?? null]
    }
    assert.deepEqual(await role(mine.library.handle), ['administrator', mine.library.id])
    assert.deepEqual(await role(mine.library.handle.toUpperCase()), ['administrator', mine.library.id])
    assert.deepEqual(await role(second.library.handle), ['observer', second.library.id])
    for (const handle of [foreign.library.handle, 'nowhere', '', "x'; select 1; --", '-'.repeat(70)])
      assert.deepEqual(await role(handle), [null, null], handle)
    assert.deepEqual(await role(), [null, null])
  })

  it('has the library in the address where a header cannot be sent', async () => {
    const mine = await house.library()
    const token = await sessionOf(mine, mine.person)
    const known = await asks({ cookie: `other=1; shelftalker=${token}` }, `/?library=${mine.library.handle}`)
    assert.deepEqual([known.library?.id, known.byCookie], [mine.library.id, true])
  })

  it('is nobody from the next request on, once signed out, cut off, or past the session’s end', async () => {
    const mine = await house.library()
    const person = async () => {
      const { actor } = await mine.as('member')
      return (actor as Extract<Actor, { kind: 'person' }>).id
    }
    const kind = async (token: string) => (await withSession(token, mine.library.handle)).actor.kind
    const [leaver, goer] = [await person(), await person()]
    const token = await sessionOf(mine, leaver)
    // Often enough for the database to have made its plan for good.
    for (let n = 0; n < 8; n++) assert.equal(await kind(token), 'person')
    await cutOff(mine.ctx, leaver)
    const after = await withSession(token, mine.library.handle)
    assert.ok(after.actor.kind === 'nobody' || (after.actor.kind === 'person' && after.actor.role === null))
    assert.equal(after.library, null)

    const going = await sessionOf(mine, goer)
    const { actor, library } = await withSession(going, mine.library.handle)
    await signOut({ ...mine.job, actor, library }, { everywhere: false })
    assert.equal(await kind(going), 'nobody')

    const shared = await sessionOf(mine, mine.person, true)
    assert.equal(await kind(shared), 'person')
    await house.database.shift(31 * 60_000)
    assert.equal(await kind(shared), 'nobody')
  })

  it('acts by a changed role and branch at the next request', async () => {
    const mine = await house.library()
    const colleague = (await mine.as('member')).actor as Extract<Actor, { kind: 'person' }>
    const wharf = await createBranch(mine.ctx, { name: 'Wharf Street', zone: null, address: null })
    const token = await sessionOf(mine, colleague.id)
    const now = async () => {
      const { actor } = await withSession(token, mine.library.handle)
      return actor.kind === 'person' ? [actor.role, actor.branches] : null
    }
    assert.deepEqual(await now(), ['member', null])
    await changeMember(mine.ctx, colleague.id, { role: 'observer' })
    assert.deepEqual(await now(), ['observer', null])
    await house.database.rows('insert into membership_branch (library_id, person_id, branch_id) values ($1, $2, $3)', [
      mine.library.id,
      colleague.id,
      wharf.id,
    ])
    assert.deepEqual(await now(), ['observer', [wharf.id]])
  })

  it('lives on while it is used', async () => {
    const mine = await house.library()
    const token = await sessionOf(mine, mine.person, true)
    for (let n = 0; n < 3; n++) {
      await house.database.shift(20 * 60_000)
      assert.equal((await withSession(token, mine.library.handle)).actor.kind, 'person')
    }
  })
})

describe('asking who it is', () => {
  it('leaves no library on the connection, so that what follows sees nothing by itself', async () => {
    const mine = await house.library()
    const { key } = await keyOf(mine)
    const token = await sessionOf(mine, mine.person)
    await Promise.all(Array.from({ length: 12 }, () => withKey(key)))
    await withSession(token, mine.library.handle)
    for (let n = 0; n < 12; n++)
      assert.deepEqual((await house.deps.database.pool.query('select id from library')).rows, [])
  })

  it('mixes up nobody when many ask at once over the same connections', async () => {
    const all = [await house.library(), await house.library(), await house.library()]
    const keys = await Promise.all(all.map((one) => keyOf(one)))
    const tokens = await Promise.all(all.map((one) => sessionOf(one, one.person)))
    const found = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const at = n % 3
        const known = n % 2 ? await withKey(keys[at]!.key) : await withSession(tokens[at]!, all[at]!.library.handle)
        return known.library?.id === all[at]!.library.id
      }),
    )
    assert.ok(found.every(Boolean))
  })
})
