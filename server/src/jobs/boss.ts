/** pg-boss as we use it: loaded at the first job, in one queue for all kinds, over our own pool, owning nothing. */
import type { PgBoss } from 'pg-boss'
import type { Log } from '#app/log.ts'
import type { Database } from '#db/client.ts'

export const SCHEMA = 'pgboss'
/** One queue: polling costs one query for all kinds, and each job carries its own retry rule. */
export const QUEUE = 'work'

/** Told by `add` with the transaction, so that a worker need not wait for its next poll. */
export const JOB_CHANNEL = 'shelftalker_job'

/**
 * Starts a pg-boss for adding, or for working too. The schema stands since the migration (install.ts); this one never changes it.
 * @param works also looks after what is old or was lost with a dead worker, once a minute
 */
export async function startBoss(database: Database, log: Log, works: boolean): Promise<PgBoss> {
  // About 45 ms and 10 MB, which neither start-up nor an idle web process should pay for.
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    db: {
      async executeSql(text, values) {
        // Several statements in one string answer several results; pg-boss wants the rows of all of them.
        const answer = (await database.pool.query(text, values)) as unknown as
          | { rows: unknown[] }
          | { rows: unknown[] }[]
        return { rows: [answer].flat().flatMap(({ rows }) => rows) }
      },
    },
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    supervise: works,
    // Recurring work is clockwork.ts: in buckets, caught up after sleep.
    schedule: false,
    registerInstance: false,
    // Belongs to the owner of the tables; an installation's queue is small.
    reindex: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
    queueCacheIntervalSeconds: 3600,
    flowIntervalSeconds: 3600,
  })
  boss.on('error', (error) => log.error('the job queue has trouble', { error: error.message }))
  boss.on('warning', (warning) => log.warn('the job queue warns', { warning: warning.message }))
  await boss.start()
  return boss
}
