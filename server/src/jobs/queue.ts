import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import type { Deps } from '#app/ctx.ts'
import type { Log } from '#app/log.ts'
import type { Database } from '#db/client.ts'
import { JOB_CHANNEL, QUEUE, startBoss } from './boss.ts'
import type { Job, Ticket } from './define.ts'
import type { Jobs } from './port.ts'
import { type Counts, startWorker } from './worker.ts'

/** The queue of a database in this process, for adding and for working. */
export interface Queue {
  add: Jobs['add']
  /** Loads what adding needs, once the server is ready; else the first `add` does so while its transaction waits. */
  warm(): Promise<void>
  /** Begins to work: call it once the server is ready. A process that only serves the web never does. */
  start(deps: Deps, jobs: readonly Job[]): Promise<void>
  /** Looks for jobs now. */
  wake(): void
  counts(): Counts
  /** Takes no more jobs and waits for those under way. Adding goes on. */
  rest(): Promise<void>
  /** The end of it all, before the database is closed. */
  stop(): Promise<void>
}

/** The port: adds to the queue of the transaction's database. */
export const pgBossJobs = (): Jobs => ({
  add: (tx, kind, payload) => queueOf(tx.database, tx.log).add(tx, kind, payload),
})

const queues = new WeakMap<Database, Queue>()
/** The one queue of a database: it is opened at first use, and whoever closes the database stops it first. */
export function queueOf(database: Database, log: Log): Queue {
  const known = queues.get(database) ?? openQueue(database, log)
  queues.set(database, known)
  return known
}

/** A network that is away for an hour must not use up all tries; more than an hour's wait helps nobody. */
const LONGEST_WAIT_SECONDS = 3600
/** What is not done by then is tried again, after its time ran out. */
const LONGEST_END_MS = 10_000

function openQueue(database: Database, log: Log): Queue {
  let boss: Promise<PgBoss> | null = null
  let worker: Awaited<ReturnType<typeof startWorker>> | null = null
  const counts: Counts = { done: 0, failed: 0, dead: 0 }
  const open = (works = false) => {
    // A database that was away for a moment is asked again at the next job.
    boss ??= startBoss(database, log, works).catch((error: unknown) => {
      boss = null
      throw error
    })
    return boss
  }
  return {
    async warm() {
      await open()
    },
    async add(tx, kind, payload) {
      const ticket: Ticket = { kind: kind.name, library: tx.library?.id ?? null, payload }
      const { fromKysely } = await import('pg-boss')
      await (await open()).send(QUEUE, ticket, {
        db: fromKysely(tx.db),
        retryLimit: kind.retries,
        retryDelay: kind.retryDelaySeconds,
        retryBackoff: true,
        retryDelayMax: LONGEST_WAIT_SECONDS,
      })
      await sql`select pg_notify(${JOB_CHANNEL}, '')`.execute(tx.db)
    },
    async start(deps, jobs) {
      // One that was opened for adding only does not clear up.
      await (await boss)?.stop({ graceful: false, close: false })
      boss = null
      worker = await startWorker(await open(true), deps, jobs, counts)
    },
    wake: () => worker?.wake(),
    counts: () => ({ ...counts }),
    async rest() {
      const working = worker
      worker = null
      await working?.stop()
    },
    async stop() {
      worker = null
      const open = await boss?.catch(() => null)
      boss = null
      await open?.stop({ graceful: true, close: false, timeout: LONGEST_END_MS })
    },
  }
}
