import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { hearFacts } from '#app/hear-facts.ts'
import { LISTENERS, listenersOf } from '#app/listeners.ts'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { mailNotice } from '#modules/notices/mail-notice.ts'
import { listNotices } from '#modules/notices/notices.view.ts'
import { claimByHand, doneByHand } from '#modules/publishing/by-person.ts'
import {
  connectedChannel,
  manualChannel,
  type SendingHouse,
  scheduled,
  sendingHouse,
  standing,
  storyOf,
} from '#modules/publishing/testing.ts'
import { listAudit } from './audit.view.ts'
import { cutOff } from './cut-off.ts'
import { invite, listInvitations } from './invitations.ts'
import { createKey, listKeys } from './keys.ts'
import { join, makeJoinLink } from './links.ts'
import { changeMember, removeMember } from './members.ts'

/** What other rooms do when somebody leaves, and what happens at the very moment of leaving. */
const HERE = 'https://social.library.example'
let house: SendingHouse
const letters: { to: string; subject: string; text: string }[] = []
before(async () => {
  house = await sendingHouse({}, { listenersOf, env: { SHELFTALKER_PUBLIC_URL: HERE } })
  house.deps.mail = {
    kind: 'smtp',
    send: async (letter) => void letters.push(letter),
    close: async () => {},
  }
})
after(() => house[Symbol.asyncDispose]())

async function hear(): Promise<void> {
  const hearing = hearFacts(house.deps, LISTENERS)
  await hearing.drain()
  await hearing.stop()
}
const idOf = ({ actor }: Ctx): string => {
  if (actor.kind !== 'person') throw new Error('a person was expected')
  return actor.id
}
const notices = async ({ ctx }: TestLibrary) => (await listNotices(ctx, { limit: 20 })).items
const refused = (kind: string) => (error: unknown) => error instanceof Problem && error.kind === kind
/** A channel that goes out through her sign-in. */
async function herChannel(mine: TestLibrary, person: string): Promise<string> {
  const { channel } = await connectedChannel(house, mine)
  await house.database.rows('update connection set connected_by = $1 where channel_id = $2', [person, channel])
  return channel
}

describe('what she said she was posting by hand', () => {
  async function claimed() {
    const mine = await house.library()
    const leaver = await mine.as('member')
    const [id] = await scheduled(mine.ctx, await manualChannel(mine), ['Story time'])
    await house.sender.drain()
    await claimByHand(leaver, id!)
    return { mine, leaver, id: id! }
  }

  it('is free again once she is cut off, with a line in its story, and a colleague posts it', async () => {
    const { mine, leaver, id } = await claimed()
    const colleague = await mine.as('member')
    await assert.rejects(doneByHand(colleague, id, { url: null }), refused('conflict'))
    await cutOff(mine.ctx, idOf(leaver))
    await hear()
    const row = await standing(mine.ctx, id)
    assert.deepEqual([row.claimed_by, row.claimed_at, row.state], [null, null, 'waiting'])
    assert.match((await storyOf(mine.ctx, id)).at(-1)!.outcome ?? '', /free again/)
    await claimByHand(colleague, id)
    await doneByHand(colleague, id, { url: 'https://social.example/1' })
    assert.equal((await standing(mine.ctx, id)).state, 'published')
  })

  it('is free again also when her membership ends in peace; told twice it is freed once', async () => {
    const { mine, leaver, id } = await claimed()
    await removeMember(mine.ctx, idOf(leaver))
    await inTx(mine.job, 'test', async (tx) => tx.say('person.left', { kind: 'person', id: idOf(leaver) }))
    await hear()
    assert.equal((await standing(mine.ctx, id)).claimed_by, null)
    const freed = (await storyOf(mine.ctx, id)).filter(({ outcome }) => outcome?.startsWith('free again'))
    assert.equal(freed.length, 1)
  })

  it('stays a colleague’s when somebody else leaves, and what is out stays as it was', async () => {
    const { mine, leaver, id } = await claimed()
    const [out] = await scheduled(mine.ctx, await manualChannel(mine), ['Out already'])
    await house.sender.drain()
    await claimByHand(leaver, out!)
    await doneByHand(leaver, out!, { url: null })
    const another = await mine.as('member')
    await cutOff(mine.ctx, idOf(another))
    await hear()
    assert.equal((await standing(mine.ctx, id)).claimed_by, idOf(leaver))
    await cutOff(mine.ctx, idOf(leaver))
    await hear()
    assert.equal((await standing(mine.ctx, out!)).state, 'published')
    assert.equal((await standing(mine.ctx, out!)).claimed_by, idOf(leaver))
  })
})

describe('channels that go out by her sign-in', () => {
  it('are named to the administrators, in the product and by mail, each once', async () => {
    const mine = await house.library()
    const leaver = await mine.as('manager')
    const channels = [await herChannel(mine, idOf(leaver)), await herChannel(mine, idOf(leaver))]
    await connectedChannel(house, mine)
    letters.length = 0
    await cutOff(mine.ctx, idOf(leaver))
    await hear()
    await hear()
    const told = await notices(mine)
    assert.deepEqual(told.map(({ subject }) => subject.id).sort(), channels.toSorted())
    assert.ok(told.every(({ kind, grave }) => kind === 'channel.connected-by-leaver' && grave))
    for (const { id } of told) await mailNotice(mine.job, { notice: id })
    assert.equal(letters.length, 2)
    const letter = letters[0]!
    assert.match(letter.subject, /^Sign in anew for Memory: Person \d+ has left$/)
    assert.match(letter.text, new RegExp(`${HERE}/app/${mine.library.handle}/channels/`))
    const leavers = await house.database.rows('select email from person where id = $1', [idOf(leaver)])
    assert.ok(letters.every(({ to }) => to !== leavers[0]!.email))
  })

  it('are settled once somebody else signs in, once she is a member again, and once the channel is retired', async () => {
    const mine = await house.library()
    const leaver = await mine.as('manager')
    const person = idOf(leaver)
    const [anew, back, retired] = [
      await herChannel(mine, person),
      await herChannel(mine, person),
      await herChannel(mine, person),
    ]
    await removeMember(mine.ctx, person)
    await hear()
    const open = async () => (await notices(mine)).map(({ subject }) => subject.id).sort()
    assert.deepEqual(await open(), [anew, back, retired].sort())
    await house.database.rows('update connection set connected_by = $1 where channel_id = $2', [mine.person, anew])
    assert.deepEqual(await open(), [back, retired].sort())
    await house.database.rows(`update channel set state = 'retired' where id = $1`, [retired])
    assert.deepEqual(await open(), [back])
    const [{ email }] = (await house.database.rows('select email from person where id = $1', [person])) as [
      { email: string },
    ]
    const { token } = await inTx(mine.ctx, 'test', (tx) => makeJoinLink(tx, email, 'member'))
    await join({ ...leaver, library: null }, { token, name: '', password: 'four words are enough', userAgent: 'test' })
    assert.deepEqual(await open(), [])
  })

  it('say nothing to another library that she belongs to', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const leaver = await mine.as('manager')
    const person = idOf(leaver)
    await house.database.rows(`insert into membership (library_id, person_id, role) values ($1, $2, 'member')`, [
      other.library.id,
      person,
    ])
    await herChannel(other, person)
    await cutOff(mine.ctx, person)
    await hear()
    assert.deepEqual([await notices(mine), await notices(other)], [[], []])
  })
})

describe('at the very moment of being cut off', () => {
  /** Many rounds, because the order of two at once is not ours to choose. */
  const ROUNDS = 8

  /** Until a transaction stands before another one's lock. */
  const waits = () =>
    until(async () => {
      const found =
        'select 1 from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()'
      return (await house.database.rows(found)).length > 0
    })

  it('a key that a program of hers made ends with her own', async () => {
    const mine = await house.library()
    const leaver = await mine.as('administrator')
    const scopes = ['read', 'manage'] as const
    const own = await createKey(leaver, { name: 'Hers', scopes: [...scopes], expiresAt: null })
    const program = {
      ...leaver,
      actor: { kind: 'api-key', id: own.id, name: 'Hers', scopes: [...scopes], createdBy: idOf(leaver) },
    } as Ctx
    await createKey(program, { name: 'The program’s', scopes: ['read'], expiresAt: null })
    const kept = await createKey(mine.ctx, { name: 'Kept', scopes: ['read'], expiresAt: null })
    assert.equal((await cutOff(mine.ctx, idOf(leaver))).keys, 2)
    assert.deepEqual(
      (await listKeys(mine.ctx)).map(({ id }) => id),
      [kept.id],
    )
  })

  it('a key that she is just making is waited for, and ends too', async () => {
    const mine = await house.library()
    const leaver = await mine.as('administrator')
    let cut: ReturnType<typeof cutOff> | undefined
    await inTx(leaver, 'test', async (tx) => {
      await createKey({ ...leaver, tx }, { name: 'Left behind', scopes: ['read'], expiresAt: null })
      cut = cutOff(mine.ctx, idOf(leaver))
      await waits()
    })
    assert.equal((await cut!).keys, 1)
    assert.deepEqual(await listKeys(mine.ctx), [])
  })

  it('a key that comes a moment too late is refused, and nothing is made', async () => {
    const mine = await house.library()
    const leaver = await mine.as('administrator')
    let late: Promise<unknown> | undefined
    await inTx(mine.ctx, 'test', async (tx) => {
      await cutOff({ ...mine.ctx, tx }, idOf(leaver))
      late = createKey(leaver, { name: 'Too late', scopes: ['read'], expiresAt: null })
      late.catch(() => {})
      await waits()
    })
    await assert.rejects(late!, refused('not-allowed'))
    assert.deepEqual(await listKeys(mine.ctx), [])
  })

  it('an invitation that she sends is worth nothing', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const mine = await house.library()
      const leaver = await mine.as('administrator')
      await Promise.allSettled([
        cutOff(mine.ctx, idOf(leaver)),
        invite(leaver, { email: `friend-${round}@elsewhere.example`, name: null, role: 'administrator' }, HERE),
      ])
      assert.deepEqual(await listInvitations(mine.ctx), [])
    }
  })

  it('who was demoted a moment ago makes nothing with the rights of before', async () => {
    const mine = await house.library()
    const before = await mine.as('administrator')
    await changeMember(mine.ctx, idOf(before), { role: 'observer' })
    await assert.rejects(
      createKey(before, { name: 'Late', scopes: ['read'], expiresAt: null }),
      (error) => refused('not-allowed')(error) && /has changed just now/.test(String((error as Error).message)),
    )
    await assert.rejects(
      invite(before, { email: 'a@b.example', name: null, role: 'member' }, HERE),
      refused('not-allowed'),
    )
  })

  it('two who cut each other off leave one of them', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const mine = await house.library()
      const second = await mine.as('administrator')
      const both = await Promise.allSettled([cutOff(mine.ctx, idOf(second)), cutOff(second, mine.person)])
      assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
      const left = await house.database.rows('select role from membership where library_id = $1', [mine.library.id])
      assert.deepEqual(left, [{ role: 'administrator' }])
    }
  })
})

describe('the log of what people decided', () => {
  it('leaves out the machine’s steps and mere looking, and keeps what the host did on the machine', async () => {
    const mine = await house.library()
    const leaver = await mine.as('member')
    await inTx({ ...mine.job, actor: { kind: 'job', name: 'host' } }, 'recover', async (tx) => {
      tx.about({ kind: 'person', id: mine.person })
    })
    await inTx(leaver, 'lookAtPost', async () => {})
    await cutOff(mine.ctx, idOf(leaver))
    await hear()
    const { items } = await listAudit(mine.ctx, { limit: 50, by: 'people' })
    assert.deepEqual(
      items.filter(({ verb }) => verb !== 'test').map(({ verb, by }) => [verb, by.kind]),
      [
        ['cutOff', 'person'],
        ['recover', 'host'],
      ],
    )
    const all = (await listAudit(mine.ctx, { limit: 50 })).items.map(({ verb }) => verb)
    assert.ok(all.includes('hearFact') && all.includes('lookAtPost'))
    // The page goes on where the shorter list stopped.
    const first = await listAudit(mine.ctx, { limit: 1, by: 'people' })
    const rest = await listAudit(mine.ctx, { limit: 5, by: 'people', after: first.next! })
    const [next] = rest.items
    assert.equal(next!.verb, 'recover')
  })
})
