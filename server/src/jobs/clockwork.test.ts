import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { until } from '#app/until.ts'
import { clockwork, makeClockwork, type Recurring } from './clockwork.ts'

const HOUR = 3_600_000
let house: TestHouse
before(async () => {
  house = await testHouse()
  // Half past: no stretch ends by itself while these tests run.
  await house.database.setTo('12:30', 'UTC')
})
after(() => house[Symbol.asyncDispose]())
const clock = (...works: Recurring[]) => makeClockwork(house.deps.database, house.deps.log, works)
const hoursBetween = (buckets: Date[]) =>
  buckets.slice(1).map((one, i) => (one.getTime() - buckets[i]!.getTime()) / HOUR)

test('each stretch of time is done once, by however many processes', async () => {
  const ran: Date[] = []
  const work = clockwork('once', HOUR, async (bucket) => void ran.push(bucket))
  await Promise.all([clock(work).tick(), clock(work).tick(), clock(work).tick()])
  await clock(work).tick()
  assert.equal(ran.length, 1)
  assert.equal(ran[0]!.getTime() % HOUR, 0)
  await house.database.shift(HOUR)
  await Promise.all([clock(work).tick(), clock(work).tick()])
  assert.deepEqual(hoursBetween(ran), [1])
})

test('after a sleep the missed stretches are caught up, the newest ones, in their order', async () => {
  const all: Date[] = []
  const last: Date[] = []
  const sleeper = clock(
    clockwork('all', HOUR, async (bucket) => void all.push(bucket), 3),
    clockwork('last', HOUR, async (bucket) => void last.push(bucket)),
  )
  await sleeper.tick()
  assert.deepEqual([all.length, last.length], [3, 1])
  await house.database.shift(2 * HOUR)
  await sleeper.tick()
  assert.deepEqual(hoursBetween(all), [1, 1, 1, 1])
  assert.deepEqual(hoursBetween(last), [2])
  await house.database.shift(50 * HOUR)
  await sleeper.tick()
  assert.deepEqual(hoursBetween(all), [1, 1, 1, 1, 48, 1, 1])
})

test('what fails is tried again later, for the same stretch', async () => {
  const ran: Date[] = []
  const shaky = clock(
    clockwork('shaky', HOUR, async (bucket) => {
      ran.push(bucket)
      if (ran.length === 1) throw new Error('the network was away')
    }),
  )
  await shaky.tick()
  await shaky.tick()
  assert.equal(ran.length, 1)
  assert.ok(
    house.logged.some((line) => line.includes('recurring work failed') && line.includes('the network was away')),
  )
  // The wait is over; the time itself stays within the stretch.
  await house.deps.database.pool.query(
    `update clockwork set claimed_until = least(claimed_until, app.now()) where name = 'shaky'`,
  )
  await shaky.tick()
  assert.equal(ran.length, 2)
  assert.equal(ran[0]!.getTime(), ran[1]!.getTime())
})

test('a claim of a process that died runs out', async () => {
  const ran: Date[] = []
  const work = clockwork('died', 24 * HOUR, async (bucket) => void ran.push(bucket))
  await house.deps.database.pool.query(
    `insert into clockwork (name, claimed_until) values ('died', app.now() + interval '15 minutes')`,
  )
  await clock(work).tick()
  assert.equal(ran.length, 0)
  await house.database.shift(16 * 60_000)
  await clock(work).tick()
  assert.equal(ran.length, 1)
})

test('a clockwork that is stopped waits for what runs and begins nothing more', async () => {
  let finish = () => {}
  let runs = 0
  const busy = clock(
    clockwork('busy', HOUR, async () => {
      runs += 1
      await new Promise<void>((done) => {
        finish = done
      })
    }),
    clockwork('after-busy', HOUR, async () => {
      runs += 10
    }),
  )
  busy.start()
  await until(() => runs === 1)
  const stopped = busy.stop()
  finish()
  await stopped
  assert.equal(runs, 1)
})
