/** A Postgres of its own that can be killed: the product's embedded one, on a data folder of this test. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import pg from 'pg'
import { until } from '../../server/src/app/until.ts'
import { APP_ROLE } from '../../server/src/db/embedded/connections.ts'
import { startEmbedded } from '../../server/src/db/embedded/start.ts'
import { migrate } from '../../server/src/db/migrate.ts'
import type { Ground } from './stand.ts'

export interface Killable extends Ground, AsyncDisposable {
  /** Signal 9 to the postmaster; resolves when its successor answers. At most five times in ten minutes, then the product gives up. */
  kill(): Promise<void>
}

export async function killablePostgres(): Promise<Killable> {
  const data = mkdtempSync('/tmp/shelftalker-faults-pg-')
  // Postgres' own account must reach it when we are root.
  chmodSync(data, 0o711)
  // Durable: as in life, what was committed must still be there.
  const server = await startEmbedded({ data, log: { info() {}, warn() {}, error() {} } })
  await migrate(server.ownerConfig, APP_ROLE)
  const ask = async (sql: string, values: unknown[] = []): Promise<void> => {
    const client = new pg.Client(server.ownerConfig)
    client.on('error', () => {})
    await client.connect()
    await client.query(sql, values).finally(() => client.end())
  }
  return {
    appConfig: server.appConfig,
    shift: (ms) => ask("update app.clock set shift = shift + $1 * interval '1 millisecond'", [ms]),
    async kill() {
      const before = server.pid()
      process.kill(before, 'SIGKILL')
      const back = () =>
        ask('select 1').then(
          () => server.pid() !== before,
          () => false,
        )
      await until(back)
    },
    async [Symbol.asyncDispose]() {
      await server.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
