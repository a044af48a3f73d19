/** A process of its own that renews an account's sign-in, has its answer, and never comes to keep it. Run by renew-alone.test.ts. */
import { setTimeout as wait } from 'node:timers/promises'
import { databaseClock } from '#app/clock.ts'
import { readConfig } from '#app/config.ts'
import type { Ctx } from '#app/ctx.ts'
import { makeLog } from '#app/log.ts'
import { makeVault } from '#app/vault.ts'
import { openDatabase } from '#db/client.ts'
import { renewAlone } from '../renew-alone.ts'

const { database, library, channel } = JSON.parse(process.argv[2] ?? '{}')
const log = makeLog('error', () => {})
const ctx = {
  database: openDatabase(database, log),
  clock: databaseClock(),
  log,
  networks: new Map(),
  vault: makeVault(Buffer.alloc(32, 7)),
  config: readConfig({}),
  listenersOf: () => [],
  library,
  actor: { kind: 'job', name: 'test' },
  tx: null,
} as unknown as Ctx
const place = {
  network: 'mastodon',
  channel,
  connectedAt: new Date(0),
  open: () => null,
  seal: () => Buffer.alloc(0),
}
await renewAlone(
  ctx,
  place,
  () => ({}),
  async () => {
    process.stdout.write('the server has answered\n')
    await wait(600_000)
    return { secret: null, trouble: null }
  },
)
