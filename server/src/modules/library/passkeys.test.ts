import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { invite } from './invitations.ts'
import { join } from './links.ts'
import { beginPasskeySignIn, signInByPasskey } from './passkey-sign-in.ts'
import {
  addPasskey,
  beginJoinPasskey,
  beginPasskey,
  readJoinPasskey,
  removePasskey,
  renamePasskey,
} from './passkeys.ts'
import { startSession } from './sessions.ts'
import { type MailedHouse, mailedHouse, tokenIn } from './testing.ts'
import { type Authenticator, authenticator, PLACE } from './testing-authenticator.ts'
import { changePassword, readWaysIn } from './ways-in.ts'
import { placeOf } from './webauthn.ts'

let house: MailedHouse
before(async () => {
  house = await mailedHouse({ env: { SHELFTALKER_PUBLIC_URL: PLACE } })
})
after(() => house[Symbol.asyncDispose]())

const problem = (kind: string, about?: string) => (error: unknown) =>
  error instanceof Problem &&
  error.kind === kind &&
  (about === undefined || error.fields[0]?.path === about || error.extra.code === about)

/** Somebody who sits at a browser of her own. */
async function somebody() {
  const mine = await house.library()
  const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, false, 'desk'))
  const [row] = await house.database.rows('select id from session where person_id = $1', [mine.person])
  const ctx: Ctx = { ...mine.ctx, actor: { ...mine.ctx.actor, sessionId: String(row!.id) } as Ctx['actor'] }
  return { ...mine, ctx, token }
}
async function withPasskey(device: Authenticator = authenticator()) {
  const mine = await somebody()
  const passkey = device.register(await beginPasskey(mine.ctx, PLACE))
  const { id } = await addPasskey(mine.ctx, { name: 'Phone', passkey }, PLACE)
  return { ...mine, device, id }
}
const ask = () => beginPasskeySignIn(house.nobody(), PLACE)
const enter = (passkey: Parameters<typeof signInByPasskey>[1]['passkey'], origin = PLACE) =>
  signInByPasskey(house.nobody(), { passkey, sharedComputer: false, userAgent: 'test' }, origin)
const lastLetter = () => house.letters.at(-1)!.text

describe('a passkey', () => {
  it('is made, listed with its name, and its owner is told by mail', async () => {
    const { ctx } = await withPasskey()
    const { passkeys, password } = await readWaysIn(ctx)
    assert.deepEqual([passkeys.length, passkeys[0]!.name, passkeys[0]!.lastUsedAt, password], [1, 'Phone', null, true])
    assert.match(lastLetter(), /A passkey was added to your account: Phone/)
  })

  it('signs in whose it is without an email, again and again', async () => {
    const { device, person, ctx } = await withPasskey()
    for (let time = 0; time < 3; time++) {
      const done = await enter(device.sign(await ask()))
      assert.ok('token' in done && done.person === person)
    }
    assert.ok((await readWaysIn(ctx)).passkeys[0]!.lastUsedAt)
  })

  it('of a device without a counter works as often as one likes', async () => {
    const { device, person } = await withPasskey(authenticator(false))
    for (let time = 0; time < 2; time++) {
      const done = await enter(device.sign(await ask()))
      assert.ok('person' in done && done.person === person)
    }
  })

  it('may stand beside others; each is taken away by itself, and then signs nobody in', async () => {
    const { ctx, device, id } = await withPasskey()
    const second = authenticator()
    await addPasskey(ctx, { name: 'Key', passkey: second.register(await beginPasskey(ctx, PLACE)) }, PLACE)
    await removePasskey(ctx, id)
    assert.match(lastLetter(), /taken away: Phone/)
    await assert.rejects(enter(device.sign(await ask())), problem('not-signed-in', 'unknown-passkey'))
    assert.ok('token' in (await enter(second.sign(await ask()))))
  })

  it('is not made twice on the same device, nor taken from somebody else', async () => {
    const { device } = await withPasskey()
    const other = await somebody()
    const passkey = device.register(await beginPasskey(other.ctx, PLACE))
    await assert.rejects(addPasskey(other.ctx, { name: 'Mine now', passkey }, PLACE), problem('bad-input', 'passkey'))
  })

  it('gets another name, from its owner alone', async () => {
    const { ctx, id } = await withPasskey()
    const other = await somebody()
    await assert.rejects(renamePasskey(other.ctx, id, 'Theirs'), problem('not-found'))
    await assert.rejects(removePasskey(other.ctx, id), problem('not-found'))
    await renamePasskey(ctx, id, 'Old phone')
    assert.equal((await readWaysIn(ctx)).passkeys[0]!.name, 'Old phone')
  })

  it('does not belong to a program', async () => {
    const { ctx } = await somebody()
    const key: Ctx = { ...ctx, actor: { kind: 'api-key', id: '', name: 'Site', scopes: ['manage'], createdBy: null } }
    await assert.rejects(beginPasskey(key, PLACE), problem('not-allowed'))
  })
})

describe('a challenge', () => {
  it('is signed once: the same answer a second time is nobody’s', async () => {
    const { device } = await withPasskey()
    const answer = device.sign(await ask())
    assert.ok(await enter(answer))
    await assert.rejects(enter(answer), problem('conflict', 'challenge-over'))
  })

  it('is used up by a wrong answer too', async () => {
    const { device } = await withPasskey()
    const options = await ask()
    await assert.rejects(enter(device.sign(options, { origin: 'https://evil.example' })), problem('not-signed-in'))
    await assert.rejects(enter(device.sign(options)), problem('conflict', 'challenge-over'))
  })

  it('that two answer at the same moment lets one in', async () => {
    const { device } = await withPasskey()
    const answer = device.sign(await ask())
    const both = await Promise.allSettled([enter(answer), enter(answer), enter(answer)])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('is over after five minutes', async () => {
    const { device } = await withPasskey()
    const options = await ask()
    await house.database.shift(5 * 60_000 + 1000)
    await assert.rejects(enter(device.sign(options)), problem('conflict', 'challenge-over'))
  })

  it('that we never gave, or that was given for something else, is worth nothing', async () => {
    const { device, ctx } = await withPasskey()
    const made = await beginPasskey(ctx, PLACE)
    for (const challenge of ['bWFkZSB1cA', made.challenge])
      await assert.rejects(enter(device.sign(await ask(), { challenge })), problem('conflict', 'challenge-over'))
  })

  it('of another person makes no passkey', async () => {
    const [mine, other] = [await somebody(), await somebody()]
    const passkey = authenticator().register(await beginPasskey(other.ctx, PLACE))
    await assert.rejects(addPasskey(mine.ctx, { name: 'x', passkey }, PLACE), problem('conflict', 'challenge-over'))
    assert.deepEqual((await readWaysIn(mine.ctx)).passkeys, [])
  })
})

describe('an answer that was signed', () => {
  it('at another origin, or for another place, lets nobody in and makes no passkey', async () => {
    const { device, ctx } = await withPasskey()
    const wrong = [
      { origin: 'https://social.library.example.evil.example' },
      { origin: 'http://social.library.example' },
      { origin: 'https://social.library.example:8443' },
      { rpId: 'evil.example' },
      { type: 'webauthn.create' },
    ]
    for (const lies of wrong) await assert.rejects(enter(device.sign(await ask(), lies)), problem('not-signed-in'))
    for (const lies of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { type: 'webauthn.get' }]) {
      const passkey = authenticator().register(await beginPasskey(ctx, PLACE), lies)
      await assert.rejects(addPasskey(ctx, { name: 'x', passkey }, PLACE), problem('bad-input', 'passkey'))
    }
    assert.equal((await readWaysIn(ctx)).passkeys.length, 1)
  })

  it('at an address that the request names is not believed where the public address is set', async () => {
    const { device } = await withPasskey()
    const lies = { origin: 'https://evil.example', rpId: 'evil.example' }
    await assert.rejects(enter(device.sign(await ask(), lies), 'https://evil.example'), problem('not-signed-in'))
  })

  it('by another key under a known name is refused', async () => {
    const { device } = await withPasskey()
    const thief = authenticator()
    await assert.rejects(
      enter({ ...thief.sign(await ask()), id: device.id, rawId: device.id }),
      problem('not-signed-in'),
    )
  })

  it('and cannot be read names its field', async () => {
    const { device } = await withPasskey()
    const answer = device.sign(await ask())
    for (const clientDataJSON of ['', '%%%', 'bnVsbA', 'e30'])
      await assert.rejects(
        enter({ ...answer, response: { ...answer.response, clientDataJSON } }),
        problem('bad-input', 'passkey'),
      )
  })

  it('with a counter that goes back is refused, and its owner is told that the passkey exists twice', async () => {
    const { device } = await withPasskey()
    device.counter = 40
    assert.ok(await enter(device.sign(await ask())))
    for (const counter of [41, 12, 0]) {
      const before = house.letters.length
      await assert.rejects(enter(device.sign(await ask(), { counter })), problem('not-signed-in', 'unknown-passkey'))
      assert.equal(house.letters.length, before + 1)
      assert.match(lastLetter(), /“Phone”.*exist twice/)
    }
    device.counter = 50
    assert.ok(await enter(device.sign(await ask())))
  })

  it('for somebody who has left the installation lets nobody in', async () => {
    const { device, person } = await withPasskey()
    await house.database.rows('update person set left_at = now() where id = $1', [person])
    await assert.rejects(enter(device.sign(await ask())), problem('not-signed-in'))
  })
})

describe('the last way in', () => {
  async function onlyPasskey() {
    const mine = await withPasskey()
    await house.database.rows('update person set password_hash = null where id = $1', [mine.person])
    return mine
  }
  it('is never taken away; after a password is chosen it may', async () => {
    const { ctx, id } = await onlyPasskey()
    await assert.rejects(removePasskey(ctx, id), problem('conflict', 'last-way-in'))
    await changePassword(ctx, 'a boat full of books')
    await removePasskey(ctx, id)
    assert.deepEqual((await readWaysIn(ctx)).passkeys, [])
  })

  it('stays where two passkeys are taken away at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const { ctx, id } = await onlyPasskey()
      const device = authenticator()
      const second = await addPasskey(
        ctx,
        { name: 'Key', passkey: device.register(await beginPasskey(ctx, PLACE)) },
        PLACE,
      )
      const done = await Promise.allSettled([removePasskey(ctx, id), removePasskey(ctx, second.id)])
      assert.equal(done.filter(({ status }) => status === 'rejected').length, 1)
      assert.equal((await readWaysIn(ctx)).passkeys.length, 1)
    }
  })
})

describe('an invitation answered with a passkey', () => {
  async function invited() {
    const { ctx } = await house.library()
    const email = `pia-${Math.random().toString(36).slice(2)}@harbor.example`
    await invite(ctx, { email, name: null, role: 'member' }, PLACE)
    return tokenIn(lastLetter())
  }
  const comeIn = async (token: string, device: Authenticator, of = token) => {
    const answer = device.register(await beginJoinPasskey(house.nobody(), { token: of, name: 'Pia' }, PLACE))
    const made = await readJoinPasskey(house.nobody(), token, answer, PLACE)
    return join(house.nobody(), { token, name: 'Pia', userAgent: 'test', passkey: { ...made, name: 'Passkey' } })
  }

  it('makes a person without a password, whom the device knows by the id that she has', async () => {
    const token = await invited()
    const device = authenticator()
    const { person } = await comeIn(token, device)
    const done = await enter(device.sign(await ask()))
    assert.ok('person' in done && done.person === person)
    const [row] = await house.database.rows('select password_hash from person where id = $1', [person])
    assert.equal(row!.password_hash, null)
  })

  it('cannot be used for another invitation, nor with a link that is over', async () => {
    const [one, two] = [await invited(), await invited()]
    await assert.rejects(comeIn(one, authenticator(), two), problem('bad-input', 'passkey'))
    await comeIn(one, authenticator())
    await assert.rejects(beginJoinPasskey(house.nobody(), { token: one, name: 'x' }, PLACE), problem('not-found'))
  })
})

describe('the place of a passkey', () => {
  it('is the public address, else the host of the request; a number is none', () => {
    assert.deepEqual(placeOf(house.deps, 'http://elsewhere.example'), {
      id: 'social.library.example',
      origins: [PLACE],
    })
    const config = { ...house.deps.config, publicUrl: null }
    assert.deepEqual(placeOf({ config }, 'http://localhost:3210'), {
      id: 'localhost',
      origins: ['http://localhost:3210', 'https://localhost:3210'],
    })
    for (const number of ['http://127.0.0.1:3210', 'http://[::1]:3210', 'http://10.0.0.7'])
      assert.throws(() => placeOf({ config }, number), problem('conflict', 'no-name'))
  })
})
