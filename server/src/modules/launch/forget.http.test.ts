import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import { allOperations } from '#app/operations.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { createKey } from '#modules/library/keys.ts'
import { removeMember } from '#modules/library/members.ts'
import { startSession } from '#modules/library/sessions.ts'
import { type MailedHouse, mailedHouse } from '#modules/library/testing.ts'
import { PLACE } from '#modules/library/testing-authenticator.ts'
import { comesIn, PASSWORD } from './testing.ts'

/** As a browser, or a program, sends it. */
let house: MailedHouse
let app: ReturnType<typeof makeApp>
before(async () => {
  house = await mailedHouse({ env: { SHELFTALKER_PUBLIC_URL: PLACE } })
  app = makeApp(house.deps, allOperations(), [])
})
after(() => house[Symbol.asyncDispose]())

interface Browser {
  ask(method: string, path: string, body?: unknown, more?: Record<string, string>): Promise<Answer>
}
/** Of all that is asked here, as it comes over the wire. */
interface Body {
  ways?: string[]
  code?: string
  detail?: string
  email?: string
  fields?: { path: string }[]
  items?: { id: string; name: string; elsewhere?: boolean; anonymous?: boolean }[]
  next?: string | null
}
interface Answer {
  status: number
  body: Body
  cookie: string | null
}

/** @param provedAt null: this session has not shown lately who sits there */
async function browserOf(library: TestLibrary, person: string, provedAt: Date | null): Promise<Browser> {
  const { token } = await inTx(library.job, 'test', (tx) => startSession(tx, person, false, 'test', provedAt))
  return {
    async ask(method, path, body, more = {}) {
      const response = await app.fetch(
        new Request(`http://localhost/api/v1${path}`, {
          method,
          headers: {
            cookie: `shelftalker=${token}`,
            'shelftalker-library': library.library.handle,
            'shelftalker-request': '1',
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...more,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      )
      const text = await response.text()
      return {
        status: response.status,
        body: text ? JSON.parse(text) : null,
        cookie: response.headers.get('set-cookie'),
      }
    },
  }
}
const nameOf = async (id: string) => (await house.database.rows('select name from person where id = $1', [id]))[0]!.name

async function left() {
  const mine = await house.library()
  const leaver = await comesIn(house, mine)
  await removeMember(mine.ctx, leaver.id)
  return { mine, leaver, ana: await browserOf(mine, mine.person, house.deps.clock.now()) }
}

describe('removing a name for good, over the wire', () => {
  it('is a grave act: without a fresh proof nothing is done, and after it it is', async () => {
    const { mine, leaver } = await left()
    const ana = await browserOf(mine, mine.person, null)
    const path = `/persons/${leaver.id}/forget`
    const asked = await ana.ask('POST', path)
    assert.equal(asked.status, 401)
    assert.deepEqual(asked.body.ways, ['password'])
    assert.equal(await nameOf(leaver.id), leaver.name)
    assert.equal((await ana.ask('POST', '/me/proof', { password: 'a wrong one' })).status, 422)
    assert.equal((await ana.ask('POST', path)).status, 401)
    assert.equal((await ana.ask('POST', '/me/proof', { password: PASSWORD })).status, 204)
    assert.equal((await ana.ask('POST', path)).status, 204)
    assert.equal(await nameOf(leaver.id), 'A former colleague')
    // A lost answer is asked for again: it is done, and that is no error.
    assert.equal((await ana.ask('POST', path)).status, 204)
    const asking = await ana.ask('GET', `/persons/${leaver.id}/forgetting`)
    assert.deepEqual([asking.status, asking.body.code], [409, 'done'])
  })

  it('is refused while she is a member, with what to do first', async () => {
    const { mine, ana } = await left()
    const there = await comesIn(house, mine)
    const answer = await ana.ask('POST', `/persons/${there.id}/forget`)
    assert.deepEqual([answer.status, answer.body.code], [409, 'member'])
    assert.match(answer.body.detail!, /End the membership first/)
  })

  it('answers another library’s administrator, a manager and a plain member that there is nobody', async () => {
    const { mine, leaver } = await left()
    const other = await house.library()
    const manager = await mine.as('manager')
    assert.ok(manager.actor.kind === 'person')
    const strangers = [
      await browserOf(other, other.person, house.deps.clock.now()),
      await browserOf(mine, manager.actor.id, house.deps.clock.now()),
    ]
    for (const stranger of strangers) {
      assert.equal((await stranger.ask('GET', `/persons/${leaver.id}/forgetting`)).status, 404)
      assert.equal((await stranger.ask('POST', `/persons/${leaver.id}/forget`)).status, 404)
    }
    // Naming the right library in the header makes nobody its administrator.
    const header = { 'shelftalker-library': mine.library.handle }
    assert.equal((await strangers[0]!.ask('POST', `/persons/${leaver.id}/forget`, undefined, header)).status, 404)
    assert.equal(await nameOf(leaver.id), leaver.name)
  })

  it('is not for programs, and an id that is none names its field', async () => {
    const { mine, leaver, ana } = await left()
    const { key } = await createKey(mine.ctx, { name: 'All', scopes: ['read', 'manage'], expiresAt: null })
    const byKey = await app.fetch(
      new Request(`http://localhost/api/v1/persons/${leaver.id}/forget`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
      }),
    )
    assert.equal(byKey.status, 403)
    assert.equal(await nameOf(leaver.id), leaver.name)
    const odd = await ana.ask('POST', '/persons/everybody/forget')
    assert.deepEqual([odd.status, odd.body.fields?.[0]?.path], [422, 'person'])
  })

  it('is refused to a page of somebody else that the browser visits', async () => {
    const { leaver, ana } = await left()
    const answer = await ana.ask('POST', `/persons/${leaver.id}/forget`, undefined, { origin: 'https://evil.example' })
    assert.equal(answer.status, 403)
    assert.equal(await nameOf(leaver.id), leaver.name)
  })

  it('by herself ends her session and takes its cookie away', async () => {
    const { mine, leaver } = await left()
    const hers = await browserOf(mine, leaver.id, house.deps.clock.now())
    const told = await hers.ask('GET', `/persons/${leaver.id}/forgetting`)
    assert.deepEqual([told.status, told.body.email], [200, leaver.email])
    const done = await hers.ask('POST', `/persons/${leaver.id}/forget`)
    assert.equal(done.status, 204)
    assert.match(done.cookie ?? '', /^shelftalker=;.*Max-Age=0/)
    assert.equal((await hers.ask('GET', '/me')).status, 401)
  })
})

describe('who left', () => {
  it('is listed for administrators, the last first, page by page, without addresses and without who is back', async () => {
    const mine = await house.library()
    const ana = await browserOf(mine, mine.person, house.deps.clock.now())
    const leavers = []
    for (let n = 0; n < 3; n++) {
      const one = await comesIn(house, mine)
      await house.database.shift(1000)
      await removeMember(mine.ctx, one.id)
      leavers.push(one)
    }
    const back = await comesIn(house, mine)
    await removeMember(mine.ctx, back.id)
    await house.database.rows(`insert into membership (library_id, person_id, role) values ($1, $2, 'member')`, [
      mine.library.id,
      back.id,
    ])
    const first = await ana.ask('GET', '/people/former?limit=2')
    assert.equal(first.status, 200)
    assert.deepEqual(
      first.body.items!.map(({ name }) => name),
      [leavers[2]!.name, leavers[1]!.name],
    )
    const rest = await ana.ask('GET', `/people/former?limit=2&after=${first.body.next}`)
    assert.deepEqual(
      rest.body.items!.map(({ name, elsewhere, anonymous }) => ({
        name,
        elsewhere,
        anonymous,
      })),
      [{ name: leavers[0]!.name, elsewhere: false, anonymous: false }],
    )
    assert.equal(rest.body.next, null)
    assert.ok(!JSON.stringify([first.body, rest.body]).includes('@'))
  })

  it('of another library is not seen', async () => {
    const { leaver } = await left()
    const other = await house.library()
    const mo = await browserOf(other, other.person, house.deps.clock.now())
    const { body } = await mo.ask('GET', '/people/former')
    assert.ok(!JSON.stringify(body).includes(leaver.id))
    const { status } = await mo.ask('GET', '/installation/people')
    assert.equal(status, 403)
  })

  it('is also known of who was removed by hand in the database', async () => {
    const mine = await house.library()
    const ana = await browserOf(mine, mine.person, house.deps.clock.now())
    const leaver = await comesIn(house, mine)
    await house.database.rows('delete from membership where person_id = $1', [leaver.id])
    const { body } = await ana.ask('GET', '/people/former')
    assert.deepEqual(
      body.items!.map(({ id }) => id),
      [leaver.id],
    )
  })
})
