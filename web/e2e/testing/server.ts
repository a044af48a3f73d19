/** The product as a process of its own, on a database of its own; its time can be moved on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../../server/src/app/until.ts'
import type { Connection } from '../../../server/src/db/embedded/connections.ts'
import { testDatabase } from '../../../server/src/db/testing.ts'

const MAIN = join(import.meta.dirname, '../../../server/src/main.ts')
const PATIENCE_MS = 60_000
/** What it takes while it runs: below two minutes. */
const STEP_MS = 100_000

export interface Server {
  address: string
  /** Rows of the database, past the product: as the owner of the tables. */
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** The product's time. */
  now(): Promise<Date>
  /**
   * Moves the time of the product on. The sender holds everything where the clock jumps by more than two minutes while it runs;
   * for longer times it is stopped and started again at the same address, as if the machine had slept.
   */
  pass(ms: number): Promise<void>
  /** Milliseconds from now to when the next delivery is due. */
  untilDue(): Promise<number>
  /** What it wrote that a person should know of: warnings and errors. */
  logged(): string
  stop(): Promise<void>
}

/** @param hosts `host:port` of the peers, which the guard must let through @param more further settings */
export async function startServer(hosts: string[], more: Record<string, string> = {}): Promise<Server> {
  const database = await testDatabase()
  const data = mkdtempSync(join(tmpdir(), 'shelftalker-e2e-'))
  const env = {
    ...process.env,
    // Of node:test; a program that finds it believes to be a test.
    NODE_TEST_CONTEXT: undefined,
    SHELFTALKER_DATA: data,
    SHELFTALKER_LOG: 'warn',
    SHELFTALKER_ALLOW_HOSTS: hosts.join(','),
    DATABASE_URL: addressOf(database.appConfig),
    DATABASE_OWNER_URL: addressOf(database.ownerConfig),
    ...more,
  }
  let child: ChildProcess
  let said = ''
  const start = async (port: number): Promise<string> => {
    const args = ['--disable-warning=ExperimentalWarning', MAIN, 'start', '--port', String(port)]
    const begun = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child = begun
    let out = ''
    begun.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    begun.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await until(() => /is ready: \S+/.test(out) || begun.exitCode !== null, PATIENCE_MS)
    const ready = /is ready: (\S+)/.exec(out)?.[1]
    if (!ready) throw new Error(`the server did not start: ${out}${said}`)
    return ready
  }
  const end = async () => {
    child.kill('SIGTERM')
    await until(() => child.exitCode !== null || child.signalCode !== null, PATIENCE_MS)
  }
  const address = await start(0)
  return {
    address,
    rows: database.rows,
    now: async () => (await database.rows('select app.now() as now'))[0]!.now as Date,
    async untilDue() {
      const due = "due_at > app.now() and state in ('scheduled', 'waiting', 'preparing')"
      const [row] = await database.rows(
        `select extract(epoch from (min(due_at) - app.now())) * 1000 as ms from delivery where ${due}`,
      )
      return Number(row!.ms)
    },
    async pass(ms) {
      if (ms > STEP_MS) await end()
      await database.shift(ms)
      if (ms > STEP_MS) await start(Number(new URL(address).port))
      else await database.rows("select pg_notify('shelftalker_due', '')")
    },
    logged: () => said,
    async stop() {
      await end()
      await database[Symbol.asyncDispose]()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** A socket's folder has no place in an address but its query. */
function addressOf({ host, port, database, user, password }: Connection): string {
  const query = new URLSearchParams({ host, port: String(port) })
  return `postgres://${user}:${encodeURIComponent(password)}@localhost/${database}?${query}`
}
