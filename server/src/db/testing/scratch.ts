/** The Postgres for test files that are run by hand: `node scratch.ts <folder>`. Ends itself when idle, and leaves nothing. */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { runningPostmaster } from '../embedded/postmaster.ts'
import { startEmbedded } from '../embedded/start.ts'
import { ensureTemplate } from './template.ts'

const IDLE_MS = 300_000
const folder = process.argv[2]
if (!folder?.startsWith('/tmp/shelftalker-test-')) throw new Error('Name a folder /tmp/shelftalker-test-…')

// Leftovers of a killed run are worth nothing.
if (runningPostmaster(`${folder}/postgres`) === null) rmSync(folder, { recursive: true, force: true })
const log = { info() {}, warn() {}, error() {} }
const server = await startEmbedded({ data: folder, log, durable: false, onLost: () => process.exit(1) })
await ensureTemplate(server)

async function inUse(): Promise<boolean> {
  const client = new pg.Client(server.superuserConfig)
  await client.connect()
  try {
    const { rowCount } = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    return rowCount !== 0
  } finally {
    await client.end()
  }
}

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  await server.stop()
  rmSync(folder ?? '', { recursive: true, force: true })
  process.exit(0)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)

for (let used = performance.now(); performance.now() - used < IDLE_MS; await wait(5_000)) {
  // A Postgres that just starts again counts as used.
  if (await inUse().catch(() => true)) used = performance.now()
}
await end()
