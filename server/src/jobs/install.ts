import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { QUEUE, SCHEMA } from './boss.ts'

/**
 * Makes or upgrades the queue's schema as the owner, and lets the app role use it. Part of the migration: a version of Shelftalker
 * that brings a pg-boss with another schema brings a migration too, or this is not run.
 */
export async function installJobs(owner: pg.ClientConfig, appRole: string): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 2 })
  pool.on('error', () => {})
  try {
    const boss = new PgBoss({
      db: {
        async executeSql(text, values) {
          const answer = (await pool.query(text, values)) as unknown
          return (Array.isArray(answer) ? answer.at(-1) : answer) as { rows: unknown[] }
        },
      },
      schema: SCHEMA,
      supervise: false,
      schedule: false,
      registerInstance: false,
      openTelemetry: { enabled: false },
    })
    boss.on('error', () => {})
    await boss.start()
    await boss.createQueue(QUEUE)
    await boss.stop({ graceful: false, close: false })
    const role = pg.escapeIdentifier(appRole)
    // pg-boss reads and writes its partition by its own name; jobs hold ids only and no library's rows.
    await pool.query(
      `grant usage on schema ${SCHEMA} to ${role};
       grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role};
       revoke execute on all functions in schema ${SCHEMA} from public;
       grant execute on all functions in schema ${SCHEMA} to ${role}`,
    )
  } finally {
    await pool.end()
  }
}
