/** Everything is built here, once, and handed down. */
import { guardedHttp, type Http } from '@shelftalker/networks/http.ts'
import { uuidv7 } from '@shelftalker/shared/ids.ts'
import { openDatabase, type PgConfig } from '#db/client.ts'
import { openFiles } from '#files/open.ts'
import { pgBossJobs, queueOf } from '#jobs/queue.ts'
import { openMail } from '#mail/open.ts'
import { databaseClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Deps } from './ctx.ts'
import { encryptionKey } from './keys.ts'
import { listenersOf } from './listeners.ts'
import type { Log } from './log.ts'
import { allNetworks } from './networks.ts'
import { makeVault } from './vault.ts'

/** @param way out, in the place of the guarded one */
export function makeDeps(config: Config, log: Log, app: PgConfig, way?: Http): Deps & { close(): Promise<void> } {
  const clock = databaseClock()
  const database = openDatabase(app, log)
  const http = way ?? guardedHttp(config.allowHosts)
  const mail = openMail(config, log)
  return {
    database,
    clock,
    ids: () => uuidv7(clock.now()),
    log,
    jobs: pgBossJobs(),
    networks: allNetworks(config.blueskyVideo),
    http,
    files: openFiles(config),
    mail,
    vault: makeVault(encryptionKey(config)),
    config,
    listenersOf,
    async close() {
      await queueOf(database, log).stop()
      await mail.close()
      await http.close()
      await database.close()
    },
  }
}
