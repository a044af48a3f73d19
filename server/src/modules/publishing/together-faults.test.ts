/** What goes wrong while many are written in one transaction: connections that break, locks that stay, rows that change in between. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import type pg from 'pg'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { cancelDelivery } from './by-person.ts'
import { senderCtx } from './ctx.ts'
import { type Desk, makeDesk } from './desk.ts'
import { beginOn, budgetOf, claimsOf, type InHand, inHandOf, settleOn } from './in-hand.testing.ts'
import { type SendingHouse, scheduled, sendingHouse, standing, storyOf } from './testing.ts'

const MINUTE = 60_000

let house: SendingHouse
let at: TestLibrary
let desk: Desk
before(async () => {
  house = await sendingHouse({ evidence: 'key' })
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  desk = makeDesk(senderCtx(house.deps, at.library.id))
})

const rows = (text: string, values: unknown[] = []) => house.database.rows(text, values)
const inHand = (many: number) => inHandOf(house, at, desk, many)
const state = async ({ id }: { id: string }) => (await standing(at.ctx, id)).state
const states = (all: { id: string }[]) => Promise.all(all.map(state))
const same = <T>(all: unknown[], one: T): T[] => all.map(() => one)
const outOf = (all: InHand[]) =>
  all.map(({ channel }) => house.network.book.filter(({ text }) => text === `in hand on ${channel}`).length)
/** Time goes on until what a worker left is found and everything is settled. */
async function later(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await house.database.shift(2 * MINUTE)
    await house.sender.drain()
  }
}

/** Of this desk, the connection breaks with its next joint write: the database commits it, and nobody hears of that. */
function deaf(committed: () => Promise<boolean>): Desk {
  const { database } = house.deps
  const breaking = {
    ...database,
    letGo(client: pg.PoolClient) {
      const { stream } = (client as unknown as { connection: { stream: NodeJS.Socket & { destroy(): void } } })
        .connection
      stream.pause()
      database.letGo(client)
      void until(committed).then(
        () => stream.destroy(),
        () => stream.destroy(),
      )
    },
  }
  return makeDesk(senderCtx({ ...house.deps, database: breaking }, at.library.id))
}
/** Somebody (a person, a worker that froze) holds these rows until she lets go. */
async function holding(lock: ReturnType<typeof sql>): Promise<() => Promise<void>> {
  const open = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const held = inTx(at.ctx, 'test', async (tx) => {
    await lock.execute(tx.db)
    locked.resolve()
    await open.promise
  })
  await Promise.race([locked.promise, held])
  return () => {
    open.resolve()
    return held
  }
}

describe('a connection that breaks', () => {
  it('after a joint beginning was kept: nobody makes a call on its word, each is looked up, and goes out once', async () => {
    const all = await inHand(4)
    const lost = deaf(async () => (await states(all)).every((one) => one === 'releasing'))
    const begun = await Promise.allSettled(all.map((one) => beginOn(lost, one)))
    assert.deepEqual(
      begun.map(({ status }) => status),
      same(all, 'rejected'),
    )
    assert.deepEqual([await states(all), outOf(all)], [same(all, 'releasing'), same(all, 0)])
    await later()
    assert.deepEqual([await states(all), outOf(all)], [same(all, 'published'), same(all, 1)])
    for (const { id } of all) {
      const steps = (await storyOf(at.ctx, id)).map(({ step, outcome }) => [step, outcome])
      assert.deepEqual(steps.slice(-2), [
        ['look-up', 'it is not there'],
        ['release', 'out'],
      ])
    }
  })

  it('before a joint beginning was kept: nothing of it stands, and each goes out once its lease is over', async () => {
    const all = await inHand(3)
    const key = `broken:${at.library.id}`
    await rows(`insert into budget (key, window_start, spent) values ($1, app.now(), 0)`, [key])
    const held = await holding(sql`select 1 from budget where key = ${key} for update`)
    let failed = 0
    const begun = all.map((one) => beginOn(desk, one, [budgetOf(key)]).catch(() => (failed += 1)))
    // As the app, which may end its own connections.
    const broken = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%kept:begin-%'`
    await until(async () => {
      await house.deps.database.pool.query(broken)
      return failed === all.length
    })
    await Promise.all(begun)
    await held()
    assert.deepEqual([await states(all), outOf(all)], [same(all, 'preparing'), same(all, 0)])
    assert.equal((await rows('select spent from budget where key = $1', [key]))[0]!.spent, 0)
    await later()
    assert.deepEqual([await states(all), outOf(all)], [same(all, 'published'), same(all, 1)])
  })

  it('after a joint settling was kept: each is out, once, and what the lane was handed on to goes out after its lease', async () => {
    const all = await inHand(3)
    const [next] = await scheduled(at.ctx, all[0]!.channel, ['handed to nobody'])
    await Promise.all(all.map((one) => beginOn(desk, one)))
    const lost = deaf(async () => (await states(all)).every((one) => one === 'published'))
    const settled = await Promise.allSettled(all.map((one) => settleOn(lost, one)))
    assert.deepEqual(
      settled.map(({ status }) => status),
      same(all, 'rejected'),
    )
    assert.equal(await state({ id: next! }), 'preparing')
    await house.sender.drain()
    assert.equal(await state({ id: next! }), 'preparing', 'its lane is held by nobody who could send')
    await later()
    assert.equal(await state({ id: next! }), 'published')
    assert.equal(house.network.book.filter(({ text }) => text === 'handed to nobody').length, 1)
    for (const { id } of all) {
      const row = await standing(at.ctx, id)
      assert.deepEqual([row.state, row.remote_id, (await storyOf(at.ctx, id)).length], ['published', `remote-${id}`, 1])
    }
  })
})

describe('locks that somebody holds for long', () => {
  it('on limits: stop those who spend from them, however many they are, and nobody else', async () => {
    const all = await inHand(8)
    const key = (n: number) => `long:${n}:${at.library.id}`
    for (const n of all.keys())
      await rows(`insert into budget (key, window_start, spent) values ($1, app.now(), 0)`, [key(n)])
    const stuck = all.slice(0, 6)
    const letGo = await holding(
      sql`select 1 from budget where key in (${sql.join(stuck.map((_, n) => key(n)))}) for update`,
    )
    const may: (boolean | undefined)[] = []
    const begun = all.map(async (one, n) => {
      may[n] = (await beginOn(desk, one, [budgetOf(key(n))]))?.may
    })
    try {
      await until(() => may[6] === true && may[7] === true)
      assert.deepEqual(await states(stuck), same(stuck, 'preparing'))
      // Neither do those who come meanwhile stand behind them, of whichever library.
      const other = await house.library()
      const theirs = makeDesk(senderCtx(house.deps, other.library.id))
      const fresh = await inHandOf(house, other, theirs, 2)
      assert.ok((await Promise.all(fresh.map((one) => beginOn(theirs, one)))).every((one) => one?.may))
    } finally {
      await letGo()
    }
    await Promise.all(begun)
    assert.deepEqual(may, same(all, true))
    const spent = await rows('select spent from budget where key like $1', [`long:%:${at.library.id}`])
    assert.deepEqual(
      spent.map((one) => one.spent),
      same(all, 1),
    )
  })

  it('on rows that are out: those are settled when they come free, however many they are, the others at once', async () => {
    const all = await inHand(8)
    await Promise.all(all.map((one) => beginOn(desk, one)))
    const stuck = all.slice(0, 6)
    const letGo = await holding(
      sql`select 1 from delivery where id in (${sql.join(stuck.map(({ id }) => id))}) for update`,
    )
    const settled = all.map((one) => settleOn(desk, one))
    try {
      await until(async () => (await states(all.slice(6))).every((one) => one === 'published'))
      const alone = await inHand(1)
      assert.equal((await beginOn(desk, alone[0]!))?.may, true)
    } finally {
      await letGo()
    }
    await Promise.all(settled)
    assert.deepEqual(await states(all), same(all, 'published'))
  })
})

describe('rows that change while many begin', () => {
  it('cancelled by persons in the same moment: each is either cancelled or begun, and who is told it is cancelled sees nothing go out', async () => {
    const all = await inHand(12)
    const [begun, cancelled] = await Promise.all([
      Promise.all(all.map((one) => beginOn(desk, one))),
      Promise.allSettled(all.filter((_, n) => n % 2 === 0).map(({ id }) => cancelDelivery(at.ctx, id))),
    ])
    for (const [n, one] of all.entries()) {
      const gone = n % 2 === 0 && cancelled[n / 2]!.status === 'fulfilled'
      assert.deepEqual([begun[n]!.may, await state(one)], gone ? [false, 'cancelled'] : [true, 'releasing'])
    }
  })

  it('whose lease ran out while the others’ did not: it stays for whoever claims it, and its old worker sends nothing', async () => {
    const all = await inHand(3)
    const [lapsed] = all as [InHand]
    await rows(`update delivery set lease_until = app.now() - interval '1 second' where id = $1`, [lapsed.id])
    await rows(`update lane set lease_until = app.now() - interval '1 second' where holder = $1`, [lapsed.id])
    const begun = await Promise.all(all.map((one) => beginOn(desk, one)))
    assert.deepEqual(
      begun.map((one) => one!.may),
      [false, true, true],
    )
    await rows(`update delivery set next_at = app.now() where id = $1`, [lapsed.id])
    const again = (await claimsOf(house)).find(({ id }) => id === lapsed.id)!
    const { job } = await desk.read(again)
    const both = await Promise.all([beginOn(desk, lapsed), beginOn(desk, { ...again, job: job! })])
    assert.deepEqual(
      both.map((one) => one!.may),
      [false, true],
    )
    assert.equal((await standing(at.ctx, lapsed.id)).releases, 1)
  })

  it('whose own limit is spent: it is told until when, is charged for nothing, and the others begin', async () => {
    const all = await inHand(3)
    const own = all.map((_, n) => budgetOf(`own:${n}:${at.library.id}`, 1))
    await rows(`insert into budget (key, window_start, spent) values ($1, app.now(), 1)`, [own[1]!.key])
    const begun = await Promise.all(all.map((one, n) => beginOn(desk, one, [own[n]!])))
    assert.deepEqual(
      begun.map((one) => one!.may),
      [true, false, true],
    )
    const [spent] = await rows('select spent, window_start from budget where key = $1', [own[1]!.key])
    assert.equal(spent!.spent, 1)
    assert.equal(begun[1]!.until!.getTime(), (spent!.window_start as Date).getTime() + own[1]!.windowMs)
    assert.equal((await standing(at.ctx, all[1]!.id)).releases, 0)
  })
})
