import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inTx } from '#app/tx.ts'
import { connectedChannel, scheduled } from '#modules/publishing/testing.ts'
import { measureListeners } from './measures.listeners.ts'
import { makeReader } from './reader.ts'
import { listReadings } from './readings.view.ts'
import { DAY, HOUR, MINUTE, onePostOut, type ReadingHouse, readingHouse } from './testing.ts'

let house: ReadingHouse
before(async () => {
  house = await readingHouse()
})
after(() => house[Symbol.asyncDispose]())

type Out = Awaited<ReturnType<typeof onePostOut>>
const readings = async ({ ctx, delivery }: Out, measure = 'engagement.reactions') =>
  (await listReadings(ctx, { limit: 200, delivery, measure })).items.reverse()
const told = async (out: Out, measure?: string) =>
  (await readings(out, measure)).map(({ age, value, missing }) => [age, value ?? missing])
const react = ({ account }: Out, times: number) => {
  const post = house.network.visible(account).at(-1)!
  house.network.reactions.set(post.id, times)
}
const due = ({ delivery }: Out) => house.database.rows('select age from reading_due where delivery_id = $1', [delivery])

describe('a post that is out', () => {
  it('is read an hour, a day, a week and four weeks later, and not before or after', async () => {
    const out = await onePostOut(house)
    await house.readAfter(30 * MINUTE)
    assert.deepEqual(await told(out), [])
    react(out, 3)
    await house.readAfter(31 * MINUTE)
    assert.deepEqual(await told(out), [['1h', 3]])
    react(out, 8)
    await house.readAfter(23 * HOUR)
    await house.readAfter(6 * DAY)
    react(out, 21)
    await house.readAfter(21 * DAY)
    assert.deepEqual(await told(out), [
      ['1h', 3],
      ['1d', 8],
      ['7d', 8],
      ['28d', 21],
    ])
    assert.deepEqual(await due(out), [])
    await house.readAfter(40 * DAY)
    assert.equal((await readings(out)).length, 4)
  })

  it('has no figure where the network counts no such thing: null with the reason, never 0', async () => {
    const out = await onePostOut(house)
    await house.readAfter(61 * MINUTE)
    const { items } = await listReadings(out.ctx, { limit: 200, delivery: out.delivery })
    assert.ok(items.length > 0)
    for (const { value, missing } of items) assert.equal(value === null, missing !== null)
  })

  it('is planned once, however often the news of it is heard', async () => {
    const out = await onePostOut(house)
    const fact = { kind: 'delivery.published', subject: { kind: 'delivery', id: out.delivery, of: 'post' } }
    for (let n = 0; n < 3; n++)
      await inTx(out.mine.job, 'test', (tx) => measureListeners[0]!.hear(tx, { ...fact, id: 1, library: '' } as never))
    await house.readAfter(61 * MINUTE)
    assert.equal((await readings(out)).length, 1)
  })

  it('that the machine slept over: ages that passed are told as not read in time, and none is made up', async () => {
    const out = await onePostOut(house)
    react(out, 5)
    await house.readAfter(3 * DAY)
    const ages = (await readings(out)).filter(({ missing }) => missing === 'not-read-in-time').map(({ age }) => age)
    assert.deepEqual(ages, ['1h', '1d'])
    const [figure] = (await readings(out)).filter(({ value }) => value !== null)
    assert.deepEqual([figure!.value, figure!.age], [5, null])
    assert.deepEqual(await due(out), [{ age: '7d' }])
  })

  it('that is gone has no figure any more, with that reason', async () => {
    const out = await onePostOut(house)
    await house.readAfter(61 * MINUTE)
    const post = house.network.visible(out.account)[0]!
    house.network.drop(post.id, new Date())
    await house.readAfter(24 * HOUR)
    assert.deepEqual(await told(out), [
      ['1h', 0],
      ['1d', 'gone'],
    ])
  })

  it('by hand is not read: nobody knows what the network calls it', async () => {
    const mine = await house.library()
    const { manualChannel } = await import('#modules/publishing/testing.ts')
    await scheduled(mine.ctx, await manualChannel(mine), ['By hand'])
    await house.send()
    await house.readAfter(2 * HOUR)
    assert.deepEqual((await listReadings(mine.ctx, { limit: 10 })).items, [])
  })
})

describe('a network in trouble', () => {
  it('that says when to come again is asked then, not before', async () => {
    const out = await onePostOut(house)
    const now = (await house.database.rows('select app.now() as now'))[0]!.now as Date
    const retryAt = new Date(now.getTime() + 3 * HOUR)
    house.network.fail('readPosts', { with: 'reject', trouble: { kind: 'too-fast', retryAt } })
    await house.readAfter(61 * MINUTE)
    await house.readAfter(60 * MINUTE)
    assert.deepEqual(await told(out), [])
    await house.readAfter(61 * MINUTE)
    // Three hours late for the first hour: the figure stands for no age.
    const [missed, late] = [await readings(out)].flatMap((all) => [
      all.find(({ missing }) => missing),
      all.find(({ value }) => value !== null),
    ])
    assert.deepEqual([missed?.age, late?.age], ['1h', null])
  })

  it('that answers what cannot be read is asked again; what it said is kept, other channels go on', async () => {
    await using alone = await readingHouse()
    const [out, other] = [await onePostOut(alone), await onePostOut(alone)]
    await alone.database.shift(61 * MINUTE)
    // The account is read first; what is garbled is the posts of whichever channel comes first.
    alone.network.fail('readPosts', { with: 'garbage-after' }, 3)
    for (let n = 0; n < 8; n++) await alone.readAfter(3 * MINUTE)
    const all = [...(await told(out)), ...(await told(other))].map(([, value]) => value)
    assert.deepEqual(all.length, 2)
    assert.ok(all.includes(0), 'one channel goes on whatever becomes of the other')
    const troubles = await alone.database.rows('select what, raw from reading_trouble')
    assert.equal(troubles.length, 3)
    assert.ok(troubles.every(({ what }) => what === 'posts'))
  })

  it('that says no is not asked again: the reason stands at once in the figures’ place', async () => {
    for (const [trouble, missing] of [
      [{ kind: 'not-allowed', reason: 'The token may not read.' }, 'not-allowed'],
      [{ kind: 'refused', reason: 'No.' }, 'not-allowed'],
      [{ kind: 'gone', what: 'post' }, 'gone'],
    ] as const) {
      const out = await onePostOut(house)
      house.network.fail('readPosts', { with: 'reject', trouble })
      await house.readAfter(61 * MINUTE)
      assert.deepEqual(await told(out), [['1h', missing]], trouble.kind)
    }
  })

  it('that signed us out marks the channel, keeps the reading for later, and goes on after the sign-in', async () => {
    const out = await onePostOut(house)
    house.network.signOut(out.account)
    await house.readAfter(61 * MINUTE)
    assert.deepEqual(await told(out), [])
    const [state] = await house.database.rows('select state from connection where channel_id = $1', [out.channel])
    assert.equal(state!.state, 'sign-in-again')
    house.network.signOut(out.account, false)
    await house.database.rows(`update connection set state = 'well' where channel_id = $1`, [out.channel])
    await inTx(out.mine.job, 'test', async (tx) => tx.say('channel.well', { kind: 'channel', id: out.channel }))
    await house.send()
    await house.readAfter(MINUTE)
    assert.deepEqual(await told(out), [['1h', 0]])
  })
})

describe('readers', () => {
  it('two at once read each post once', async () => {
    const out = await onePostOut(house)
    await house.database.shift(61 * MINUTE)
    const second = makeReader(house.deps)
    await Promise.all([house.reader.drain(), second.drain()])
    assert.equal((await readings(out)).length, 1)
  })

  it('one that died leaves its claim until the lease is over; then another reads, and its late word is not written', async () => {
    const out = await onePostOut(house)
    await house.database.shift(61 * MINUTE)
    await house.database.rows(`select * from app.claim_readings(interval '120 s', 100)`)
    await house.reader.drain()
    assert.deepEqual(await told(out), [])
    await house.readAfter(121_000)
    assert.deepEqual(await told(out), [['1h', 0]])
  })

  it('one whose lease ran out while the network thought about it writes nothing', async () => {
    const out = await onePostOut(house)
    await house.database.shift(61 * MINUTE)
    const slow = house.network.hold('readPosts', 'after')
    const first = makeReader(house.deps).drain()
    await slow.reached
    await house.database.shift(121_000)
    await house.reader.drain()
    slow.letGo()
    await first
    assert.equal((await readings(out)).length, 1)
  })
})

describe('figures', () => {
  it('are a log: the app can neither change nor delete one', async () => {
    const out = await onePostOut(house)
    await house.readAfter(61 * MINUTE)
    for (const statement of ['update reading set value = 1000', 'delete from reading', 'truncate reading'])
      await assert.rejects(house.deps.database.pool.query(statement), /permission denied/)
    assert.equal((await readings(out)).length, 1)
  })

  it('of another library are not seen, by any of the ways to ask', async () => {
    const out = await onePostOut(house)
    await house.readAfter(61 * MINUTE)
    const other = await house.library()
    for (const ask of [{}, { delivery: out.delivery }, { channel: out.channel }, { measure: 'engagement.reactions' }])
      assert.deepEqual((await listReadings(other.ctx, { limit: 50, ...ask })).items, [])
  })

  it('come page by page, each once', async () => {
    const out = await onePostOut(house)
    await house.readAfter(61 * MINUTE)
    await house.readAfter(24 * HOUR)
    const all = (await listReadings(out.ctx, { limit: 200, channel: out.channel })).items
    const pages: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await listReadings(out.ctx, { limit: 3, channel: out.channel, after })
      pages.push(...page.items.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    assert.deepEqual(
      pages,
      all.map(({ id }) => id),
    )
    await assert.rejects(listReadings(out.ctx, { limit: 3, after: "1' or true" }), { name: 'Problem' })
  })

  it('of the account are read once on each of the library’s days', async () => {
    const mine = await house.library()
    const { channel, account } = await connectedChannel(house, mine)
    house.network.accounts.get(account)!.followers = 41
    await house.readAfter(MINUTE)
    await house.readAfter(2 * HOUR)
    house.network.accounts.get(account)!.followers = 43
    await house.readAfter(26 * HOUR)
    const { items } = await listReadings(mine.ctx, { limit: 50, channel, measure: 'audience.followers' })
    const days = items.map(({ day }) => day)
    assert.equal(new Set(days).size, days.length)
    assert.deepEqual([items.at(-1)!.value, items[0]!.value], [41, 43])
  })
})
