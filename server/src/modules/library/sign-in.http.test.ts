import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import { allOperations } from '#app/operations.ts'
import { inTx, look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { createKey } from './keys.ts'
import { makeJoinLink } from './links.ts'
import { beginSecondStep, confirmSecondStep } from './second-step.ts'
import { startSession } from './sessions.ts'
import { type MailedHouse, mailedHouse } from './testing.ts'
import { authenticator, PLACE } from './testing-authenticator.ts'
import { codeOf, stepAt } from './totp.rules.ts'
import type { RegisterOptions, SignInOptions } from './webauthn.ts'

const PASSWORD = 'four words are enough'
let house: MailedHouse
let app: ReturnType<typeof makeApp>
before(async () => {
  house = await mailedHouse({ env: { SHELFTALKER_PUBLIC_URL: PLACE } })
  app = makeApp(house.deps, allOperations(), [])
})
after(() => house[Symbol.asyncDispose]())

interface Said {
  status: number
  cookie: string | null
  body: Record<string, unknown>
  fields: string[]
}
/** Nobody yet, from a browser. */
async function post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Said> {
  const response = await app.fetch(
    new Request(`${PLACE}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  )
  const text = await response.text()
  const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  const fields = ((answer.fields as { path: string }[] | undefined) ?? []).map(({ path }) => path)
  return { status: response.status, cookie: response.headers.get('set-cookie'), body: answer, fields }
}
async function withStep() {
  const mine = await house.library()
  const [row] = await house.database.rows('select email from person where id = $1', [mine.person])
  const { secret } = await beginSecondStep(mine.ctx, PLACE)
  const bits = [...secret].map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
  const bytes = Uint8Array.from(bits.join('').match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2))
  const code = async () => codeOf(bytes, stepAt(await look(house.nobody(), async ({ now }) => now)))
  const { codes } = await confirmSecondStep(mine.ctx, await code())
  await house.database.shift(30_000)
  return { email: String(row!.email), code, codes }
}
async function invited() {
  const { job } = await house.library()
  const email = `pia-${job.ids()}@harbor.example`
  return { email, token: (await inTx(job, 'test', (tx) => makeJoinLink(tx, email, 'member'))).token }
}

describe('a sign-in over HTTP', () => {
  it('answers a person without second step as ever: herself, her libraries, and a cookie', async () => {
    const mine = await house.library()
    const [row] = await house.database.rows('select email from person where id = $1', [mine.person])
    const { status, body, cookie } = await post('/sign-in', { email: row!.email, password: PASSWORD })
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body).sort(), ['libraries', 'person'])
    assert.match(cookie ?? '', /^shelftalker=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=2592000$/)
  })

  it('sets no cookie before the second step, and tells nothing about the person', async () => {
    const { email, code } = await withStep()
    const first = await post('/sign-in', { email, password: PASSWORD, sharedComputer: true })
    assert.deepEqual([first.status, first.cookie, Object.keys(first.body)], [200, null, ['secondStep']])
    const wrong = await post('/sign-in/code', { secondStep: first.body.secondStep, code: '000000' })
    assert.deepEqual([wrong.status, wrong.cookie, wrong.body.triesLeft], [401, null, 7])
    const second = await post('/sign-in/code', { secondStep: first.body.secondStep, code: await code() })
    assert.equal(second.status, 200)
    assert.ok(second.cookie && !second.cookie.includes('Max-Age'), 'a shared computer forgets it with the browser')
  })

  it('does not say by the password’s answer whether a code would have been asked for', async () => {
    const { email } = await withStep()
    const wrong = await post('/sign-in', { email, password: 'not it' })
    const nobody = await post('/sign-in', { email: 'nobody@harbor.example', password: 'not it' })
    assert.deepEqual([wrong.status, wrong.body.detail], [nobody.status, nobody.body.detail])
  })

  it('limits guesses also of who comes with a key or a session, and names a key of the request each time', async () => {
    const [caller, mine] = [await house.library(), await house.library()]
    const [row] = await house.database.rows('select email from person where id = $1', [mine.person])
    const { key } = await createKey(caller.ctx, { name: 'Guessing', scopes: ['read'], expiresAt: null })
    const { token } = await inTx(caller.job, 'test', (tx) => startSession(tx, caller.person, false, 'test'))
    const callers: Record<string, string>[] = [
      { authorization: `Bearer ${key}` },
      { cookie: `shelftalker=${token}`, 'shelftalker-library': caller.library.handle, 'shelftalker-request': '1' },
    ]
    for (const by of callers) {
      await house.database.rows('delete from sign_in_guess')
      const guess = (n: number, password: string) =>
        post('/sign-in', { email: row!.email, password }, { ...by, 'idempotency-key': `guess-number-${n}` })
      const statuses: number[] = []
      for (let n = 0; n < 9; n++) statuses.push((await guess(n, 'not it')).status)
      assert.deepEqual(statuses, [...Array(7).fill(401), 429, 429])
      assert.equal((await guess(9, PASSWORD)).status, 429, 'the right one rests too')
    }
    const told = await house.database.rows('select verb from audit where library_id = $1', [caller.library.id])
    assert.ok(!told.some(({ verb }) => /signIn/.test(String(verb))), 'no library’s log tells how somebody signs in')
  })

  it('sends the letter for a forgotten password also to who names a key of the request', async () => {
    const [caller, mine] = [await house.library(), await house.library()]
    const [row] = await house.database.rows('select email from person where id = $1', [mine.person])
    const { key } = await createKey(caller.ctx, { name: 'Asking', scopes: ['read'], expiresAt: null })
    const by = { authorization: `Bearer ${key}`, 'idempotency-key': 'asked-for-a-letter' }
    assert.equal((await post('/reset', { email: row!.email }, by)).status, 202)
    await until(() => house.letters.some(({ to, text }) => to === row!.email && text.includes('/app/reset/')))
  })

  it('keeps neither token nor code in the clear, nor in the log', async () => {
    const { email, codes } = await withStep()
    const { body } = await post('/sign-in', { email, password: PASSWORD })
    await post('/sign-in/code', { secondStep: body.secondStep, code: codes[0] })
    const { body: next } = await post('/sign-in', { email, password: PASSWORD })
    const kept = JSON.stringify(await house.database.rows('select * from challenge'))
    const log = house.logged.join('\n')
    for (const secret of [String(body.secondStep), String(next.secondStep), codes[0]!, codes[0]!.replaceAll('-', '')])
      assert.ok(!kept.includes(secret) && !log.includes(secret))
  })

  it('names the fields of a passkey that is none', async () => {
    for (const [passkey, path] of [
      [undefined, 'passkey'],
      ['x', 'passkey'],
      [{}, 'passkey.id'],
      [
        { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} },
        'passkey.response.clientDataJSON',
      ],
    ] as const) {
      const { status, fields } = await post('/sign-in/passkey', { passkey })
      assert.equal(status, 422)
      assert.ok(fields.includes(path), `${path} in ${fields}`)
    }
  })

  it('takes a code of any length for a wrong code, not for an error', async () => {
    const { email } = await withStep()
    const { body } = await post('/sign-in', { email, password: PASSWORD })
    for (const code of ['1', 'é'.repeat(60), "' or true --"])
      assert.equal((await post('/sign-in/code', { secondStep: body.secondStep, code })).status, 401, code)
    for (const code of ['', 'x'.repeat(61), 123456])
      assert.deepEqual((await post('/sign-in/code', { secondStep: body.secondStep, code })).fields, ['code'])
  })

  it('forgets challenges that nobody answered', async () => {
    const { forgetSessions } = await import('./sessions.ts')
    await post('/sign-in/passkey/options')
    await house.database.shift(6 * 60_000)
    await forgetSessions(house.deps)
    assert.deepEqual(await house.database.rows('select 1 from challenge where expires_at < app.now()'), [])
  })
})

describe('joining over HTTP', () => {
  it('asks for a password where there is no passkey, and keeps the invitation open', async () => {
    const { token } = await invited()
    assert.deepEqual((await post('/join', { token, name: 'Pia' })).fields, ['password'])
    assert.equal((await post('/join', { token, name: 'Pia', password: PASSWORD })).status, 201)
  })

  it('with a passkey signs in at once, and the same passkey opens the door next time', async () => {
    const { token, email } = await invited()
    const device = authenticator()
    const asked = await post('/join/passkey/options', { token, name: 'Pia' })
    const options = asked.body.options as RegisterOptions
    assert.deepEqual(
      [options.rp.id, options.user.name, options.user.displayName],
      ['social.library.example', email, 'Pia'],
    )
    const agent = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/26.0 Safari/604.1' }
    const joined = await post('/join', { token, name: 'Pia', passkey: device.register(options) }, agent)
    assert.equal(joined.status, 201)
    assert.ok(joined.cookie)
    const [kept] = await house.database.rows(
      'select k.name from passkey k join person p on p.id = k.person_id where p.email = $1',
      [email],
    )
    assert.equal(kept!.name, 'iPhone')
    const again = (await post('/sign-in/passkey/options')).body.options as SignInOptions
    assert.deepEqual(again.allowCredentials ?? [], [], 'nobody learns whose passkeys there are')
    const signed = await post('/sign-in/passkey', { passkey: device.sign(again) })
    assert.equal((signed.body.person as { email: string }).email, email)
  })

  it('with a passkey that does not hold leaves the invitation open', async () => {
    const { token } = await invited()
    const options = (await post('/join/passkey/options', { token, name: 'Pia' })).body.options as RegisterOptions
    const passkey = authenticator().register(options, { origin: 'https://evil.example' })
    assert.deepEqual((await post('/join', { token, name: 'Pia', passkey })).fields, ['passkey'])
    assert.equal((await post('/join', { token, name: 'Pia', password: PASSWORD })).status, 201)
  })

  it('shows nothing of a link that is made up', async () => {
    assert.equal((await post('/join/passkey/options', { token: 'x'.repeat(43), name: 'Pia' })).status, 404)
  })
})
