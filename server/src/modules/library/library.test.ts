import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { readLibrary } from './library.view.ts'
import { changeLibrary, pauseLibrary } from './settings.ts'
import { signIn } from './sign-in.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

const problem = (kind: string, path?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (path === undefined || error.fields[0]?.path === path)

describe('signing in', () => {
  const nobody = () => ({ ...house.deps, library: null, actor: { kind: 'nobody' as const }, tx: null })
  const attempt = async (email: string, password: string, address = '192.0.2.1') => {
    const done = await signIn(nobody(), { email, password, sharedComputer: false, address, userAgent: 'test' })
    if ('secondStep' in done) throw new Error('nobody here has a second step')
    return done
  }
  const emailOf = async (id: string) =>
    (
      await look(nobody(), (tx) =>
        tx.db.selectFrom('person').select('email').where('id', '=', id).executeTakeFirstOrThrow(),
      )
    ).email

  it('answers a new token each time, and keeps only its digest', async () => {
    const { person } = await house.library()
    const email = await emailOf(person)
    const one = await attempt(email, 'four words are enough')
    const two = await attempt(email, 'four words are enough')
    assert.notEqual(one.token, two.token)
    const rows = await look(nobody(), (tx) =>
      tx.db.selectFrom('session').selectAll().where('person_id', '=', person).execute(),
    )
    assert.equal(rows.length, 2)
    assert.ok(rows.every((row) => !row.token_hash.toString('base64url').includes(one.token)))
  })

  it('rests an account after eight wrong passwords, and says how many tries are left before', async () => {
    const { person } = await house.library()
    const email = await emailOf(person)
    for (let left = 7; left >= 1; left--) {
      const error = await attempt(email, 'not the password').catch((caught: Problem) => caught)
      assert.equal((error as Problem).extra.triesLeft, left)
    }
    await assert.rejects(attempt(email, 'not the password'), problem('too-many'))
    await assert.rejects(attempt(email, 'four words are enough'), problem('too-many'))
    await house.database.shift(16 * 60_000)
    assert.ok(await attempt(email, 'four words are enough'))
  })

  it('says the same of an email that nobody has', async () => {
    await assert.rejects(
      attempt('nobody@harbor.example', 'four words are enough', '192.0.2.7'),
      problem('not-signed-in'),
    )
  })
})

describe('the settings of a library', () => {
  it('are changed by one of two editors; the other sees what stands', async () => {
    const { ctx } = await house.library()
    const { version } = await readLibrary(ctx)
    await changeLibrary(ctx, { version, name: 'Harbor County Library' })
    const error = await changeLibrary(ctx, { version, name: 'Harbour' }).catch((caught: Problem) => caught)
    assert.equal((error as Problem).kind, 'conflict')
    assert.equal(((error as Problem).extra.current as { name: string }).name, 'Harbor County Library')
  })

  it('refuse a zone that does not exist, by its field', async () => {
    const { ctx } = await house.library()
    await assert.rejects(changeLibrary(ctx, { version: 1, zone: 'Atlantis/Harbor' }), problem('bad-input', 'zone'))
  })

  it('can be paused by a director and not by an observer', async () => {
    const { as } = await house.library()
    const paused = await pauseLibrary(await as('director'), { reason: 'Storm', until: null })
    assert.equal(paused.paused?.reason, 'Storm')
    await assert.rejects(pauseLibrary(await as('observer'), { reason: 'Storm', until: null }), problem('not-allowed'))
  })

  it('refuse a pause that ends before it begins', async () => {
    const { ctx } = await house.library()
    await assert.rejects(pauseLibrary(ctx, { reason: 'Storm', until: new Date(0) }), problem('bad-input', 'until'))
  })
})

describe('API keys', () => {
  it('cannot do more than the person who makes them', async () => {
    const { as } = await house.library()
    await assert.rejects(
      createKey(await as('member'), { name: 'Site', scopes: ['manage'], expiresAt: null }),
      problem('bad-input', 'scopes'),
    )
  })

  it('are shown once, listed without their secret, and gone once revoked', async () => {
    const { ctx } = await house.library()
    const made = await createKey(ctx, { name: 'Site', scopes: ['read'], expiresAt: null })
    const listed = await listKeys(ctx)
    assert.deepEqual(
      listed.map((one) => one.id),
      [made.id],
    )
    assert.ok(!JSON.stringify(listed).includes(made.key))
    await revokeKey(ctx, made.id)
    assert.equal((await listKeys(ctx)).length, 0)
  })

  it('of one library are not seen by another', async () => {
    const mine = await house.library()
    const other = await house.library()
    const made = await createKey(mine.ctx, { name: 'Site', scopes: ['read'], expiresAt: null })
    assert.equal((await listKeys(other.ctx)).length, 0)
    await assert.rejects(revokeKey(other.ctx, made.id), problem('not-found'))
  })
})
