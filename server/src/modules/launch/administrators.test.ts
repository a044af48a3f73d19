import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { hearFacts } from '#app/hear-facts.ts'
import { makeApp } from '#app/http/app.ts'
import { LISTENERS, listenersOf } from '#app/listeners.ts'
import { allOperations } from '#app/operations.ts'
import { Problem } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { join, makeJoinLink, readJoinLink } from '#modules/library/links.ts'
import { startSession } from '#modules/library/sessions.ts'
import { type MailedHouse, mailedHouse, tokenIn } from '#modules/library/testing.ts'
import { listNotices } from '#modules/notices/notices.view.ts'
import { createLibrary, nameAdministratorOf } from './libraries.ts'
import { listLibraries } from './libraries.view.ts'

const HERE = 'https://social.library.example'
const PASSWORD = 'four words are enough'
let house: MailedHouse
/** Keeps the installation, and belongs to a library of her own. */
let keeper: Ctx
let counter = 0
const newEmail = () => `named-${++counter}@mill.example`
before(async () => {
  house = await mailedHouse({ listenersOf })
  const { ctx } = await house.library('administrator')
  keeper = { ...ctx, actor: { ...ctx.actor, installationAdministrator: true } as Ctx['actor'] }
})
after(() => house[Symbol.asyncDispose]())

const name = (library: string, email = newEmail(), as: Ctx = keeper) =>
  nameAdministratorOf(as, library, { email, name: null }, HERE)
const joinBy = (token: string, ctx: Ctx = house.nobody()) =>
  join(ctx, { token, name: 'Eli', password: PASSWORD, userAgent: 'test' })
const problem = (kind: string, path?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (path === undefined || error.fields[0]?.path === path)
const roles = async (library: string) =>
  (await house.database.rows('select role from membership where library_id = $1 order by role', [library])).map(
    ({ role }) => role,
  )
const audit = (library: string) =>
  house.database.rows(
    `select verb, actor ->> 'id' as by, subject ->> 'kind' as kind, detail from audit where library_id = $1 and verb = 'nameAdministrator'`,
    [library],
  )
async function hear() {
  const hearing = hearFacts(house.deps, LISTENERS)
  await hearing.drain()
  await hearing.stop()
}

describe('a library that has lost its only administrator', () => {
  it('gets another one by a letter, and what it had stays', async () => {
    const mill = await house.library('administrator')
    await mill.as('member')
    await house.database.rows("delete from membership where library_id = $1 and role = 'administrator'", [
      mill.library.id,
    ])
    const listed = (await listLibraries(keeper, { limit: 100 })).items.find(({ id }) => id === mill.library.id)
    assert.equal(listed?.administrators, 0)

    const email = newEmail()
    const made = await name(mill.library.id, email)
    assert.deepEqual([made.mailed, made.link], [true, null])
    const letter = house.letters.at(-1)!
    assert.equal(letter.to, email)
    const token = tokenIn(letter.text)
    assert.deepEqual((await readJoinLink(house.nobody(), token)).role, 'administrator')
    await joinBy(token)
    assert.deepEqual(await roles(mill.library.id), ['administrator', 'member'])
    await assert.rejects(joinBy(token), problem('not-found'))
  })

  it('has it in its own log with who did it, and nothing in the log of the one who did', async () => {
    const mill = await house.library('administrator')
    const made = await name(mill.library.id)
    assert.ok(keeper.actor.kind === 'person')
    assert.deepEqual(await audit(mill.library.id), [
      { verb: 'nameAdministrator', by: keeper.actor.id, kind: 'invitation', detail: { role: 'administrator' } },
    ])
    assert.deepEqual(await audit(keeper.library!.id), [])
    assert.ok(made.id)
  })

  it('tells the administrators that there still are: once, for the week of the link, until it is taken back', async () => {
    const mill = await house.library('administrator')
    await name(mill.library.id)
    await hear()
    await hear()
    const kinds = async (ctx: Ctx) => (await listNotices(ctx, { limit: 10 })).items.map(({ kind }) => kind)
    assert.deepEqual(await kinds(mill.ctx), ['administrator.named'])
    assert.deepEqual(await kinds(keeper), [])
    await house.database.rows('update one_time_link set withdrawn_at = now() where library_id = $1', [mill.library.id])
    assert.deepEqual(await kinds(mill.ctx), [])
  })

  it('answers the link once where nothing can be mailed, and it leads to that library', async () => {
    const mill = await house.library('administrator')
    house.refuse(true)
    const made = await name(mill.library.id).finally(() => house.refuse(false))
    assert.ok(!made.mailed && made.why === 'refused')
    assert.ok(made.link.startsWith(`${HERE}/app/join/`))
    const told = await readJoinLink(house.nobody(), tokenIn(made.link))
    assert.equal(told.library.handle, mill.library.handle)
  })

  it('makes a member with another role administrator, by her own sign-in', async () => {
    const mill = await house.library('observer')
    const email = newEmail()
    await house.database.rows('update person set email = $1 where id = $2', [email, mill.person])
    await name(mill.library.id, email)
    const token = tokenIn(house.letters.at(-1)!.text)
    await assert.rejects(joinBy(token), problem('bad-input', 'email'))
    assert.equal((await joinBy(token, mill.ctx)).person, mill.person)
    assert.deepEqual(await roles(mill.library.id), ['administrator'])
  })

  it('of two links to one address only the newer is good, whoever asked for the older', async () => {
    const mill = await house.library('administrator')
    const email = newEmail()
    const { token } = await inTx(mill.ctx, 'test', (tx) => makeJoinLink(tx, email, 'member'))
    await name(mill.library.id, email)
    await assert.rejects(joinBy(token), problem('not-found'))
    const both = await Promise.allSettled([name(mill.library.id, email), name(mill.library.id, email)])
    assert.ok(both.every(({ status }) => status === 'fulfilled'))
  })

  it('is not for who is administrator there already: the field says what to do instead', async () => {
    const mill = await house.library('administrator')
    const email = newEmail()
    await house.database.rows('update person set email = $1 where id = $2', [email, mill.person])
    await assert.rejects(name(mill.library.id, email.toUpperCase()), problem('bad-input', 'email'))
    assert.deepEqual(await audit(mill.library.id), [])
  })
})

describe('naming an administrator', () => {
  it('is not for an administrator of a library, nor for a program of one; nothing is made', async () => {
    const [mill, other] = [await house.library('administrator'), await house.library('administrator')]
    const program: Ctx = {
      ...other.job,
      actor: { kind: 'api-key', id: other.person, name: 'Site', scopes: ['manage'], createdBy: null },
    }
    for (const as of [other.ctx, mill.ctx, program])
      await assert.rejects(name(mill.library.id, newEmail(), as), problem('not-allowed'))
    assert.deepEqual(
      await house.database.rows('select 1 from one_time_link where library_id = $1', [mill.library.id]),
      [],
    )
  })

  it('of a library that is not there finds nothing', async () => {
    await assert.rejects(name('01900000-0000-7000-8000-000000000000'), problem('not-found'))
  })

  it('over HTTP asks for a proof first, names a wrong field, and never repeats the answer', async () => {
    const mill = await house.library('administrator')
    assert.ok(keeper.actor.kind === 'person')
    const { id } = keeper.actor
    await house.database.rows('update person set installation_administrator = true where id = $1', [id])
    const { token } = await inTx({ ...keeper, library: null }, 'test', (tx) => startSession(tx, id, false, 'test'))
    const app = makeApp(house.deps, allOperations(), [])
    const ask = async (body: unknown) => {
      const response = await app.fetch(
        new Request(`http://localhost/api/v1/libraries/${mill.library.id}/administrators`, {
          method: 'POST',
          headers: {
            cookie: `shelftalker=${token}`,
            'content-type': 'application/json',
            'shelftalker-request': '1',
            'shelftalker-library': keeper.library!.handle,
          },
          body: JSON.stringify(body),
        }),
      )
      return {
        status: response.status,
        body: (await response.json()) as { code?: string; fields?: { path: string }[] },
      }
    }
    const wrong = await ask({ email: 'eli', role: 'member' })
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.body.fields?.map(({ path }) => path).sort(), ['email', 'role'])
    assert.equal((await ask({ email: newEmail() })).status, 201)
    await house.database.shift(11 * 60_000)
    assert.equal((await ask({ email: newEmail() })).status, 401)
    assert.equal((await audit(mill.library.id)).length, 1)
  })
})

describe('adding a library', () => {
  it('mails the link to its first person and answers it too; a mail server that refuses takes nothing back', async () => {
    const made = await createLibrary(
      keeper,
      { name: 'Mill Street Library', handle: 'mill-street', zone: 'America/Chicago', email: newEmail() },
      HERE,
    )
    assert.equal(made.mailed, true)
    assert.ok(house.letters.at(-1)!.text.includes(made.link))
    house.refuse(true)
    const second = await createLibrary(
      keeper,
      { name: 'Weir Library', handle: 'weir', zone: 'America/Chicago', email: newEmail() },
      HERE,
    ).finally(() => house.refuse(false))
    assert.equal(second.mailed, false)
    assert.equal((await readJoinLink(house.nobody(), tokenIn(second.link))).library.handle, 'weir')
  })
})
