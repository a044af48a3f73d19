import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inTx } from '#app/tx.ts'
import { cutOff } from '#modules/library/cut-off.ts'
import { invite, listInvitations } from '#modules/library/invitations.ts'
import { createKey, listKeys } from '#modules/library/keys.ts'
import { join } from '#modules/library/links.ts'
import { removeMember } from '#modules/library/members.ts'
import { beginPasskeySignIn, signInByPasskey } from '#modules/library/passkey-sign-in.ts'
import { listFormer } from '#modules/library/people.view.ts'
import { askReset, readReset } from '#modules/library/reset.ts'
import { startSession } from '#modules/library/sessions.ts'
import { signIn } from '#modules/library/sign-in.ts'
import { tokenIn } from '#modules/library/testing.ts'
import { PLACE } from '#modules/library/testing-authenticator.ts'
import { whoIs } from '#modules/library/who.view.ts'
import { readForgetting } from './forget.view.ts'
import { forgetPerson } from './forget-person.ts'
import {
  ANONYMOUS,
  comesIn,
  type ForgettingHouse,
  findAnywhere,
  forgettingHouse,
  livesHere,
  PASSWORD,
  refused,
} from './testing.ts'

/** What goes, what stays, and what is told before. */
let house: ForgettingHouse
before(async () => {
  house = await forgettingHouse()
})
after(() => house[Symbol.asyncDispose]())

describe('a person who left and is made anonymous', () => {
  it('has neither name nor address in any table of the database, and the log of the system names her by her id alone', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine, 'administrator')
    await livesHere(house, leaver, mine)
    const words = [leaver.name, leaver.email]
    const tables = async () => new Set((await findAnywhere(house, words)).map((row) => row.split(':')[0]))
    const before = await tables()
    for (const table of ['person', 'session', 'passkey', 'email_change', 'sign_in_guess', 'one_time_link', 'api_key'])
      assert.ok(before.has(`public.${table}`), `the test looks for something in ${table}`)
    for (const table of ['notice_mail', 'idempotency', 'pending_sign_in'])
      assert.ok(before.has(`public.${table}`), `the test looks for something in ${table}`)
    await removeMember(mine.ctx, leaver.id)
    const from = house.logged.length
    await forgetPerson(mine.ctx, leaver.id)
    assert.deepEqual(await findAnywhere(house, words), [])
    assert.deepEqual(await house.personRow(leaver.id), ANONYMOUS)
    const logged = house.logged.slice(from).join('\n')
    assert.ok(logged.includes(leaver.id))
    assert.ok(!words.some((word) => logged.includes(word)))
  })

  it('leaves nothing that she signed in with, nor any sign of her presence', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine)
    await livesHere(house, leaver, mine)
    await cutOff(mine.ctx, leaver.id)
    await forgetPerson(mine.ctx, leaver.id)
    const hanging = ['session', 'passkey', 'totp', 'recovery_code', 'reset_link', 'email_change', 'challenge']
    for (const table of [...hanging, 'presence', 'pending_sign_in', 'membership']) {
      const rows = await house.database.rows(`select count(*)::int as n from ${table} where person_id = $1`, [
        leaver.id,
      ])
      assert.equal(rows[0]!.n, 0, table)
    }
    const guesses = await house.database.rows('select subject from sign_in_guess where subject like $1', [
      `%${leaver.id}%`,
    ])
    assert.deepEqual(guesses, [])
  })

  it('stays in history: her posts are hers by id, and say who as anonymous people are called', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine)
    const { post } = await livesHere(house, leaver, mine)
    const acts = () =>
      house.database.rows(`select count(*)::int as n from audit where library_id = $1 and actor ->> 'id' = $2`, [
        mine.library.id,
        leaver.id,
      ])
    const before = await acts()
    await removeMember(mine.ctx, leaver.id)
    await forgetPerson(mine.ctx, leaver.id)
    assert.deepEqual(await acts(), before)
    const [row] = await house.database.rows(
      'select p.name, v.text from post o join post_version v on v.post_id = o.id join person p on p.id = o.created_by where o.id = $1',
      [post],
    )
    assert.deepEqual(row, { name: 'A former colleague', text: 'Story time is back.' })
  })

  it('is not to be found by password, passkey, session, key or an old link, and asking for a new password sends nothing', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine, 'administrator')
    const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, leaver.id, false, 'test'))
    const { device, key } = await livesHere(house, leaver, mine)
    const reset = tokenIn(house.letters.findLast(({ text }) => text.includes('/app/reset/'))!.text)
    assert.ok(await readReset(house.nobody(), reset))
    await removeMember(mine.ctx, leaver.id)
    await forgetPerson(mine.ctx, leaver.id)

    const where = { sharedComputer: false, address: '192.0.2.9', userAgent: 'test' }
    await assert.rejects(
      signIn(house.nobody(), { email: leaver.email, password: PASSWORD, ...where }),
      refused('not-signed-in'),
    )
    const passkey = device.sign(await beginPasskeySignIn(house.nobody(), PLACE))
    await assert.rejects(
      signInByPasskey(house.nobody(), { passkey, sharedComputer: false, userAgent: 'test' }, PLACE),
      refused('not-signed-in'),
    )
    const by = (headers: Record<string, string>) => whoIs(house.deps, new Request('http://localhost/', { headers }))
    assert.equal((await by({ cookie: `shelftalker=${token}` })).actor.kind, 'nobody')
    await assert.rejects(by({ authorization: `Bearer ${key!.key}` }), refused('not-signed-in'))
    await assert.rejects(readReset(house.nobody(), reset), refused('not-found'))
    const sent = house.letters.length
    await (await askReset(house.nobody(), leaver.email, '192.0.2.9', PLACE)).sent
    assert.equal(house.letters.length, sent)
  })

  it('gets one last letter, and where it is refused nothing else changes', async () => {
    const { mine, leaver } = await house.left()
    house.letters.length = 0
    await forgetPerson(mine.ctx, leaver.id)
    assert.deepEqual(
      house.letters.map(({ to, subject }) => [to, subject]),
      [[leaver.email, 'Your name and address are gone from Shelftalker']],
    )
    assert.match(house.letters[0]!.text, /stays, without your name/)
    const second = await house.left()
    house.refuse(true)
    const from = house.logged.length
    await forgetPerson(second.mine.ctx, second.leaver.id).finally(() => house.refuse(false))
    assert.deepEqual(await house.personRow(second.leaver.id), ANONYMOUS)
    assert.ok(!house.logged.slice(from).join('\n').includes(second.leaver.email))
  })

  it('is written down in the log of her library: who, when, about which id, and nothing of the name', async () => {
    const { mine, leaver } = await house.left()
    await forgetPerson(mine.ctx, leaver.id)
    assert.deepEqual(await house.logOf(mine), [
      {
        actor: { kind: 'person', id: mine.person },
        subject: { kind: 'person', id: leaver.id },
        detail: {},
      },
    ])
  })

  it('who is invited again at the same address is somebody new', async () => {
    const { mine, leaver } = await house.left()
    await forgetPerson(mine.ctx, leaver.id)
    await invite(mine.ctx, { email: leaver.email, name: 'Ines', role: 'member' }, PLACE)
    const token = tokenIn(house.letters.at(-1)!.text)
    const again = await join(house.nobody(), { token, name: 'Ines L.', password: PASSWORD, userAgent: 'test' })
    assert.notEqual(again.person, leaver.id)
    assert.deepEqual(await house.personRow(leaver.id), ANONYMOUS)
    const { items } = await listFormer(mine.ctx, { limit: 50 })
    assert.deepEqual(
      items.map(({ id, name, anonymous }) => ({ id, name, anonymous })),
      [{ id: leaver.id, name: 'A former colleague', anonymous: true }],
    )
  })

  it('ends her keys, which are then called by their last letters, and the invitations that she sent; those of others stay', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine, 'administrator')
    const { key } = await createKey(leaver.ctx, { name: `${leaver.name}’s script`, scopes: ['read'], expiresAt: null })
    await invite(leaver.ctx, { email: 'friend@elsewhere.example', name: null, role: 'member' }, PLACE)
    await createKey(mine.ctx, { name: 'Kept', scopes: ['read'], expiresAt: null })
    await invite(mine.ctx, { email: 'kept@elsewhere.example', name: null, role: 'member' }, PLACE)
    await removeMember(mine.ctx, leaver.id)
    const told = await readForgetting(mine.ctx, leaver.id)
    assert.deepEqual(told.goes.keys, [`${leaver.name}’s script`])
    await forgetPerson(mine.ctx, leaver.id)
    assert.deepEqual(
      (await listKeys(mine.ctx)).map(({ name }) => name),
      ['Kept'],
    )
    assert.deepEqual(
      (await listInvitations(mine.ctx)).map(({ email }) => email),
      ['kept@elsewhere.example'],
    )
    const [row] = await house.database.rows('select name from api_key where created_by = $1', [leaver.id])
    assert.equal(row!.name, `Key …${key.slice(-4)} of a former colleague`)
  })

  it('leaves the addresses of others alone: letters of colleagues and of channels, and their guesses', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine)
    const colleague = await comesIn(house, mine)
    await livesHere(house, leaver, mine)
    await livesHere(house, colleague, mine)
    await house.database.rows(
      `insert into channel (library_id, network, name, manual, role_address, created_at) values ($1, 'facebook', 'Ours', true, 'desk@harbor.example', now())`,
      [mine.library.id],
    )
    await removeMember(mine.ctx, leaver.id)
    await forgetPerson(mine.ctx, leaver.id)
    const letters = await house.database.rows(
      'select distinct recipient::text as to from notice_mail where library_id = $1',
      [mine.library.id],
    )
    assert.deepEqual(letters.map(({ to }) => to).sort(), [colleague.email, 'desk@harbor.example'].sort())
    const guesses = await house.database.rows('select 1 from sign_in_guess where subject like $1', [
      `password:${colleague.email}|%`,
    ])
    assert.equal(guesses.length, 1)
    assert.equal((await house.personRow(colleague.id)).name, colleague.name)
  })
})

describe('what is told before', () => {
  it('is exactly what she has, and what stays', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine)
    await livesHere(house, leaver, mine)
    await removeMember(mine.ctx, leaver.id)
    const { goes, stays, name, email } = await readForgetting(mine.ctx, leaver.id)
    assert.deepEqual([name, email], [leaver.name, leaver.email])
    assert.deepEqual(goes, { sessions: 1, password: true, passkeys: 1, secondStep: true, keys: [] })
    assert.deepEqual(stays, { posts: 1, channels: [] })
  })

  it('changes nothing by being asked', async () => {
    const { mine, leaver } = await house.left()
    await readForgetting(mine.ctx, leaver.id)
    assert.equal((await house.personRow(leaver.id)).name, leaver.name)
    assert.deepEqual(await house.logOf(mine), [])
  })

  it('says that it is done already, once it is', async () => {
    const { mine, leaver } = await house.left()
    await forgetPerson(mine.ctx, leaver.id)
    await assert.rejects(readForgetting(mine.ctx, leaver.id), refused('conflict', 'done'))
  })
})
