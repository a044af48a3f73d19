/** What many deliveries do in one transaction: each is asked for its own lease, state and payload, and none takes another one along. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { holdSending } from '#app/installation.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { pauseLibrary } from '../library/settings.ts'
import { cancelDelivery } from './by-person.ts'
import { senderCtx } from './ctx.ts'
import { type Desk, makeDesk } from './desk.ts'
import { beginOn, channelsOf, claimsOf, type InHand, inHandOf, RAW, settleOn } from './in-hand.testing.ts'
import { makeSender } from './sender.ts'
import { factsOf, type SendingHouse, scheduled, sendingHouse, standing, storyOf } from './testing.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

let house: SendingHouse
let at: TestLibrary
let desk: Desk
before(async () => {
  house = await sendingHouse({ evidence: 'list' })
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  desk = makeDesk(senderCtx(house.deps, at.library.id))
  house.network.heal()
})

const rows = (text: string, values: unknown[] = []) => house.database.rows(text, values)
const claims = (how?: number) => claimsOf(house, how)
const channels = (many: number) => channelsOf(house, at, many)
const inHand = (many: number, more?: Parameters<typeof scheduled>[4]) => inHandOf(house, at, desk, many, more)
const begin = (one: InHand) => beginOn(desk, one)
const settle = (one: InHand, moment?: Date) => settleOn(desk, one, moment)
const state = async (one: { id: string }) => (await standing(at.ctx, one.id)).state
const laneOf = async (channel: string) =>
  (await rows('select holder, lease_token from lane where channel_id = $1', [channel]))[0]!

describe('many that are due at one moment', () => {
  it('go out once each, with their own story, fact and place on the network', async () => {
    const on = await channels(20)
    const ids = (await Promise.all(on.map((channel, n) => scheduled(at.ctx, channel, [`moment ${n}`])))).flat()
    await house.sender.drain()
    for (const [n, id] of ids.entries()) {
      const row = await standing(at.ctx, id)
      const [out, ...twice] = house.network.book.filter((post) => post.text === `moment ${n}`)
      assert.deepEqual([row.state, row.releases, row.settled_by, row.lease_token], ['published', 1, 'answer', null])
      assert.deepEqual([row.remote_id, twice.length], [out!.id, 0])
      assert.deepEqual(
        (await storyOf(at.ctx, id)).map((line) => [line.step, line.outcome, line.sent]),
        [['release', 'out', 'maybe']],
      )
      assert.equal((await factsOf(at.ctx, id)).filter((kind) => kind === 'delivery.published').length, 1)
    }
    for (const channel of on) assert.equal((await laneOf(channel)).holder, null)
  })

  it('go out once each though two workers take them, and in order on each channel', async () => {
    const on = await channels(8)
    for (const [c, channel] of on.entries())
      for (const n of [1, 2, 3]) await scheduled(at.ctx, channel, [`two workers ${c} ${n}`])
    const other = makeSender(house.deps, { guardClock: false })
    const from = house.network.book.length
    await Promise.all([house.sender.drain(), other.drain()])
    await house.sender.drain()
    const out = house.network.book.slice(from).map((post) => post.text)
    assert.equal(out.length, 24)
    for (const [c] of on.entries())
      assert.deepEqual(
        out.filter((text) => text.startsWith(`two workers ${c} `)),
        [1, 2, 3].map((n) => `two workers ${c} ${n}`),
      )
    assert.equal(house.network.doubled().length, 0)
  })

  it('go out though one of them is a thread: its second part waits for its first', async () => {
    const [one, two, three] = await channels(3)
    await scheduled(at.ctx, one!, ['alone on one'])
    const parts = await scheduled(at.ctx, two!, ['first of two', 'second of two'])
    await scheduled(at.ctx, three!, ['alone on three'])
    await house.sender.drain()
    assert.deepEqual(await Promise.all(parts.map((id) => state({ id }))), ['published', 'published'])
    const texts = house.network.book.map((post) => post.text)
    assert.ok(texts.indexOf('first of two') < texts.indexOf('second of two'))
    const second = house.network.book.find((post) => post.text === 'second of two')
    assert.equal(second!.parentId, house.network.book.find((post) => post.text === 'first of two')!.id)
  })

  it('are looked up where their answers were lost, and the others are simply out', async () => {
    const on = await channels(6)
    const ids = (await Promise.all(on.map((channel, n) => scheduled(at.ctx, channel, [`lost answer ${n}`])))).flat()
    house.network.fail('release', { with: 'hang-up-after' }, 2)
    await house.sender.drain()
    const states = await Promise.all(ids.map((id) => state({ id })))
    assert.deepEqual(states.filter((one) => one === 'unknown').length, 2)
    for (let n = 0; n < 6; n++) {
      await house.database.shift(2 * MINUTE)
      await house.sender.drain()
    }
    for (const [n, id] of ids.entries()) {
      assert.equal(await state({ id }), 'published')
      assert.equal(house.network.book.filter((post) => post.text === `lost answer ${n}`).length, 1)
    }
  })
})

describe('of many that are about to begin', () => {
  it('each that changed meanwhile is left out, whatever changed, and the others begin', async () => {
    const all = await inHand(7)
    const [fine, cancelled, edited, stolen, late, retired, also] = all as [InHand, ...typeof all]
    const change = (one: { id: string } | undefined, set: string) =>
      rows(`update delivery set ${set} where id = $1`, [one!.id])
    await change(cancelled, `state = 'cancelled', next_at = null`)
    await change(edited, `payload_digest = 'another'`)
    await change(stolen, 'lease_token = uuidv7()')
    await change(late, `no_use_after = app.now() - interval '1 second'`)
    await rows(`update channel set state = 'retired' where id = $1`, [retired!.channel])
    const begun = await Promise.all(all.map(begin))
    assert.deepEqual(
      begun.map((one) => one!.may),
      [true, false, false, false, false, false, true],
    )
    assert.deepEqual([await state(fine), await state(also!)], ['releasing', 'releasing'])
    for (const one of [edited!, stolen!, late!, retired!]) assert.equal(await state(one), 'preparing')
    const row = await standing(at.ctx, fine.id)
    assert.deepEqual([row.releases, row.prepared, row.prepared_digest], [1, { chosen: fine.id }, row.payload_digest])
    assert.ok(row.released_at && row.release_deadline! > row.released_at && row.lease_until! > row.release_deadline!)
  })

  it('none begins while its library is paused, the installation’s sending is held, or its lease is over', async () => {
    const all = await inHand(3)
    await pauseLibrary(at.ctx, { reason: 'Storm', until: null })
    assert.ok((await Promise.all(all.map(begin))).every((one) => one!.may === false))
    await inTx(at.ctx, 'test', (tx) => tx.db.updateTable('library').set({ paused_reason: null }).execute())
    await holdSending(house.deps, 'by-hand', 'test')
    assert.ok((await Promise.all(all.map(begin))).every((one) => one!.may === false))
    await rows('update installation set sending_held_reason = null, sending_held_at = null')
    await house.database.shift(2 * MINUTE)
    assert.ok((await Promise.all(all.map(begin))).every((one) => one!.may === false))
    for (const one of all) assert.equal((await standing(at.ctx, one.id)).releases, 0)
  })

  it('urgent ones pass the pause that stops the others', async () => {
    const urgent = await inHand(2, { urgent: true })
    const plain = await inHand(2)
    await pauseLibrary(at.ctx, { reason: 'Storm', until: null })
    const begun = await Promise.all([...urgent, ...plain].map(begin))
    assert.deepEqual(
      begun.map((one) => one!.may),
      [true, true, false, false],
    )
  })

  it('one that overslept its lease is not let through by the worker that has it now, though both ask at once', async () => {
    const [stale, other] = (await inHand(2)) as [InHand, InHand]
    await house.database.shift(2 * MINUTE)
    const again = (await claims()).find((one) => one.id === stale.id)!
    assert.notEqual(again.token, stale.token)
    const reads = await Promise.all([desk.read(stale), desk.read(again), desk.read(other)])
    assert.equal(reads[0].job, undefined)
    assert.equal(reads[1].job!.leaseToken, again.token)
    const fresh = { ...again, job: reads[1].job! }
    const begun = await Promise.all([begin(stale), begin(fresh), begin(stale)])
    assert.deepEqual(
      begun.map((one) => one!.may),
      [false, true, false],
    )
    assert.equal((await standing(at.ctx, stale.id)).releases, 1)
  })

  it('a row that somebody holds just now keeps nobody waiting, and is decided by what she does with it', async () => {
    const all = await inHand(3)
    const held = all[1]!
    const open = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const person = inTx(at.ctx, 'test', async (tx) => {
      await sql`select 1 from delivery where id = ${held.id} for update`.execute(tx.db)
      locked.resolve()
      await open.promise
      await sql`update delivery set state = 'held', next_at = null, lease_token = null, lease_until = null where id = ${held.id}`.execute(
        tx.db,
      )
    })
    await locked.promise
    const begun = all.map(begin)
    assert.deepEqual([(await begun[0])!.may, (await begun[2])!.may], [true, true])
    open.resolve()
    await person
    assert.equal((await begun[1])!.may, false)
    assert.equal(await state(held), 'held')
  })

  it('a limit that a frozen worker holds stops only the one that spends from it', async () => {
    const all = await inHand(3)
    const budget = (n: number) => ({
      key: `frozen:${n}:${at.library.id}`,
      limit: 9,
      windowMs: MINUTE,
      cost: { post: 1, edit: 1, remove: 1 },
      spend: 1,
    })
    await rows(
      `select app.spend(jsonb_build_array(jsonb_build_object('key', $1::text, 'limit', 9, 'windowMs', 60000, 'cost', 1)))`,
      [budget(1).key],
    )
    const open = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const frozen = inTx(at.ctx, 'test', async (tx) => {
      await sql`select 1 from budget where key = ${budget(1).key} for update`.execute(tx.db)
      locked.resolve()
      await open.promise
    })
    await locked.promise
    const begun = all.map((one, n) =>
      desk.begin({ job: one.job, token: one.token, prepared: {}, budgets: [budget(n)] }),
    )
    assert.deepEqual([(await begun[0])!.may, (await begun[2])!.may], [true, true])
    assert.equal(await state(all[1]!), 'preparing')
    open.resolve()
    await frozen
    assert.equal((await begun[1])!.may, true)
    const spent = await rows('select spent from budget where key like $1 order by key', [`frozen:%${at.library.id}`])
    assert.deepEqual(
      spent.map((one) => one.spent),
      [1, 2, 1],
    )
  })

  it('what may not begin is charged for nothing on the way, and keeps nobody’s share', async () => {
    const all = await inHand(3)
    const key = (n: number) => `not-begun:${n}:${at.library.id}`
    await rows(`update channel set paused_reason = 'x', paused_at = app.now() where id = $1`, [all[1]!.channel])
    const begun = await Promise.all(
      all.map((one, n) =>
        desk.begin({
          job: one.job,
          token: one.token,
          prepared: {},
          budgets: [{ key: key(n), limit: 9, windowMs: MINUTE, cost: { post: 1, edit: 1, remove: 1 }, spend: 1 }],
        }),
      ),
    )
    assert.deepEqual(
      begun.map((one) => one!.may),
      [true, false, true],
    )
    const spent = await Promise.all([0, 1, 2].map((n) => rows('select spent from budget where key = $1', [key(n)])))
    // Asked alone at last, it spends once: less is sent than may be, never more.
    assert.deepEqual(
      spent.map(([one]) => one!.spent),
      [1, 1, 1],
    )
  })

  it('another library’s delivery is not begun by a desk that is not its own', async () => {
    const mine = await inHand(2)
    const elsewhere = await house.library()
    const foreign = makeDesk(senderCtx(house.deps, elsewhere.library.id))
    const begun = await Promise.all(
      mine.map((one) => foreign.begin({ job: one.job, token: one.token, prepared: {}, budgets: [] })),
    )
    assert.ok(begun.every((one) => one!.may === false))
    for (const one of mine) assert.equal(await state(one), 'preparing')
    assert.ok((await Promise.all(mine.map((one) => foreign.read(one)))).every((one) => one.job === undefined))
  })

  it('a limit that does not suffice for all of them lets through as many as it allows, and says when to ask again', async () => {
    const all = await inHand(4)
    const shared = {
      key: `shared:${at.library.id}`,
      limit: 3,
      windowMs: MINUTE,
      cost: { post: 1, edit: 1, remove: 1 },
      spend: 1,
    }
    const begun = await Promise.all(
      all.map((one) => desk.begin({ job: one.job, token: one.token, prepared: {}, budgets: [shared] })),
    )
    assert.equal(begun.filter((one) => one!.may).length, 3)
    const [left] = begun.filter((one) => !one!.may)
    assert.ok(left!.until instanceof Date)
    const [spent] = await rows('select spent from budget where key = $1', [shared.key])
    assert.equal(spent!.spent, 3)
  })
})

describe('of many that are out', () => {
  it('each is settled, and its lane goes to what is due there next, read along', async () => {
    const all = await inHand(3)
    const [next] = await scheduled(at.ctx, all[0]!.channel, ['comes next'])
    await Promise.all(all.map(begin))
    const handed = await Promise.all(all.map((one) => settle(one)))
    assert.equal(handed[0]!.id, next)
    assert.equal(handed[0]!.read!.job!.id, next)
    assert.equal(handed[0]!.read!.job!.leaseToken, handed[0]!.token)
    assert.deepEqual([handed[1], handed[2]], [null, null])
    assert.deepEqual({ ...(await laneOf(all[0]!.channel)) }, { holder: next, lease_token: handed[0]!.token })
    assert.equal((await laneOf(all[1]!.channel)).holder, null)
    for (const one of all) {
      const row = await standing(at.ctx, one.id)
      assert.deepEqual(
        [row.state, row.remote_id, row.url, row.remote, row.next_at],
        ['published', `remote-${one.id}`, `https://memory.example/${one.id}`, { of: one.id }, null],
      )
      const [line] = await storyOf(at.ctx, one.id)
      assert.deepEqual([line!.raw, line!.trouble], [RAW(one), null])
    }
  })

  it('a lane is put down, not handed on, where sending was held meanwhile', async () => {
    const all = await inHand(2)
    await scheduled(at.ctx, all[0]!.channel, ['must wait'])
    await Promise.all(all.map(begin))
    await holdSending(house.deps, 'by-hand', 'test')
    assert.deepEqual(await Promise.all(all.map((one) => settle(one))), [null, null])
    assert.equal((await laneOf(all[0]!.channel)).holder, null)
    await rows('update installation set sending_held_reason = null, sending_held_at = null')
    for (const one of all) assert.equal(await state(one), 'published')
  })

  it('a late answer still counts where another worker had found it stopped, and keeps nobody else', async () => {
    const all = await inHand(3)
    await Promise.all(all.map(begin))
    await rows(`update delivery set state = 'unknown', lease_token = uuidv7() where id = $1`, [all[1]!.id])
    await Promise.all(all.map((one) => settle(one)))
    for (const one of all) assert.equal(await state(one), 'published')
    assert.equal((await factsOf(at.ctx, all[1]!.id)).filter((kind) => kind === 'delivery.published').length, 1)
  })

  it('one that is settled already is not settled again', async () => {
    const all = await inHand(3)
    await Promise.all(all.map(begin))
    await settle(all[0]!)
    const version = (await standing(at.ctx, all[0]!.id)).version
    await Promise.all(all.map((one) => settle(one)))
    assert.equal((await standing(at.ctx, all[0]!.id)).version, version)
    assert.equal((await storyOf(at.ctx, all[0]!.id)).length, 1)
    assert.deepEqual([await state(all[1]!), await state(all[2]!)], ['published', 'published'])
  })

  it('one that cannot be written stays releasing, to be looked up, and the others are settled', async () => {
    const all = await inHand(3)
    await Promise.all(all.map(begin))
    const done = await Promise.allSettled(all.map((one, n) => settle(one, n === 1 ? new Date(Number.NaN) : new Date())))
    assert.deepEqual(
      done.map((one) => one.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(await Promise.all(all.map(state)), ['published', 'releasing', 'published'])
    await house.database.shift(2 * MINUTE)
    const again = (await claims()).filter((one) => one.id === all[1]!.id)
    assert.deepEqual(
      again.map((one) => one.task),
      ['recover'],
    )
  })

  it('one that somebody looks at keeps nobody waiting, and is settled when she is done', async () => {
    const all = await inHand(3)
    await Promise.all(all.map(begin))
    const open = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const person = look(at.ctx, async () => {}).then(() =>
      inTx(at.ctx, 'test', async (tx) => {
        await sql`select 1 from delivery where id = ${all[1]!.id} for update`.execute(tx.db)
        locked.resolve()
        await open.promise
      }),
    )
    await locked.promise
    const settled = all.map((one) => settle(one))
    await Promise.all([settled[0], settled[2]])
    assert.equal((await laneOf(all[1]!.channel)).holder, all[1]!.id)
    open.resolve()
    await person
    await settled[1]
    assert.equal(await state(all[1]!), 'published')
    assert.equal((await laneOf(all[1]!.channel)).holder, null)
  })

  it('a person is told that it goes out just now, and cannot cancel it meanwhile', async () => {
    const all = await inHand(2)
    await Promise.all(all.map(begin))
    await assert.rejects(cancelDelivery(at.ctx, all[0]!.id), /going out just now/)
    await Promise.all(all.map((one) => settle(one)))
    assert.equal(await state(all[0]!), 'published')
  })
})

describe('what several spend at once', () => {
  const spend = async (asked: { id: string; key: string; limit: number; cost?: number; windowMs?: number }[]) =>
    (
      await rows('select id from app.spend_together($1::jsonb, $2::uuid[]) id', [
        JSON.stringify(asked.map((one) => ({ cost: 1, windowMs: MINUTE, ...one }))),
        [...new Set(asked.map((one) => one.id))],
      ])
    ).map((row) => row.id)
  const uuid = (n: number) => `01900000-0000-7000-8000-00000000000${n}`
  const spentOf = async (key: string) => (await rows('select spent from budget where key = $1', [key]))[0]?.spent

  it('is taken from each one’s own limits, and only who can spend all of its own may go on', async () => {
    await spend([{ id: uuid(9), key: 'own:full', limit: 1 }])
    const may = await spend([
      { id: uuid(1), key: 'own:a', limit: 5 },
      { id: uuid(1), key: 'own:a:day', limit: 9 },
      { id: uuid(2), key: 'own:b', limit: 5 },
      { id: uuid(2), key: 'own:full', limit: 1 },
    ])
    assert.deepEqual(may, [uuid(1)])
    assert.deepEqual([await spentOf('own:a'), await spentOf('own:full')], [1, 1])
    assert.equal((await spentOf('own:b')) ?? 0, 0, 'charged for one that may not go on')
  })

  it('never passes a limit that they share', async () => {
    const three = [1, 2, 3].map((n) => ({ id: uuid(n), key: 'shared:x', limit: 4, cost: 1 }))
    assert.equal((await spend(three)).length, 3)
    assert.equal((await spend(three)).length, 0)
    assert.equal(await spentOf('shared:x'), 3)
    assert.deepEqual(await spend([{ id: uuid(1), key: 'shared:never-seen', limit: 1, cost: 2 }]), [])
  })

  it('is taken from no key of those who wait for one that they share, and one that can never go on takes nobody along', async () => {
    const both = [1, 2].flatMap((n) => [
      { id: uuid(n), key: `crowd:own:${n}`, limit: 5 },
      { id: uuid(n), key: 'crowd:shared', limit: 1 },
    ])
    assert.deepEqual(await spend(both), [])
    assert.deepEqual([await spentOf('crowd:own:1'), await spentOf('crowd:shared')], [0, 0])
    const may = await spend([...both.slice(0, 2), { id: uuid(3), key: 'crowd:shared', limit: 1, cost: 2 }])
    assert.deepEqual(may, [uuid(1)])
    assert.deepEqual([await spentOf('crowd:own:1'), await spentOf('crowd:shared')], [1, 1])
  })

  it('is counted right though many spend from the same keys at once', async () => {
    const ask = (n: number) =>
      spend(['x', 'y', 'z'].map((key) => ({ id: uuid(n), key: `race:${key}`, limit: key === 'y' ? 3 : 99 })))
    const went = (await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(ask))).flat()
    assert.equal(went.length, 3)
    assert.deepEqual(await Promise.all(['x', 'y', 'z'].map((key) => spentOf(`race:${key}`))), [3, 3, 3])
  })

  it('begins anew when the window is over, and stands still while the network said so', async () => {
    await spend([{ id: uuid(1), key: 'window:x', limit: 1 }])
    assert.deepEqual(await spend([{ id: uuid(1), key: 'window:x', limit: 1 }]), [])
    await house.database.shift(MINUTE + SECOND)
    assert.deepEqual(await spend([{ id: uuid(1), key: 'window:x', limit: 1 }]), [uuid(1)])
    await rows(`update budget set blocked_until = app.now() + interval '5 minutes' where key = 'window:x'`)
    await house.database.shift(2 * MINUTE)
    assert.deepEqual(await spend([{ id: uuid(1), key: 'window:x', limit: 1 }]), [])
  })

  it('is nothing for those who are not wanted, or ask for nothing', async () => {
    const budget = JSON.stringify([{ id: uuid(1), key: 'nobody', limit: 1, windowMs: 1, cost: 1 }])
    assert.deepEqual(await rows('select app.spend_together($1::jsonb, $2::uuid[])', [budget, [uuid(2)]]), [])
    assert.deepEqual(await rows('select app.spend_together($1::jsonb, null)', [budget]), [])
    assert.equal(await spentOf('nobody'), undefined)
  })
})

describe('a claim', () => {
  beforeEach(async () => {
    // What the tests above left claimed would be claimed first.
    await rows(`update delivery set state = 'cancelled', waiting_for = null, next_at = null where next_at is not null`)
  })
  it('gives each lane to one, in the order of the moments, however many ask at once', async () => {
    const on = await channels(12)
    for (const [n, channel] of on.entries()) {
      await scheduled(at.ctx, channel, [`claim ${n}`], (12 - n) * MINUTE)
      await scheduled(at.ctx, channel, [`claim ${n} again`], 15 * MINUTE)
    }
    await house.database.shift(20 * MINUTE)
    const [first] = [await claims(4)]
    assert.deepEqual(
      first.map((one) => one.channel),
      on.slice(-4).reverse(),
    )
    const both = (await Promise.all([claims(64), claims(64), claims(64)])).flat()
    const all = [...first, ...both].filter((one) => on.includes(one.channel))
    await until(async () => {
      all.push(...(await claims()).filter((one) => on.includes(one.channel)))
      return all.length >= 12
    })
    assert.deepEqual(new Set(all.map((one) => one.channel)), new Set(on))
    assert.equal(all.length, 12)
    for (const one of all) {
      const { holder, lease_token } = await laneOf(one.channel)
      const row = await standing(at.ctx, one.id)
      assert.deepEqual([holder, lease_token, row.lease_token, row.state], [one.id, one.token, one.token, 'preparing'])
    }
  })

  it('finds what lost its worker in the middle of a visible call among many that are due', async () => {
    const [lost] = (await inHand(1)) as [InHand]
    await begin(lost)
    const [busy] = await channels(1)
    for (let n = 0; n < 40; n++) await scheduled(at.ctx, busy!, [`busy ${n}`])
    await house.database.shift(2 * MINUTE)
    const found = await claims(2)
    assert.deepEqual(
      found.filter((one) => one.task === 'recover').map((one) => one.id),
      [lost.id],
    )
    assert.notEqual(found.find((one) => one.id === lost.id)!.token, lost.token)
    assert.equal((await claims(2)).filter((one) => one.id === lost.id).length, 0)
  })
})
