import assert from 'node:assert/strict'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { pgBossJobs, queueOf } from '#jobs/queue.ts'
import { smtpMail } from '#mail/smtp.ts'
import { type PostOffice, postOffice } from '#mail/testing.ts'
import { startFactsPump } from './facts-pump.ts'
import { listenersOf } from './listeners.ts'
import { type TestHouse, testHouse } from './testing.ts'
import { inTx, look } from './tx.ts'
import { until } from './until.ts'
import { startWorker } from './worker.ts'

let house: TestHouse
let office: PostOffice
before(async () => {
  office = await postOffice()
  house = await testHouse({ listenersOf })
  house.deps.jobs = pgBossJobs()
  house.deps.mail = smtpMail(office.url, 'Shelftalker <social@harbor.example>')
})
after(async () => {
  await house.deps.mail.close()
  await queueOf(house.deps.database, house.deps.log).stop()
  await house[Symbol.asyncDispose]()
  await office[Symbol.asyncDispose]()
})

test('from a refused delivery to the letter, without anybody asking: fact, listener, notice, job, mail', async () => {
  const { ctx, job, library } = await house.library()
  const ids = { channel: ctx.ids(), delivery: ctx.ids() }
  await inTx(job, 'test', async (tx) => {
    await sql`insert into channel (library_id, id, network, name, manual, created_at) values (${library.id}, ${ids.channel}, 'mastodon', 'Harbor', false, app.now())`.execute(
      tx.db,
    )
    await sql`insert into delivery (library_id, id, channel_id, title, state, due_at, payload, payload_digest, key, created_at, updated_at)
      values (${library.id}, ${ids.delivery}, ${ids.channel}, 'Story time', 'scheduled', app.now(), '{}', 'x', 'k', app.now(), app.now())`.execute(
      tx.db,
    )
  })
  const worker = startWorker(house.deps, 0)
  const pump = await startFactsPump(house.deps, { tellListeners: true, onDue: () => {} })
  await inTx(job, 'test', async (tx) => {
    await sql`update delivery set state = 'refused', reason = 'too long' where id = ${ids.delivery}`.execute(tx.db)
    tx.say('delivery.refused', { kind: 'delivery', id: ids.delivery })
  })
  await until(() => office.letters.length === 1)
  assert.match(office.letters[0]!.text!, /mastodon refused to publish “Story time”/)
  await until(async () => {
    const row = await look(ctx, (tx) => tx.db.selectFrom('notice').select('mailed_at').executeTakeFirstOrThrow())
    return row.mailed_at !== null
  })
  await worker.stop()
  await pump.stop()
})

test('what is old in the scratch folder is swept when the worker begins', async () => {
  const old = join(house.deps.files.scratch(), 'up-old')
  writeFileSync(old, 'left by a killed upload')
  utimesSync(old, new Date(0), new Date(0))
  await house.database.shift(3_600_000)
  const worker = startWorker(house.deps, 0)
  await until(() => !existsSync(old))
  await worker.stop()
})

test('a worker that is stopped before it began ends at once', async () => {
  await startWorker(house.deps).stop()
})
