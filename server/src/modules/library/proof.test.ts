import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import { allOperations } from '#app/operations.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { branchInput } from './branches.input.ts'
import { createBranch } from './branches.ts'
import { issueKey } from './keys.ts'
import { makeJoinLink } from './links.ts'
import { startSession } from './sessions.ts'
import { type MailedHouse, mailedHouse } from './testing.ts'
import { authenticator, PLACE } from './testing-authenticator.ts'
import type { RegisterOptions, SignInOptions } from './webauthn.ts'

const PASSWORD = 'four words are enough'
let house: MailedHouse
let app: ReturnType<typeof makeApp>
before(async () => {
  house = await mailedHouse({ env: { SHELFTALKER_PUBLIC_URL: PLACE } })
  app = makeApp(house.deps, allOperations(), [])
})
after(() => house[Symbol.asyncDispose]())

type Answer = { status: number; body: Record<string, unknown> }
type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>

/** One browser: a session, and what it asks for. */
async function browser(mine: TestLibrary, person = mine.person): Promise<Ask> {
  const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, person, false, 'test'))
  return asking(mine, { cookie: `shelftalker=${token}` })
}
const asking =
  (mine: TestLibrary, headers: Record<string, string>): Ask =>
  async (method, path, body) => {
    const response = await app.fetch(
      new Request(`${PLACE}/api/v1${path}`, {
        method,
        headers: {
          'shelftalker-library': mine.library.handle,
          'shelftalker-request': '1',
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    )
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }
/** As if everybody’s last proof were eleven minutes old. */
const wait = (mine: TestLibrary) =>
  house.database.rows(`update session set proved_at = proved_at - interval '11 minutes' where person_id = $1`, [
    mine.person,
  ])
const KEY = { name: 'Site', scopes: ['read'], expiresAt: null }
const asksForProof = ({ status, body }: Answer) => status === 401 && body.type === '/api/problems/proof-needed'

async function somebody() {
  const mine = await house.library()
  const ask = await browser(mine)
  await wait(mine)
  return { mine, ask }
}
async function colleagueOf(mine: TestLibrary): Promise<string> {
  const { actor } = await mine.as('member')
  return (actor as { id: string }).id
}

describe('a grave act', () => {
  it('is done without a question within ten minutes of the sign-in', async () => {
    const mine = await house.library()
    const ask = await browser(mine)
    assert.equal((await ask('POST', '/keys', KEY)).status, 201)
  })

  it('asks afterwards, says in which ways, and does nothing meanwhile', async () => {
    const { mine, ask } = await somebody()
    const person = await colleagueOf(mine)
    const invitation = (await inTx(mine.job, 'test', (tx) => makeJoinLink(tx, 'z@harbor.example', 'administrator'))).id
    const letters = house.letters.length
    const grave: Parameters<Ask>[] = [
      ['POST', '/keys', KEY],
      ['POST', `/people/${person}/cut-off`],
      ['PATCH', `/people/${person}`, { role: 'administrator' }],
      ['POST', '/people/invitations', { email: 'x@harbor.example', role: 'administrator' }],
      ['POST', `/people/invitations/${invitation}/again`],
      ['PUT', '/me/password', { password: 'a boat full of books' }],
      ['POST', '/me/passkeys/options'],
      ['DELETE', `/me/passkeys/${person}`],
      ['POST', '/me/second-step/begin'],
      ['POST', '/me/second-step/codes'],
      ['DELETE', '/me/second-step'],
    ]
    for (const one of grave) {
      const answer = await ask(...one)
      assert.ok(asksForProof(answer), `${one[0]} ${one[1]}: ${answer.status}`)
      assert.deepEqual(answer.body.ways, ['password'])
    }
    assert.deepEqual((await ask('GET', '/keys')).body.items, [])
    const { body } = await ask('GET', `/people/${person}`)
    assert.equal(body.role, 'member')
    const open = (await ask('GET', '/people/invitations')).body.items as { id: string }[]
    assert.deepEqual([open.map(({ id }) => id), house.letters.length], [[invitation], letters])
  })

  it('is asked about only where it is grave', async () => {
    const { mine, ask } = await somebody()
    const person = await colleagueOf(mine)
    assert.equal((await ask('PATCH', `/people/${person}`, { role: 'manager' })).status, 200)
    assert.equal((await ask('POST', '/people/invitations', { email: 'y@harbor.example', role: 'member' })).status, 201)
    const { items } = (await ask('GET', '/people/invitations')).body as { items: { id: string }[] }
    assert.equal((await ask('POST', `/people/invitations/${items[0]!.id}/again`)).status, 200)
    assert.equal((await ask('GET', '/me/sign-in')).status, 200)
  })

  it('names what is wrong with the request before it asks for a proof', async () => {
    const { ask } = await somebody()
    const { status, body } = await ask('POST', '/keys', { ...KEY, scopes: [] })
    assert.deepEqual([status, (body.fields as { path: string }[])[0]!.path], [422, 'scopes'])
  })

  it('that a role may not do is refused without a question', async () => {
    const { mine } = await somebody()
    const ask = await browser(mine, await colleagueOf(mine))
    assert.equal((await ask('POST', '/keys', KEY)).status, 403)
  })

  it('of a program asks nothing: a key is proof itself', async () => {
    const { mine } = await somebody()
    const { key } = await inTx(mine.job, 'test', (tx) =>
      issueKey(tx, { name: 'Program', scopes: ['read', 'manage'], expiresAt: null }),
    )
    const ask = asking(mine, { authorization: `Bearer ${key}` })
    assert.equal((await ask('POST', '/keys', KEY)).status, 201)
    assert.equal((await ask('POST', `/people/${await colleagueOf(mine)}/cut-off`)).status, 200)
    assert.equal((await ask('POST', '/me/proof', { password: PASSWORD })).status, 403)
    assert.equal((await ask('GET', '/me/sessions')).status, 403)
  })
})

describe('a proof', () => {
  it('by password is good for ten minutes', async () => {
    const { mine, ask } = await somebody()
    assert.equal((await ask('POST', '/me/proof', { password: PASSWORD })).status, 204)
    assert.equal((await ask('POST', '/keys', KEY)).status, 201)
    await wait(mine)
    assert.ok(asksForProof(await ask('POST', '/keys', KEY)))
  })

  it('is the session’s own: another one of the same person has to prove for itself', async () => {
    const { mine, ask } = await somebody()
    const elsewhere = await browser(mine)
    assert.ok(asksForProof(await ask('POST', '/keys', KEY)), 'a new sign-in elsewhere proves nothing here')
    await wait(mine)
    await ask('POST', '/me/proof', { password: PASSWORD })
    assert.ok(asksForProof(await elsewhere('POST', '/keys', KEY)))
    assert.equal((await ask('POST', '/keys', KEY)).status, 201)
  })

  it('by a wrong password names the field and the tries that are left, then rests; the session stays', async () => {
    const { ask } = await somebody()
    const first = await ask('POST', '/me/proof', { password: 'not it' })
    assert.equal(first.status, 422)
    assert.deepEqual((first.body.fields as { path: string }[])[0]!.path, 'password')
    assert.match(String(first.body.detail), /7 tries are left/)
    for (let guess = 0; guess < 7; guess++) await ask('POST', '/me/proof', { password: 'not it' })
    assert.equal((await ask('POST', '/me/proof', { password: PASSWORD })).status, 429)
    assert.ok(asksForProof(await ask('POST', '/keys', KEY)))
    assert.equal((await ask('GET', '/me')).status, 200)
  })

  it('needs one way, not none and not two', async () => {
    const { ask } = await somebody()
    for (const body of [{}, { password: PASSWORD, passkey: {} }])
      assert.equal((await ask('POST', '/me/proof', body)).status, 422)
  })

  it('by somebody else’s passkey, or by one that was signed for a sign-in, is none', async () => {
    const mine = await house.library()
    const [ana, ben] = [await browser(mine), await browser(mine, await colleagueOf(mine))]
    const device = authenticator()
    const made = await ana('POST', '/me/passkeys/options')
    const passkey = device.register(made.body.options as RegisterOptions)
    assert.equal((await ana('POST', '/me/passkeys', { name: 'Phone', passkey })).status, 201)
    const options = async (ask: Ask, path = '/me/proof/options') =>
      (await ask('POST', path)).body.options as SignInOptions
    const notHers = await ben('POST', '/me/proof', { passkey: device.sign(await options(ben)) })
    assert.equal(notHers.status, 422)
    await wait(mine)
    const forBen = await ana('POST', '/me/proof', { passkey: device.sign(await options(ben)) })
    assert.equal(forBen.status, 409, 'a challenge that was given to him is not hers to sign')
    const signIn = await options(ana, '/sign-in/passkey/options')
    assert.equal((await ana('POST', '/me/proof', { passkey: device.sign(signIn) })).status, 409)
    const asked = await ana('POST', '/keys', KEY)
    assert.deepEqual([asksForProof(asked), asked.body.ways], [true, ['password', 'passkey']])
    assert.equal((await ana('POST', '/me/proof', { passkey: device.sign(await options(ana)) })).status, 204)
    assert.equal((await ana('POST', '/keys', KEY)).status, 201)
  })

  it('is not to be had by an invitation to a further library', async () => {
    const { mine, ask } = await somebody()
    const other = await house.library()
    const [row] = await house.database.rows('select email from person where id = $1', [mine.person])
    const inviting = await browser(other)
    const before = house.letters.length
    await inviting('POST', '/people/invitations', { email: row!.email, role: 'member' })
    const token = /\/app\/join\/([\w-]{43})/.exec(house.letters[before]!.text)![1]
    assert.equal((await ask('POST', '/join', { token, name: 'Ana' })).status, 201)
    const [session] = await house.database.rows(
      `select proved_at < app.now() - interval '10 minutes' as old from session where person_id = $1`,
      [mine.person],
    )
    assert.equal(session!.old, true)
  })
})

describe('a session that somebody else chose', () => {
  it('is not taken over by a sign-in with passkey or second step: each makes a token of its own', async () => {
    const mine = await house.library()
    const ask = await browser(mine)
    const device = authenticator()
    const made = await ask('POST', '/me/passkeys/options')
    await ask('POST', '/me/passkeys', { name: 'Phone', passkey: device.register(made.body.options as RegisterOptions) })
    const planted = asking(mine, { cookie: 'shelftalker=planted-by-somebody' })
    const options = (await planted('POST', '/sign-in/passkey/options')).body.options as SignInOptions
    const response = await app.fetch(
      new Request(`${PLACE}/api/v1/sign-in/passkey`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'shelftalker-request': '1',
          cookie: 'shelftalker=planted-by-somebody',
        },
        body: JSON.stringify({ passkey: device.sign(options), sharedComputer: true }),
      }),
    )
    assert.equal(response.status, 200)
    const cookie = response.headers.get('set-cookie') ?? ''
    assert.match(cookie, /^shelftalker=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
    assert.equal((await planted('GET', '/me')).status, 401)
  })
})

describe('open sessions', () => {
  it('are listed with their device, and end one by one; somebody else’s are not hers to end', async () => {
    const mine = await house.library()
    const ask = await browser(mine)
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, true, firefox))
    const list = async () => (await ask('GET', '/me/sessions')).body.items as Record<string, unknown>[]
    const there = (await list()).find(({ here }) => !here)!
    assert.deepEqual([there.device, there.sharedComputer], [{ browser: 'Firefox', system: 'Linux' }, true])
    const other = await browser(mine, await colleagueOf(mine))
    assert.equal((await other('DELETE', `/me/sessions/${there.id}`)).status, 404)
    assert.equal((await ask('DELETE', `/me/sessions/${there.id}`)).status, 204)
    assert.equal((await ask('DELETE', `/me/sessions/${there.id}`)).status, 404)
    assert.equal((await list()).length, 1)
  })

  it('end with a new password, but for the one that chose it', async () => {
    const mine = await house.library()
    const [here, there] = [await browser(mine), await browser(mine)]
    const easy = await here('PUT', '/me/password', { password: 'short' })
    assert.deepEqual([easy.status, (easy.body.fields as { path: string }[])[0]!.path], [422, 'password'])
    const { body } = await here('PUT', '/me/password', { password: 'a boat full of books' })
    assert.deepEqual(body, { ended: 1 })
    assert.equal((await there('GET', '/me')).status, 401)
    assert.equal((await here('GET', '/me')).status, 200)
    assert.match(house.letters.at(-1)!.text, /password was changed/)
  })

  it('and how somebody signs in are not written into any library’s log', async () => {
    const mine = await house.library()
    await createBranch(mine.ctx, branchInput.parse({ name: 'Eastside' }))
    const ask = await browser(mine)
    await ask('POST', '/me/second-step/begin')
    await ask('PUT', '/me/password', { password: 'a boat full of books' })
    const rows = await house.database.rows('select distinct verb from audit where library_id = $1', [mine.library.id])
    assert.ok(!rows.some(({ verb }) => /password|secondStep|passkey/i.test(String(verb))))
  })
})

describe('the list of people', () => {
  it('says how each signs in', async () => {
    const mine = await house.library()
    const ask = await browser(mine)
    const how = async () =>
      ((await ask('GET', '/people')).body.items as { id: string; signsIn: unknown }[]).find(
        ({ id }) => id === mine.person,
      )?.signsIn
    assert.deepEqual(await how(), { password: true, passkeys: 0, secondStep: false })
    await ask('POST', '/me/second-step/begin')
    assert.deepEqual(await how(), { password: true, passkeys: 0, secondStep: false }, 'begun is not on')
    await house.database.rows('update totp set confirmed_at = now() where person_id = $1', [mine.person])
    assert.deepEqual(await how(), { password: true, passkeys: 0, secondStep: true })
  })
})
