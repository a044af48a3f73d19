import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { guardedHttp } from '@shelftalker/networks/http.ts'
import pg from 'pg'
import type { Ctx } from '#app/ctx.ts'
import { allNetworks } from '#app/networks.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { listPeople } from '#modules/library/people.view.ts'
import { listGoals } from '#modules/measures/goal.view.ts'
import { makeReader } from '#modules/measures/index.ts'
import { makeSender } from '#modules/publishing/index.ts'
import { fillDemo } from './fill.ts'
import { nothingLeaves } from './nothing-leaves.ts'

const DAY = 86_400_000
const END = new Date('2026-11-20T15:00:00Z')
const asked: string[] = []
/** The real way out, with an ear at it. */
const real = guardedHttp([])
const listening = {
  ...real,
  send: (request: { url: string }) => {
    asked.push(request.url)
    return real.send(request)
  },
}
let house: TestHouse
const rows = (sql: string, values: unknown[] = []) => house.database.rows(sql, values)
const count = async (table: string) => Number((await rows(`select count(*) as n from ${table}`))[0]!.n)

/** As a job of the library of the demonstration. */
async function inside(): Promise<Ctx> {
  const [demo] = await rows("select id, handle, zone from library where handle = 'harbor'")
  const library = { id: String(demo!.id), handle: 'harbor', zone: String(demo!.zone) }
  return { ...house.deps, library, actor: { kind: 'job', name: 'test' }, tx: null }
}

before(async () => {
  // With every network that there is: whatever a sender or a reader asked would be heard.
  house = await testHouse({ http: listening, networks: [...allNetworks().values()] })
  // Its goals stand as they do on the day on which it was made.
  await house.database.shift(END.getTime() - Date.now())
})
after(async () => {
  await house[Symbol.asyncDispose]()
})

describe('a demonstration in a database', () => {
  it('is written whole, in one transaction: whoever looks meanwhile sees nothing of it', async () => {
    const seen = new Set<number>()
    const filling = fillDemo(house.deps, house.database.ownerConfig, { seed: 1908, end: END })
    let done = false
    void filling.finally(() => {
      done = true
    })
    while (!done) seen.add(await count('delivery'))
    assert.equal(await filling, true)
    const whole = await count('delivery')
    assert.ok(whole > 4_000)
    assert.ok(
      [...seen].every((n) => n === 0 || n === whole),
      [...seen].join(),
    )
  })
  it('is not filled a second time', async () => {
    const before = await count('post')
    assert.equal(await fillDemo(house.deps, house.database.ownerConfig, { seed: 2 }), false)
    assert.equal(await count('post'), before)
    assert.equal(await count('library'), 1)
  })
  it('sends nothing: no request was made, sending is held, no account waits to be asked', async () => {
    assert.deepEqual(asked, [])
    const [held] = await rows('select sending_held_reason as reason, sending_held_detail as detail from installation')
    assert.deepEqual([held!.reason, /demonstration/.test(String(held!.detail))], ['by-hand', true])
    assert.equal(await count('reading_channel'), 0)
    // As the sender asks: everything planned has come due, and nothing may be taken.
    await house.database.shift(60 * DAY)
    const client = new pg.Client(house.database.appConfig)
    await client.connect()
    const taken = await client.query("select * from app.claim_due(interval '1 minute', 100)")
    await client.end()
    await house.database.shift(-60 * DAY)
    assert.deepEqual(taken.rows, [])
  })
  it('asks nobody, though a sender and a reader look at all that has come due; one row more, and they would be heard', async () => {
    const work = async () => {
      await makeSender(house.deps, { guardClock: false }).drain()
      await makeReader(house.deps).drain()
    }
    await work()
    assert.deepEqual(asked, [])
    await house.database.shift(DAY)
    await work()
    assert.deepEqual(asked, [])
    // The ear hears: with one row that a demonstration does not have, its network is asked.
    await rows(
      'insert into reading_channel (library_id, channel_id, account_due_at, next_at) select library_id, channel_id, app.now(), app.now() from connection limit 1',
    )
    await work()
    assert.ok(asked.length > 0)
    await rows('delete from reading_channel')
    await house.database.shift(-DAY)
  })
  it('has goals that stand differently: one reached, one on its way, two at risk, one missed, one without a figure', async () => {
    assert.deepEqual((await listGoals(await inside())).map(({ progress }) => progress.state).sort(), [
      'at-risk',
      'at-risk',
      'met',
      'missed',
      'no-data',
      'on-track',
    ])
    const onThoseByHand = await rows(
      'select 1 from goal g join channel c on c.library_id = g.library_id and c.id = g.channel_id where c.manual',
    )
    assert.deepEqual(onThoseByHand, [])
  })
  it('shows when each of its people was last here, and that one has not been yet', async () => {
    const seen = (await listPeople(await inside())).map(({ lastSeenAt }) => lastSeenAt?.getTime() ?? null)
    assert.equal(new Set(seen).size, seen.length)
    assert.equal(seen.filter((one) => one === null).length, 1)
  })
  it('keeps its secrets sealed, and those it has are of no use', async () => {
    const found = await rows('select channel_id, secret, server from connection')
    assert.equal(found.length, 2)
    for (const { channel_id, secret, server } of found) {
      assert.match(String(server), /\.example$/)
      assert.doesNotMatch((secret as Buffer).toString('latin1'), /demonstration/)
      assert.match(
        JSON.stringify(house.deps.vault.open(secret as Buffer, `connection:${channel_id}`)),
        /demonstration-/,
      )
    }
  })
  it('has the bytes of every picture that it names', async () => {
    const [library] = await rows('select id from library')
    const named = await rows('select digest from media_asset union select digest from bulletin_media')
    assert.ok(named.length >= 6)
    for (const { digest } of named) assert.ok(await house.deps.files.exists(String(library!.id), String(digest)))
  })
  it('is not seen by another library on the same installation', async () => {
    const other = await house.library()
    const seen = await look(other.ctx, async (tx) => {
      const post = await tx.db.selectFrom('post').select('id').execute()
      const branch = await tx.db.selectFrom('branch').select('id').execute()
      const reading = await tx.db.selectFrom('reading').select('measure').execute()
      return post.length + branch.length + reading.length
    })
    assert.equal(seen, 0)
    assert.ok((await look(await inside(), (tx) => tx.db.selectFrom('branch').select('id').execute())).length === 17)
  })
})

describe('a database that is lived in', () => {
  it('is left alone, whatever library is in it', async () => {
    await using lived = await testHouse()
    await lived.library()
    assert.equal(await fillDemo(lived.deps, lived.database.ownerConfig, { seed: 1908 }), false)
    assert.deepEqual(await lived.database.rows('select count(*)::int as n from post'), [{ n: 0 }])
    assert.deepEqual(await lived.database.rows('select sending_held_reason as reason from installation'), [
      { reason: null },
    ])
  })
})

describe('the way out of a demonstration', () => {
  it('is shut: whatever is asked, it says so and that not a byte has left', async () => {
    await assert.rejects(nothingLeaves.send({ url: 'https://mastodon.social/api/v1/statuses', method: 'POST' }), {
      name: 'HttpFailure',
      sent: 'none',
      message: /demonstration/,
    })
    await nothingLeaves.close()
  })
})
