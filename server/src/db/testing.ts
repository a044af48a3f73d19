import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Connection, Connections } from './embedded/connections.ts'
import { findRunning } from './embedded/find-running.ts'
import { holderOf } from './embedded/lock.ts'
import { databaseFrom, ensureTemplate } from './testing/template.ts'

export type TestDatabase = {
  name: string
  /** owns the tables, sees all rows */
  ownerConfig: Connection
  /** what the product uses: row-level security counts */
  appConfig: Connection
  /** Moves the database's time on by `ms` from where it stands (back, when negative). Everything that reads app.now() follows. */
  shift(ms: number): Promise<void>
  /**
   * Sets the database's time to this time of today (`12:10`) or to this moment (`2026-12-01T12:10`) by the clocks of a zone, those of the test
   * libraries if none is given: for tests whose hour or day must not end while they run, or that name dates which will have passed one day.
   */
  setTo(moment: string, zone?: string): Promise<void>
  /** Asks as the owner of the tables: for what only the database can tell. */
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  [Symbol.asyncDispose](): Promise<void>
}

/** Names the data folder of the Postgres that `npm test` started for the whole run. */
export const TEST_DATABASE = 'SHELFTALKER_TEST_DATABASE'

/**
 * A database of its own for one test file, made from a template with all migrations in about 80 ms:
 * `await using database = await testDatabase()`, or dispose of it in `after`. Works under `npm test` and for a single file
 * run by hand, which starts a scratch Postgres that ends itself when nobody used it for a while.
 * @param empty without migrations, with the extensions only
 */
export async function testDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const server = await testServer()
  const template = empty ? server.ownerConfig.database : await ensureTemplate(server)
  const name = `test_${randomBytes(6).toString('hex')}`
  await databaseFrom(server, template, name)
  const ownerConfig = { ...server.ownerConfig, database: name }
  return {
    name,
    ownerConfig,
    appConfig: { ...server.appConfig, database: name },
    shift: async (ms) =>
      void (await run(ownerConfig, "update app.clock set shift = shift + $1 * interval '1 millisecond'", [ms])),
    async setTo(moment, zone = 'America/New_York') {
      const local = moment.includes('T') ? '$1::timestamp' : '(app.now() at time zone $2)::date + $1::time'
      const sql = `update app.clock set shift = shift + ((${local}) at time zone $2 - app.now())`
      await run(ownerConfig, sql, [moment, zone])
    },
    rows: (sql, values) => run(ownerConfig, sql, values),
    // Forced: a connection that a failing test left open is not a second failure.
    async [Symbol.asyncDispose]() {
      await run(server.superuserConfig, `drop database if exists ${name} with (force)`)
    },
  }
}

async function run(way: Connection, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(way)
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}

async function testServer(): Promise<Connections> {
  const given = process.env[TEST_DATABASE]
  if (given === 'none')
    throw new Error('This test needs a database: it belongs to `npm test`, not to `npm run test:unit`')
  if (given) {
    const found = findRunning(given)
    if (!found) throw new Error(`${TEST_DATABASE} names ${given}, where no Postgres runs`)
    return found
  }
  return runningScratch() ?? (await startScratch())
}

/** A Postgres whose keeper was killed would never end: it does not count, and the next keeper stops it. */
function runningScratch(): Connections | null {
  return holderOf(scratchFolder()) === null ? null : findRunning(scratchFolder())
}

/** One scratch Postgres for each clone and each user. */
function scratchFolder(): string {
  const key = createHash('sha256').update(`${import.meta.dirname} ${process.getuid?.()}`)
  return `/tmp/shelftalker-test-${key.digest('hex').slice(0, 12)}`
}

async function startScratch(): Promise<Connections> {
  const folder = scratchFolder()
  const program = join(import.meta.dirname, 'testing/scratch.ts')
  // Two files may start it at once: the second finds the folder taken and ends; both then find the first's.
  const child = spawn(process.execPath, [program, folder], { detached: true, stdio: 'ignore' })
  child.unref()
  for (let i = 0; i < 3000; i++) {
    const found = runningScratch()
    if (found) return found
    await wait(10)
  }
  throw new Error(`No test database after 30 s. Try it by hand: node ${program} ${folder}`)
}
