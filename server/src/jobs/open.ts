import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import type { Deps } from '#app/ctx.ts'
import type { Log } from '#app/log.ts'
import type { Database } from '#db/client.ts'
import { JOB_CHANNEL, QUEUE, startBoss } from './boss.ts'
import type { Job } from './define.ts'
import type { Jobs } from './port.ts'
import { type Counts, startWorker } from './worker.ts'

export interface Queue extends Jobs {
  /** Loads what adding needs, once the server is ready; else the first `add` does so while its transaction waits. */
  warm(): Promise<void>
  /** Begins to work: call it once the server is ready. A process that only serves the web never does. */
  start(deps: Deps, jobs: Job[]): Promise<void>
  /** Looks for jobs now. */
  wake(): void
  counts(): Counts
  /** Takes no more, and waits for those under way for at most `ms`; the rest is tried again after their time ran out. */
  stop(ms?: number): Promise<void>
}

/** What is written on a job: ids only. */
export type Ticket = { kind: string; library: string | null; payload: JsonObject }

/** A network that is away for an hour must not use up all tries; more than an hour's wait helps nobody. */
const LONGEST_WAIT_SECONDS = 3600

export function openJobs(database: Database, log: Log): Queue {
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
    async stop(ms = 10_000) {
      worker = null
      await (await boss)?.stop({ graceful: true, close: false, timeout: ms })
      boss = null
    },
  }
}
