import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { Ctx } from '#app/ctx.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { defineJob } from './define.ts'
import { installJobs } from './install.ts'
import type { JobKind } from './port.ts'
import { pgBossJobs, type Queue, queueOf } from './queue.ts'

type Note = { id: string }
const kind = (name: string, retries = 0): JobKind<Note> => ({ name, retries, retryDelaySeconds: 1 })
let house: TestHouse
let library: TestLibrary
let queue: Queue
before(async () => {
  house = await testHouse()
  library = await house.library()
  queue = queueOf(house.deps.database, house.deps.log)
})
after(async () => {
  await queue.stop()
  await house[Symbol.asyncDispose]()
})
const add = (id: string, to = kind('note')) => inTx(library.job, 'test', (tx) => pgBossJobs().add(tx, to, { id }))
const waitingJobs = async () =>
  Number(
    (await house.deps.database.pool.query(`select count(*)::int as n from pgboss.job where state < 'completed'`))
      .rows[0].n,
  )

test('a job is there if, and only if, its transaction was committed', async () => {
  await add('kept')
  const undone = inTx(library.job, 'test', async (tx) => {
    await pgBossJobs().add(tx, kind('note'), { id: 'undone' })
    throw new Error('changed my mind')
  })
  await assert.rejects(undone, /changed my mind/)
  assert.equal(await waitingJobs(), 1)
})

test('jobs run in a ctx of their library, those added before the worker began and those added after', async () => {
  const ran: [string, Ctx][] = []
  const heard: Promise<unknown>[] = []
  const again = defineJob<Note>(kind('fails-once', 3), async (_, { id }) => {
    ran.push([id, library.job])
    if (ran.filter(([one]) => one === id).length === 1) throw new Error('not yet')
  })
  const hopeless = defineJob<Note>(kind('hopeless'), async () => {
    throw new Error('never')
  })
  const note = defineJob<Note>(kind('note'), async (ctx, { id }) => void ran.push([id, ctx]))
  await queue.start(house.deps, [note, again, hopeless])
  await until(() => ran.length === 1)
  assert.deepEqual(ran[0]![0], 'kept')
  assert.equal(ran[0]![1].library?.id, library.library.id)
  assert.deepEqual(ran[0]![1].actor, { kind: 'job', name: 'note' })

  for (let i = 0; i < 12; i++) heard.push(add(`after-${i}`))
  await Promise.all(heard)
  queue.wake()
  await until(() => ran.length === 13)

  await add('again', kind('fails-once', 3))
  await add('dead', kind('hopeless'))
  queue.wake()
  await until(() => queue.counts().dead === 1 && queue.counts().failed === 1)
  await until(() => ran.filter(([id]) => id === 'again').length === 2)
  assert.deepEqual(queue.counts(), { done: 14, failed: 1, dead: 1 })
  assert.ok(house.logged.some((line) => line.includes('a job is given up') && line.includes('never')))
})

test('the app role looks after the queue without owning it', async () => {
  const { PgBoss } = await import('pg-boss')
  const troubles: Error[] = []
  const boss = new PgBoss({
    ...house.database.appConfig,
    migrate: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => troubles.push(error))
  await boss.start()
  await boss.supervise()
  await boss.stop({ graceful: false })
  assert.deepEqual(troubles, [])
  const client = new pg.Client(house.database.appConfig)
  await client.connect()
  await assert.rejects(client.query('drop table pgboss.job'), /must be owner/)
  await client.end()
})

test('a queue that rests runs nothing, and takes jobs for later', async () => {
  await queue.rest()
  const before = queue.counts().done
  await add('later')
  queue.wake()
  assert.equal(await waitingJobs(), 1)
  assert.equal(queue.counts().done, before)
})

test('installing twice changes nothing', async () => {
  await installJobs(house.database.ownerConfig, house.database.appConfig.user)
  assert.equal((await house.deps.database.pool.query('select from pgboss.queue')).rowCount, 1)
})
