/** The database of this program: a Postgres of somebody else, or one that is started here. It needs little, so that it can begin first. */
import type { PgConfig } from '#db/client.ts'
import { type Embedded, startEmbedded } from '#db/embedded/start.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Say } from './say.ts'

export interface OwnDatabase {
  /** null: somebody else's. */
  embedded: Embedded | null
  app: PgConfig
  /** null: not told. */
  owner: PgConfig | null
}

export async function openDatabase(config: Config, log: Log, say: Say): Promise<OwnDatabase> {
  if (config.database) {
    say('Using the Postgres of DATABASE_URL')
    return {
      embedded: null,
      app: { connectionString: config.database.app.reveal() },
      owner: config.database.owner ? { connectionString: config.database.owner.reveal() } : null,
    }
  }
  say('Starting the database')
  const embedded = await startEmbedded({ data: config.data, log, onLost: () => process.kill(process.pid, 'SIGTERM') })
  return { embedded, app: embedded.appConfig, owner: embedded.ownerConfig }
}
