import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { listAudit } from './audit.view.ts'
import { branchInput } from './branches.input.ts'
import { createBranch } from './branches.ts'
import { cutOff } from './cut-off.ts'
import { invite, inviteAgain, listInvitations, withdrawInvitation } from './invitations.ts'
import { createKey, listKeys } from './keys.ts'
import { join, readJoinLink } from './links.ts'
import { changeMember, removeMember } from './members.ts'
import { hangingOf, listPeople, readPerson } from './people.view.ts'
import { startSession } from './sessions.ts'
import { type MailedHouse, mailedHouse, tokenIn } from './testing.ts'

const ORIGIN = 'https://social.library.example'
const PASSWORD = 'four words are enough'
let house: MailedHouse
let counter = 0
const newEmail = () => `new-${++counter}@harbor.example`
before(async () => {
  house = await mailedHouse()
})
after(() => house[Symbol.asyncDispose]())

const problem = (kind: string, about?: string) => (error: unknown) =>
  error instanceof Problem &&
  error.kind === kind &&
  (about === undefined || error.fields[0]?.path === about || error.extra.code === about)
const ask = (
  ctx: Ctx,
  email: string,
  role: 'member' | 'manager' | 'administrator' = 'member',
  name: string | null = null,
) => invite(ctx, { email, name, role }, ORIGIN)
const joinBy = (token: string, ctx: Ctx = house.nobody(), name = 'Ben') =>
  join(ctx, { token, name, password: PASSWORD, userAgent: 'test' })
async function invited(ctx: Ctx, email = newEmail(), role: 'member' | 'manager' | 'administrator' = 'member') {
  await ask(ctx, email, role)
  return { email, token: tokenIn(house.letters.at(-1)!.text) }
}
const personOf = async (mine: TestLibrary, role: 'member' | 'manager' | 'administrator' = 'member') => {
  const { actor } = await mine.as(role)
  if (actor.kind !== 'person') throw new Error('a person was expected')
  return actor.id
}

describe('an invitation', () => {
  it('goes by mail, in words, with a link that is nowhere kept in the clear', async () => {
    const { ctx } = await house.library()
    const email = newEmail()
    const made = await ask(ctx, email, 'member', 'Ben')
    assert.deepEqual([made.mailed, made.link], [true, null])
    const letter = house.letters.at(-1)!
    assert.equal(letter.to, email)
    assert.match(letter.text, /^Hello Ben,/)
    assert.match(letter.text, /works once, until/)
    const token = tokenIn(letter.text)
    const rows = await house.database.rows('select * from one_time_link')
    assert.ok(!JSON.stringify(rows).includes(token))
    assert.ok(!house.logged.join('\n').includes(token))
    const [listed] = await listInvitations(ctx)
    assert.deepEqual([listed!.email, listed!.name, listed!.role], [email, 'Ben', 'member'])
    assert.ok(listed!.mailedAt)
  })

  it('stands before its letter goes out, also where the request around it is one transaction and fails later', async () => {
    const { ctx } = await house.library()
    const within = (work: (ctx: Ctx) => Promise<unknown>) =>
      assert.rejects(
        inTx(ctx, 'test', async (tx) => {
          await work({ ...tx, tx })
          throw new Error('the connection broke')
        }),
        /the connection broke/,
      )
    await within((inner) => ask(inner, newEmail()))
    const first = tokenIn(house.letters.at(-1)!.text)
    assert.equal((await readJoinLink(house.nobody(), first)).known, false)
    const [open] = await listInvitations(ctx)
    assert.ok(open!.mailedAt)
    await within((inner) => inviteAgain(inner, open!.id, ORIGIN))
    await assert.rejects(joinBy(first), problem('not-found'))
    assert.ok(await joinBy(tokenIn(house.letters.at(-1)!.text)))
  })

  it('is answered with its link where the mail server refuses, and says so; it works all the same', async () => {
    const { ctx } = await house.library()
    house.refuse(true)
    const made = await ask(ctx, newEmail())
    house.refuse(false)
    assert.ok(!made.mailed && made.why === 'refused')
    assert.equal((await listInvitations(ctx))[0]!.mailedAt, null)
    assert.ok(await joinBy(tokenIn(made.link!)))
  })

  it('makes a person with its role and nothing more, whatever the answer says', async () => {
    const mine = await house.library()
    const { token, email } = await invited(mine.ctx)
    const told = await readJoinLink(house.nobody(), token)
    assert.deepEqual([told.email, told.role, told.known], [email, 'member', false])
    const { person, token: session } = await joinBy(token)
    assert.ok(session)
    const found = (await listPeople(mine.ctx)).find(({ id }) => id === person)
    assert.deepEqual([found?.email, found?.role, found?.branches], [email, 'member', []])
  })

  it('works once: a second time it is over, and two at the same moment make one person', async () => {
    const mine = await house.library()
    const first = await invited(mine.ctx)
    await joinBy(first.token)
    await assert.rejects(joinBy(first.token), problem('not-found'))
    await assert.rejects(readJoinLink(house.nobody(), first.token), problem('not-found'))
    const { token } = await invited(mine.ctx)
    const both = await Promise.allSettled([joinBy(token), joinBy(token), joinBy(token)])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('is over after seven days', async () => {
    const { ctx } = await house.library()
    const { token } = await invited(ctx)
    await house.database.shift(7 * 86_400_000 + 1000)
    await assert.rejects(joinBy(token), problem('not-found'))
  })

  it('can be taken back, and sent anew: the older link is worth nothing', async () => {
    const { ctx } = await house.library()
    const first = await invited(ctx)
    const again = await inviteAgain(ctx, (await listInvitations(ctx))[0]!.id, ORIGIN)
    assert.ok(again.mailed)
    await assert.rejects(joinBy(first.token), problem('not-found'))
    const second = tokenIn(house.letters.at(-1)!.text)
    await withdrawInvitation(ctx, again.id)
    await assert.rejects(joinBy(second), problem('not-found'))
    assert.deepEqual(await listInvitations(ctx), [])
  })

  it('to the same address replaces the one before', async () => {
    const { ctx } = await house.library()
    const { token, email } = await invited(ctx)
    await ask(ctx, email, 'manager')
    await assert.rejects(joinBy(token), problem('not-found'))
    assert.equal((await listInvitations(ctx)).length, 1)
  })

  it('is refused for who is a member already', async () => {
    const { ctx } = await house.library()
    const { token, email } = await invited(ctx)
    await joinBy(token)
    await assert.rejects(ask(ctx, email), problem('bad-input', 'email'))
  })

  it('of somebody who is on another library of this installation asks for her own sign-in, and gives her both', async () => {
    const [one, two] = [await house.library(), await house.library()]
    const { token, email } = await invited(one.ctx)
    const { person } = await joinBy(token)
    const second = await invited(two.ctx, email)
    assert.equal((await readJoinLink(house.nobody(), second.token)).known, true)
    await assert.rejects(joinBy(second.token), problem('bad-input', 'email'))
    const signedIn: Ctx = {
      ...house.nobody(),
      actor: { kind: 'person', id: person, name: 'Ben', role: null, installationAdministrator: false, sessionId: '' },
    }
    assert.equal((await joinBy(second.token, signedIn)).person, person)
    assert.equal(
      (await listPeople(two.ctx)).some(({ id }) => id === person),
      true,
    )
  })

  it('answered on a shared computer renews her session and keeps it a shared one', async () => {
    const [one, two] = [await house.library(), await house.library()]
    const first = await invited(one.ctx)
    const { person } = await joinBy(first.token)
    await inTx(one.job, 'test', (tx) => startSession(tx, person, true, 'desk'))
    const sessions = async () => {
      const found = 'select id from session where person_id = $1 and shared_computer'
      return (await house.database.rows(found, [person])).map(({ id }) => String(id))
    }
    const [old] = await sessions()
    const { token } = await invited(two.ctx, first.email)
    const actor = { kind: 'person', id: person, name: 'Ben', role: null, installationAdministrator: false } as const
    const joined = await joinBy(token, { ...house.nobody(), actor: { ...actor, sessionId: old! } })
    assert.deepEqual([joined.shared, joined.seconds], [true, 30 * 60])
    const left = await sessions()
    assert.equal(left.length, 1)
    assert.notEqual(left[0], old)
  })

  it('is not used up by somebody else who is signed in', async () => {
    const mine = await house.library()
    const { token } = await invited(mine.ctx)
    await assert.rejects(joinBy(token, mine.ctx), problem('conflict', 'other-person'))
    assert.ok(await joinBy(token))
  })

  it('of another library is not found: neither listed, nor sent again, nor taken back', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const made = await ask(other.ctx, newEmail())
    assert.deepEqual(await listInvitations(mine.ctx), [])
    await assert.rejects(inviteAgain(mine.ctx, made.id, ORIGIN), problem('not-found'))
    await assert.rejects(withdrawInvitation(mine.ctx, made.id), problem('not-found'))
  })

  it('with a forged or a cut link is nobody’s', async () => {
    const { ctx } = await house.library()
    const { token } = await invited(ctx)
    for (const wrong of [token.slice(0, -1), `${token}A`, token.split('').reverse().join(''), '', "' or true --"])
      await assert.rejects(joinBy(wrong), problem('not-found'))
    assert.ok(await joinBy(token))
  })
})

describe('the people of a library', () => {
  it('always have an administrator: the last one is neither demoted nor removed', async () => {
    const mine = await house.library()
    await assert.rejects(
      changeMember(mine.ctx, mine.person, { role: 'member' }),
      problem('conflict', 'last-administrator'),
    )
    await assert.rejects(removeMember(mine.ctx, mine.person), problem('conflict', 'last-administrator'))
    await assert.rejects(cutOff(mine.job, mine.person), problem('conflict', 'last-administrator'))
    assert.equal((await readPerson(mine.ctx, mine.person)).role, 'administrator')
  })

  it('two administrators who demote each other at the same moment leave one', async () => {
    for (let round = 0; round < 5; round++) {
      const mine = await house.library()
      const second = await personOf(mine, 'administrator')
      const done = await Promise.allSettled([
        changeMember(mine.ctx, second, { role: 'member' }),
        changeMember(mine.job, mine.person, { role: 'member' }),
      ])
      assert.equal(done.filter(({ status }) => status === 'rejected').length, 1)
      const left = (await listPeople(mine.ctx)).filter(({ role }) => role === 'administrator')
      assert.equal(left.length, 1)
    }
  })

  it('may be limited to branches of the library, and to no other', async () => {
    const mine = await house.library()
    const person = await personOf(mine)
    const branch = await createBranch(mine.ctx, branchInput.parse({ name: 'Eastside' }))
    await changeMember(mine.ctx, person, { branches: [branch.id] })
    assert.deepEqual((await readPerson(mine.ctx, person)).branches, [branch.id])
    const nowhere = '00000000-0000-7000-8000-00000000ffff'
    await assert.rejects(
      changeMember(mine.ctx, person, { branches: [branch.id, nowhere] }),
      problem('bad-input', 'branches.1'),
    )
    await changeMember(mine.ctx, person, { branches: [] })
    assert.deepEqual((await readPerson(mine.ctx, person)).branches, [])
  })

  it('of another library are not seen, changed, removed or cut off', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const theirs = await personOf(other)
    for (const attempt of [
      () => readPerson(mine.ctx, theirs),
      () => changeMember(mine.ctx, theirs, { role: 'observer' }),
      () => removeMember(mine.ctx, theirs),
      () => cutOff(mine.ctx, theirs),
    ])
      await assert.rejects(attempt(), problem('not-found'))
    assert.equal((await readPerson(other.ctx, theirs)).role, 'member')
  })

  it('who are removed leave what they made, and their open invitations end', async () => {
    const mine = await house.library()
    const person = await personOf(mine)
    const key = await createKey(mine.ctx, { name: 'Stays', scopes: ['read'], expiresAt: null })
    await removeMember(mine.ctx, person)
    assert.equal(
      (await listPeople(mine.ctx)).some(({ id }) => id === person),
      false,
    )
    assert.deepEqual(
      (await listKeys(mine.ctx)).map(({ id }) => id),
      [key.id],
    )
  })
})

describe('cutting somebody off', () => {
  async function withEverythingOpen() {
    const mine = await house.library()
    const leaver = await mine.as('administrator')
    const { actor } = leaver
    if (actor.kind !== 'person') throw new Error('a person was expected')
    await inTx(mine.job, 'test', async (tx) => {
      await startSession(tx, actor.id, false, 'desk')
      await startSession(tx, actor.id, true, 'phone')
    })
    await createKey(leaver, { name: 'Hers', scopes: ['read'], expiresAt: null })
    const { token } = await invited(leaver)
    return { mine, leaver, person: actor.id, token }
  }

  it('ends sessions, keys and links at once, and counts them', async () => {
    const { mine, person, token } = await withEverythingOpen()
    assert.equal((await hangingOf(mine.ctx, person)).sessions, 2)
    const ended = await cutOff(mine.ctx, person)
    assert.deepEqual(ended, { sessions: 2, keys: 1, invitations: 1 })
    assert.deepEqual(await listKeys(mine.ctx), [])
    await assert.rejects(joinBy(token), problem('not-found'))
    const hanging = await hangingOf(mine.ctx, person)
    assert.deepEqual([hanging.sessions, hanging.keys], [0, []])
  })

  it('is written down with who did it', async () => {
    const { mine, person } = await withEverythingOpen()
    await cutOff(mine.ctx, person)
    const { items } = await listAudit(mine.ctx, { limit: 10, verb: 'cutOff' })
    assert.deepEqual([items[0]!.by.id, items[0]!.subject], [mine.person, { kind: 'person', id: person }])
  })

  it('is not for oneself', async () => {
    const mine = await house.library()
    await personOf(mine, 'administrator')
    await assert.rejects(cutOff(mine.ctx, mine.person), problem('bad-input', 'person'))
  })

  it('names the channels whose connection she made', async () => {
    const { mine, person } = await withEverythingOpen()
    await house.database.rows(
      `with made as (insert into channel (library_id, network, name, manual, created_at) values ($1, 'mastodon', 'Harbor', false, now()) returning id)
       insert into connection (library_id, channel_id, server, account_id, handle, secret, connected_by, connected_at)
       select $1, id, 'https://mastodon.example', '1', 'harbor', '\\x01', $2, now() from made`,
      [mine.library.id, person],
    )
    const { connections } = await hangingOf(mine.ctx, person)
    assert.deepEqual(
      connections.map(({ name, network }) => [name, network]),
      [['Harbor', 'mastodon']],
    )
  })

  it('counts all that goes out in her name, also beyond the fifty that are listed', async () => {
    const { mine, person } = await withEverythingOpen()
    assert.deepEqual((await readPerson(mine.ctx, person)).hanging.plannedInAll, 0)
    await house.database.rows(
      `with made as (insert into channel (library_id, network, name, manual, created_at) values ($1, 'mastodon', 'Harbor', false, now()) returning id)
       insert into delivery (library_id, channel_id, state, due_at, payload, payload_digest, key, created_at, created_by, updated_at)
       select $1, id, 'scheduled', now() + interval '1 day', '{}', 'x', n::text, now(), $2, now() from made, generate_series(1, 53) n`,
      [mine.library.id, person],
    )
    const { planned, plannedInAll } = await hangingOf(mine.ctx, person)
    assert.deepEqual([planned.length, plannedInAll], [50, 53])
    assert.deepEqual(Object.keys(planned[0]!).sort(), ['channel', 'delivery', 'dueAt', 'post', 'title'])
  })
})

describe('the audit', () => {
  it('says who did what, newest first, page by page, of this library alone', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    await ask(other.ctx, newEmail())
    for (let n = 0; n < 3; n++) await ask(mine.ctx, newEmail())
    const first = await listAudit(mine.ctx, { limit: 2, verb: 'invite' })
    assert.equal(first.items.length, 2)
    assert.ok(first.items.every(({ by }) => by.id === mine.person && by.name !== null))
    const rest = await listAudit(mine.ctx, { limit: 2, verb: 'invite', after: first.next! })
    assert.deepEqual([rest.items.length, rest.next], [1, null])
    assert.ok(first.items[1]!.id > rest.items[0]!.id)
  })

  it('holds no link, no password and no words', async () => {
    const { ctx } = await house.library()
    const { token } = await invited(ctx)
    await joinBy(token)
    const text = JSON.stringify(await listAudit(ctx, { limit: 200 }))
    for (const secret of [token, PASSWORD]) assert.ok(!text.includes(secret))
  })

  it('can be asked for one person and for one thing', async () => {
    const mine = await house.library()
    const person = await personOf(mine)
    await changeMember(mine.ctx, person, { role: 'observer' })
    const about = await listAudit(mine.ctx, { limit: 10, subject: person })
    assert.ok(about.items.some(({ verb, detail }) => verb === 'changeMember' && detail.role === 'observer'))
    const by = await listAudit(mine.ctx, { limit: 10, person })
    assert.deepEqual(by.items, [])
  })
})
