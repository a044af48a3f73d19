import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { makeApp } from '#app/http/app.ts'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import {
  askEmailChange,
  cancelEmailChange,
  changeEmail,
  EMAIL_LINK_HOURS,
  emailChangeOf,
  readEmailLink,
} from './change-email.ts'
import { cutOff } from './cut-off.ts'
import { emailOperations } from './email.routes.ts'
import { giveRole, makePerson } from './people.ts'
import { askReset, readReset } from './reset.ts'
import { forgetSessions, signOut, startSession } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { type MailedHouse, mailedHouse, tokenIn } from './testing.ts'
import { changePassword } from './ways-in.ts'

const ORIGIN = 'https://social.library.example'
const PASSWORD = 'four words are enough'
let house: MailedHouse
let counter = 0
before(async () => {
  house = await mailedHouse()
})
after(() => house[Symbol.asyncDispose]())

const problem =
  (kind: string, more: { path?: string; code?: string } = {}) =>
  (error: unknown) =>
    error instanceof Problem &&
    error.kind === kind &&
    (more.path === undefined || error.fields[0]?.path === more.path) &&
    (more.code === undefined || error.extra.code === more.code || error.fields[0]?.code === more.code)
const fresh = (name = 'new') => `${name}-${++counter}@elsewhere.example`
/** Another address of the network each time: wrong links rest one of them. */
const from = () => `203.0.113.${++counter % 250}`
const emailOf = (person: string): Promise<string> =>
  look(house.nobody(), async (tx) => {
    const found = tx.db.selectFrom('person').select('email').where('id', '=', person)
    return (await found.executeTakeFirstOrThrow()).email
  })
const pendingOf = ({ person }: TestLibrary) => look(house.nobody(), (tx) => emailChangeOf(tx, person))
const to = (email: string) => house.letters.filter((letter) => letter.to === email)
const use = (token: string, ctx: Ctx = house.nobody()) => changeEmail(ctx, token, from())
const enter = (email: string, password = PASSWORD) =>
  signIn(house.nobody(), { email, password, sharedComputer: false, address: from(), userAgent: 't' })

async function asked(email = fresh(), ctx?: Ctx) {
  const mine = await house.library()
  const before = await emailOf(mine.person)
  await askEmailChange(ctx ?? mine.ctx, email, ORIGIN)
  return { mine, email, before, token: tokenIn(to(email).at(-1)!.text) }
}

describe('another address to sign in with', () => {
  it('is asked for by a letter to it and a word to the old one; nothing has changed until its link is used', async () => {
    const { mine, email, before, token } = await asked()
    assert.match(to(email)[0]!.text, new RegExp(`^Person \\d+ asked .*\\n\\n${ORIGIN}/app/new-email/`))
    assert.match(to(before)[0]!.text, new RegExp(`sign in with ${email} from now on\\. Nothing has changed yet`))
    assert.ok(!to(before)[0]!.text.includes(token), 'the old mailbox does not get the link')
    assert.equal(await emailOf(mine.person), before)
    assert.equal((await pendingOf(mine))?.email, email)
    assert.ok(await enter(before))
    await assert.rejects(enter(email), problem('not-signed-in'))
  })

  it('is taken by its link: it signs in, the old one does not, she is told there, and her sessions stay', async () => {
    const { mine, email, before, token } = await asked()
    await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, false, 'desk'))
    const { name } = await readEmailLink(house.nobody(), token, from())
    assert.match(name, /^Person/)
    await use(token)
    assert.equal(await emailOf(mine.person), email)
    assert.ok(await enter(email))
    await assert.rejects(enter(before), problem('not-signed-in'))
    assert.match(to(before).at(-1)!.text, new RegExp(`From now on you sign in to Shelftalker with ${email}`))
    assert.equal(await pendingOf(mine), null)
    const sessions = await house.database.rows(`select from session where person_id = $1 and user_agent = 'desk'`, [
      mine.person,
    ])
    assert.equal(sessions.length, 1)
  })

  it('stands in the log of each of her libraries, as hers, and without the addresses', async () => {
    const { mine, email, before, token } = await asked()
    const other = await house.library()
    await inTx(other.job, 'test', (tx) => giveRole(tx, mine.person, 'member'))
    await use(token)
    for (const { job, library } of [mine, other]) {
      const rows = await look(job, (tx) =>
        tx.db.selectFrom('audit').selectAll().where('verb', '=', 'changeEmail').execute(),
      )
      assert.deepEqual(
        rows.map(({ library_id, actor, subject }) => [library_id, actor, subject]),
        [[library.id, { kind: 'person', id: mine.person }, { kind: 'person', id: mine.person }]],
      )
      for (const address of [email, before]) assert.ok(!JSON.stringify(rows).includes(address))
    }
    const bystander = await house.library()
    const none = await look(bystander.job, (tx) =>
      tx.db.selectFrom('audit').selectAll().where('verb', '=', 'changeEmail').execute(),
    )
    assert.deepEqual(none, [])
  })

  it('may be the same in other letters, and may not be the very same', async () => {
    const mine = await house.library()
    const before = await emailOf(mine.person)
    await assert.rejects(
      askEmailChange(mine.ctx, before, ORIGIN),
      problem('bad-input', { path: 'email', code: 'same' }),
    )
    const louder = before.replace('person', 'Person')
    await askEmailChange(mine.ctx, louder, ORIGIN)
    await use(tokenIn(to(louder).at(-1)!.text))
    assert.equal(await emailOf(mine.person), louder)
    assert.ok(await enter(before))
  })

  it('cannot be asked for where no letters go out, and is not asked for where the letter could not be sent', async () => {
    const mine = await house.library()
    const { mail } = house.deps
    const silent = { ...mine.ctx, mail: { ...mail, kind: 'log' as const } }
    await assert.rejects(askEmailChange(silent, fresh(), ORIGIN), problem('conflict', { code: 'no-mail' }))
    house.refuse(true)
    await assert.rejects(askEmailChange(mine.ctx, fresh(), ORIGIN), problem('unavailable'))
    house.refuse(false)
    assert.equal(await pendingOf(mine), null)
  })

  it('of which the letter fails late leaves another, that was asked for meanwhile, as it is', async () => {
    const mine = await house.library()
    const later = fresh()
    const failing = async () => {
      await askEmailChange(mine.ctx, later, ORIGIN)
      throw new Error('the mail server gave up')
    }
    const slow = { ...mine.ctx, mail: { ...house.deps.mail, send: failing } }
    await assert.rejects(askEmailChange(slow, fresh(), ORIGIN), problem('unavailable'))
    assert.equal((await pendingOf(mine))?.email, later)
  })

  it('is asked for by a person only, and through the door after a proof', async () => {
    const mine = await house.library()
    const program = {
      ...mine.ctx,
      actor: { kind: 'api-key', id: mine.person, name: 'x', scopes: ['manage'], createdBy: mine.person },
    } as Ctx
    await assert.rejects(askEmailChange(program, fresh(), ORIGIN), problem('not-allowed'))
    const app = makeApp(house.deps, emailOperations, [])
    const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, false, 't', null))
    const send = (email: unknown, cookie = token) =>
      app.request('/api/v1/me/email', {
        method: 'POST',
        headers: { cookie: `shelftalker=${cookie}`, 'content-type': 'application/json', 'shelftalker-request': '1' },
        body: JSON.stringify({ email }),
      })
    const unproved = await send(fresh())
    assert.equal(unproved.status, 401)
    assert.match(await unproved.text(), /proof-needed/)
    await house.database.rows('update session set proved_at = app.now() where person_id = $1', [mine.person])
    for (const wrong of [
      '',
      'nobody',
      'a@b',
      `ana@${'x'.repeat(260)}.example`,
      'аna@harbor.example',
      'ana@harbor.example\u0000',
      'a\nb@harbor.example',
      7,
      null,
    ]) {
      const answer = await send(wrong)
      assert.equal(answer.status, 422, JSON.stringify(wrong))
      assert.equal(((await answer.json()) as { fields: { path: string }[] }).fields[0]!.path, 'email')
    }
    assert.equal((await send(fresh())).status, 202)
    assert.equal((await send(fresh(), 'nobody')).status, 401)
  })
})

describe('the link to a new address', () => {
  it('works once, and one of two who use it at the same moment', async () => {
    const { token, mine, email } = await asked()
    const both = await Promise.allSettled([use(token), use(token)])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(use(token), problem('not-found'))
    assert.equal(await emailOf(mine.person), email)
  })

  it('is over after a day, also for who only looks', async () => {
    const { token, mine, before } = await asked()
    await house.database.shift((EMAIL_LINK_HOURS * 60 - 1) * 60_000)
    assert.ok(await readEmailLink(house.nobody(), token, from()))
    await house.database.shift(2 * 60_000)
    await assert.rejects(readEmailLink(house.nobody(), token, from()), problem('not-found'))
    await assert.rejects(use(token), problem('not-found'))
    assert.equal(await emailOf(mine.person), before)
    assert.equal(await pendingOf(mine), null)
  })

  it('is not used up by being looked at, as mail programs do', async () => {
    const { token } = await asked()
    for (let n = 0; n < 3; n++) await readEmailLink(house.nobody(), token, from())
    await use(token)
  })

  it('is refused to somebody else who is signed in, and still works for her', async () => {
    const { token, mine, email } = await asked()
    const other = await house.library()
    await assert.rejects(use(token, other.ctx), problem('conflict', { code: 'other-person' }))
    assert.notEqual(await emailOf(other.person), email)
    await use(token, mine.ctx)
    assert.equal(await emailOf(mine.person), email)
  })

  it('says that the address was taken meanwhile, and changes nothing; whoever took it keeps it', async () => {
    const { token, mine, before, email } = await asked()
    const taker = await inTx(house.nobody(), 'test', (tx) =>
      makePerson(
        tx,
        { name: 'Quick', email: email.toUpperCase().replace('EXAMPLE', 'example'), password: PASSWORD },
        '',
      ),
    )
    await assert.rejects(use(token), problem('conflict', { code: 'taken' }))
    assert.equal(await emailOf(mine.person), before)
    assert.equal((await emailOf(taker)).toLowerCase(), email)
    // Asking tells nobody that the address is somebody's: its mailbox alone hears of it.
    await askEmailChange((await house.library()).ctx, email, ORIGIN)
    assert.equal(to(email).length, 2)
  })

  it('of two who want one address, one gets it', async () => {
    const email = fresh('both')
    const one = await asked(email)
    const other = await asked(email)
    const both = await Promise.allSettled([use(one.token), use(other.token)])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const lost = both.find((it) => it.status === 'rejected')!.reason
    assert.ok(problem('conflict', { code: 'taken' })(lost), String(lost))
    const holders = await house.database.rows('select from person where email = $1', [email])
    assert.equal(holders.length, 1)
  })

  it('is worth nothing once another was asked for, or it was taken back', async () => {
    const { token, mine } = await asked()
    const second = fresh()
    await askEmailChange(mine.ctx, second, ORIGIN)
    await assert.rejects(use(token), problem('not-found'))
    const newer = tokenIn(to(second).at(-1)!.text)
    await cancelEmailChange(mine.ctx)
    await cancelEmailChange(mine.ctx)
    await assert.rejects(use(newer), problem('not-found'))
    assert.equal(await pendingOf(mine), null)
  })

  it('ends with a new password, with signing out everywhere, and with being cut off', async () => {
    const a = await asked()
    await changePassword(a.mine.ctx, 'a boat full of books')
    await assert.rejects(use(a.token), problem('not-found'))
    const b = await asked()
    await signOut(b.mine.ctx, { everywhere: false })
    assert.ok(await pendingOf(b.mine), 'signing out here alone is no alarm')
    await signOut(b.mine.ctx, { everywhere: true })
    await assert.rejects(use(b.token), problem('not-found'))
    const c = await house.library()
    const leaver = await c.as('member')
    const email = fresh('leaver')
    await askEmailChange(leaver, email, ORIGIN)
    await cutOff(c.ctx, leaver.actor.kind === 'person' ? leaver.actor.id : '')
    await assert.rejects(use(tokenIn(to(email).at(-1)!.text)), problem('not-found'))
  })

  it('takes the links for a new password with it, which lie in the old mailbox', async () => {
    const { token, before } = await asked()
    await (await askReset(house.nobody(), before, from(), ORIGIN)).sent
    const reset = tokenIn(to(before).at(-1)!.text)
    assert.ok(await readReset(house.nobody(), reset))
    await use(token)
    await assert.rejects(readReset(house.nobody(), reset), problem('not-found'))
  })

  it('does not turn an address back that was changed since', async () => {
    const { token, mine } = await asked()
    await house.database.rows(`update person set email = 'host-changed-it@harbor.example' where id = $1`, [mine.person])
    await assert.rejects(use(token), problem('not-found'))
    assert.equal(await emailOf(mine.person), 'host-changed-it@harbor.example')
  })

  it('that is forged or cut is nobody’s; after some of them the place rests, and signing in from there goes on', async () => {
    const { token, before } = await asked()
    const here = '192.0.2.44'
    for (const wrong of [token.slice(1), `${token}x`, '', '%', token.toUpperCase(), 'x', 'y', 'z'])
      await assert.rejects(readEmailLink(house.nobody(), wrong, here), problem('not-found'))
    await assert.rejects(readEmailLink(house.nobody(), token, here), problem('too-many'))
    await assert.rejects(changeEmail(house.nobody(), token, here), problem('too-many'))
    const input = { email: before, password: PASSWORD, sharedComputer: false, address: here, userAgent: 't' }
    assert.ok(await signIn(house.nobody(), input))
    await use(token)
  })

  it('is sent three times an hour to one address and for one person, and kept as a digest only', async () => {
    const { mine, token } = await asked()
    assert.ok(!JSON.stringify(await house.database.rows('select * from email_change')).includes(token))
    await askEmailChange(mine.ctx, fresh(), ORIGIN)
    await askEmailChange(mine.ctx, fresh(), ORIGIN)
    await assert.rejects(askEmailChange(mine.ctx, fresh(), ORIGIN), problem('too-many'))
    // Three people cannot fill a stranger's mailbox either, in whatever letters they write it.
    const stranger = fresh('stranger')
    for (const written of [stranger, stranger.toUpperCase().replace('.EXAMPLE', '.example'), stranger])
      await askEmailChange((await house.library()).ctx, written, ORIGIN)
    await assert.rejects(askEmailChange((await house.library()).ctx, stranger, ORIGIN), problem('too-many'))
    // An old request of hers to somewhere else does not make the wait look shorter than it is.
    const fourth = await house.library()
    await askEmailChange(fourth.ctx, fresh(), ORIGIN)
    await house.database.rows(
      "update email_change set created_at = created_at - interval '55 minutes' where person_id = $1",
      [fourth.person],
    )
    await assert.rejects(
      askEmailChange(fourth.ctx, stranger, ORIGIN),
      (error: Problem) => error.kind === 'too-many' && Number(error.extra.retryAfterSeconds) > 50 * 60,
    )
    await house.database.shift(61 * 60_000)
    await askEmailChange(mine.ctx, fresh(), ORIGIN)
    await house.database.shift(50 * 3_600_000)
    await forgetSessions(house.deps)
    assert.deepEqual(await house.database.rows('select * from email_change'), [])
  })
})
