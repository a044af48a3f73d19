import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { beginPasskeySignIn, signInByPasskey } from './passkey-sign-in.ts'
import { addPasskey, beginPasskey } from './passkeys.ts'
import { makeResetLink, resetPassword } from './reset.ts'
import {
  beginSecondStep,
  confirmSecondStep,
  removeSecondStep,
  renewRecoveryCodes,
  takeSecondStep,
} from './second-step.ts'
import { signIn } from './sign-in.ts'
import { type MailedHouse, mailedHouse } from './testing.ts'
import { authenticator, PLACE } from './testing-authenticator.ts'
import { codeOf, stepAt } from './totp.rules.ts'
import { changePassword, readWaysIn } from './ways-in.ts'

let house: MailedHouse
before(async () => {
  house = await mailedHouse({ env: { SHELFTALKER_PUBLIC_URL: PLACE } })
})
after(() => house[Symbol.asyncDispose]())

const PASSWORD = 'four words are enough'
const problem = (kind: string, about?: string) => (error: unknown) =>
  error instanceof Problem &&
  error.kind === kind &&
  (about === undefined || error.fields[0]?.path === about || error.extra.code === about)
const now = () => look(house.nobody(), async ({ now }) => now)
/** An app that has photographed the address. */
const appOf = (address: string) => {
  const text = new URL(address).searchParams.get('secret')!
  const bits = [...text].map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
  const secret = Uint8Array.from(bits.join('').match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2))
  return async (ahead = 0) => codeOf(secret, stepAt(await now()) + ahead)
}
/** The next half minute: a code works once. */
const later = () => house.database.shift(30_000)

async function withStep() {
  const mine = await house.library()
  const { address, qr } = await beginSecondStep(mine.ctx, PLACE)
  const app = appOf(address)
  const { codes } = await confirmSecondStep(mine.ctx, await app())
  await later()
  const [row] = await house.database.rows('select email from person where id = $1', [mine.person])
  return { ...mine, app, codes, qr, email: String(row!.email) }
}
const password = (email: string, sharedComputer = false, address = '192.0.2.1') =>
  signIn(house.nobody(), { email, password: PASSWORD, sharedComputer, address, userAgent: 'test' })
async function stepOf(email: string, sharedComputer = false): Promise<string> {
  const done = await password(email, sharedComputer)
  assert.ok('secondStep' in done, 'the second step is asked for')
  return done.secondStep
}
const take = (secondStep: string, code: string, address = '192.0.2.1') =>
  takeSecondStep(house.nobody(), { secondStep, code, address, userAgent: 'test' })
const sessionsOf = async (person: string) =>
  (await house.database.rows('select * from session where person_id = $1', [person])).length

describe('turning the second step on', () => {
  it('needs a first right code: until then the password alone lets in', async () => {
    const mine = await house.library()
    const [row] = await house.database.rows('select email from person where id = $1', [mine.person])
    const { address } = await beginSecondStep(mine.ctx, PLACE)
    await assert.rejects(confirmSecondStep(mine.ctx, '000000'), problem('bad-input', 'code'))
    assert.equal((await readWaysIn(mine.ctx)).secondStep, null)
    assert.ok('token' in (await password(String(row!.email))))
    await confirmSecondStep(mine.ctx, await appOf(address)())
    assert.equal((await readWaysIn(mine.ctx)).secondStep?.codesLeft, 10)
    assert.match(house.letters.at(-1)!.text, /second step is on/)
  })

  it('begun twice, the newer picture counts', async () => {
    const { ctx } = await house.library()
    const first = await beginSecondStep(ctx, PLACE)
    const second = await beginSecondStep(ctx, PLACE)
    await assert.rejects(confirmSecondStep(ctx, await appOf(first.address)()), problem('bad-input', 'code'))
    await confirmSecondStep(ctx, await appOf(second.address)())
  })

  it('is refused while it is on, and the app that works goes on working', async () => {
    const { ctx, app, email } = await withStep()
    await assert.rejects(beginSecondStep(ctx, PLACE), problem('conflict', 'on'))
    await assert.rejects(confirmSecondStep(ctx, await app()), problem('conflict', 'on'))
    assert.ok((await take(await stepOf(email), await app())).token)
  })

  it('shows a picture without style or script, which the pages’ policy would refuse', async () => {
    const { qr } = await withStep()
    assert.match(qr, /^<svg /)
    assert.doesNotMatch(qr, /style|script|href/i)
  })

  it('keeps the secret sealed, bound to the person, and the codes as digests', async () => {
    const { ctx, person, codes } = await withStep()
    const [one] = await house.database.rows('select secret from totp where person_id = $1', [person])
    const secret = one!.secret as Buffer
    assert.ok(ctx.vault.open(secret, `totp:${person}`).secret)
    assert.throws(() => ctx.vault.open(secret, 'totp:somebody-else'))
    const kept = JSON.stringify(await house.database.rows('select * from recovery_code'))
    for (const code of codes) assert.ok(!kept.includes(code) && !kept.includes(code.replaceAll('-', '')))
  })
})

describe('signing in with the second step', () => {
  it('makes no session before the code, and one with it', async () => {
    const { email, person, app } = await withStep()
    const step = await stepOf(email)
    assert.equal(await sessionsOf(person), 0)
    const done = await take(step, await app())
    assert.equal(done.person, person)
    assert.equal(await sessionsOf(person), 1)
  })

  it('honours a shared computer that was named before the code', async () => {
    const { email, app } = await withStep()
    const done = await take(await stepOf(email, true), await app())
    assert.deepEqual([done.shared, done.seconds], [true, 30 * 60])
  })

  it('takes the same code once: not in the next sign-in, and not from two at the same moment', async () => {
    const { email, app } = await withStep()
    const code = await app()
    assert.ok(await take(await stepOf(email), code))
    await assert.rejects(take(await stepOf(email), code), problem('not-signed-in'))
    await later()
    const [one, two, next] = [await stepOf(email), await stepOf(email), await app()]
    const both = await Promise.allSettled([take(one, next), take(two, next)])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('takes a step once, within five minutes, and nobody else’s', async () => {
    const { email, app } = await withStep()
    const step = await stepOf(email)
    await take(step, await app())
    await later()
    await assert.rejects(take(step, await app()), problem('conflict', 'challenge-over'))
    const late = await stepOf(email)
    await house.database.shift(5 * 60_000 + 1000)
    await assert.rejects(take(late, await app()), problem('conflict', 'challenge-over'))
    const other = await withStep()
    await assert.rejects(take(await stepOf(email), await other.app()), problem('not-signed-in'))
    await assert.rejects(take('made-up', await app()), problem('conflict', 'challenge-over'))
  })

  it('ends a step that waits, by a new password, whether chosen here or by a link', async () => {
    const { email, person, app } = await withStep()
    const step = await stepOf(email)
    const { token } = await inTx(house.nobody(), 'test', (tx) => makeResetLink(tx, person))
    await resetPassword(house.nobody(), { token, password: 'quite another sentence' })
    await assert.rejects(take(step, await app()), problem('conflict', 'challenge-over'))
    const other = await withStep()
    const waiting = await stepOf(other.email)
    await changePassword(other.ctx, 'quite another sentence')
    await assert.rejects(take(waiting, await other.app()), problem('conflict', 'challenge-over'))
    assert.deepEqual([await sessionsOf(person), await sessionsOf(other.person)], [0, 0])
  })

  it('keeps a wrong code’s step open, says how many tries are left, and then rests', async () => {
    const { email, app } = await withStep()
    const step = await stepOf(email)
    for (let left = 7; left >= 1; left--) {
      const error = await take(step, 'wrong').catch((caught: Problem) => caught)
      assert.equal((error as Problem).extra.triesLeft, left)
    }
    await assert.rejects(take(step, 'wrong'), problem('too-many'))
    await assert.rejects(take(step, await app()), problem('too-many'))
    // A new right password opens no further tries.
    await assert.rejects(take(await stepOf(email), await app()), problem('too-many'))
    await house.database.shift(16 * 60_000)
    assert.ok(await take(await stepOf(email), await app()))
  })

  it('rests the person whatever address the guesses come from, and lets a passkey in meanwhile', async () => {
    const { email, app } = await withStep()
    for (let guess = 0; guess < 20; guess++)
      await take(await stepOf(email), 'wrong', `198.51.100.${guess}`).catch(() => undefined)
    await assert.rejects(take(await stepOf(email), await app(), '203.0.113.9'), problem('too-many'))
  })

  it('is not rested by anybody who only types a person’s number as an email', async () => {
    const { email, app, person } = await withStep()
    for (let guess = 0; guess < 21; guess++)
      for (const typed of [`code:${person}`, `code-person:${person}`, `${person}`])
        await password(typed, false, `198.51.100.${guess}`).catch(() => undefined)
    assert.ok(await take(await stepOf(email), await app()))
  })

  it('lets no more than the allowed guesses through when they come at the same moment', async () => {
    const { email, app } = await withStep()
    const step = await stepOf(email)
    await Promise.allSettled(Array.from({ length: 12 }, () => take(step, 'wrong')))
    await assert.rejects(take(step, await app()), problem('too-many'))
  })

  it('is over when the password is changed meanwhile', async () => {
    const { email, ctx, app } = await withStep()
    const step = await stepOf(email)
    await changePassword(ctx, 'a boat full of books')
    await assert.rejects(take(step, await app()), problem('conflict', 'challenge-over'))
  })

  it('is not asked of a passkey that checked finger or PIN, and is of one that did not', async () => {
    const { ctx, person, app } = await withStep()
    const device = authenticator()
    await addPasskey(ctx, { name: 'Phone', passkey: device.register(await beginPasskey(ctx, PLACE)) }, PLACE)
    const enter = async (unverified: boolean) => {
      const passkey = device.sign(await beginPasskeySignIn(house.nobody(), PLACE), { unverified })
      return signInByPasskey(house.nobody(), { passkey, sharedComputer: false, userAgent: 'test' }, PLACE)
    }
    assert.ok('token' in (await enter(false)))
    const asked = await enter(true)
    assert.ok('secondStep' in asked)
    assert.equal((await take(asked.secondStep, await app())).person, person)
  })
})

describe('a recovery code', () => {
  it('stands in for the app once, however it is typed, and its owner is told', async () => {
    const { email, ctx, codes } = await withStep()
    assert.equal(new Set(codes).size, 10)
    await take(await stepOf(email), ` ${codes[0]!.toUpperCase().replaceAll('-', ' ')} `)
    assert.match(house.letters.at(-1)!.text, /recovery code was used/)
    await assert.rejects(take(await stepOf(email), codes[0]!), problem('not-signed-in'))
    await take(await stepOf(email), codes[1]!)
    assert.equal((await readWaysIn(ctx)).secondStep?.codesLeft, 8)
  })

  it('lets one of two in who use it at the same moment', async () => {
    const { email, codes } = await withStep()
    const [one, two] = [await stepOf(email), await stepOf(email)]
    const both = await Promise.allSettled([take(one, codes[0]!), take(two, codes[0]!)])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('of somebody else is nobody’s, and guesses of it are limited with the app’s', async () => {
    const [mine, other] = [await withStep(), await withStep()]
    const step = await stepOf(mine.email)
    await assert.rejects(take(step, other.codes[0]!), problem('not-signed-in'))
    for (let guess = 0; guess < 7; guess++) await take(step, `aaaa-bbbb-cccc-ddd${guess}`).catch(() => undefined)
    await assert.rejects(take(step, mine.codes[0]!), problem('too-many'))
  })

  it('is worth nothing once new ones are made, or the step is off', async () => {
    const { email, ctx, codes } = await withStep()
    const renewed = await renewRecoveryCodes(ctx)
    await assert.rejects(take(await stepOf(email), codes[0]!), problem('not-signed-in'))
    assert.ok(await take(await stepOf(email), renewed.codes[0]!))
    await removeSecondStep(ctx)
    assert.ok('token' in (await password(email)))
    assert.equal((await readWaysIn(ctx)).secondStep, null)
    await assert.rejects(renewRecoveryCodes(ctx), problem('not-found'))
    await assert.rejects(removeSecondStep(ctx), problem('not-found'))
    assert.match(house.letters.at(-1)!.text, /second step is off/)
  })
})

describe('another key than before', () => {
  it('says so instead of calling the code wrong, and paper still lets in', async () => {
    const { email, ctx, app, codes, person } = await withStep()
    await house.database.rows(`update totp set secret = '\\x01020304' where person_id = $1`, [person])
    const step = await stepOf(email)
    await assert.rejects(take(step, await app()), problem('unavailable'))
    assert.ok((await take(step, codes[0]!)).token)
    await removeSecondStep(ctx)
    const again = await beginSecondStep(ctx, PLACE)
    assert.ok(await confirmSecondStep(ctx, await appOf(again.address)()))
  })
})

describe('a program', () => {
  it('has no second step', async () => {
    const { ctx } = await house.library()
    const key: Ctx = { ...ctx, actor: { kind: 'api-key', id: '', name: 'Site', scopes: ['manage'], createdBy: null } }
    for (const attempt of [() => beginSecondStep(key, PLACE), () => confirmSecondStep(key, '123456')])
      await assert.rejects(async () => attempt(), problem('not-allowed'))
  })
})
