/** The database of an installation as its owner: of the running server, or started for the while. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { PgConfig } from '#db/client.ts'
import { findRunning } from '#db/embedded/find-running.ts'
import { startEmbedded } from '#db/embedded/start.ts'
import { type Config, ConfigTrouble } from '../config.ts'
import type { Log } from '../log.ts'
import { Refusal } from '../refusal.ts'
import type { Say } from '../start.ts'

export interface OwnerDatabase {
  owner: PgConfig
  close(): Promise<void>
}

/** @throws ConfigTrouble, Refusal */
export async function openOwner(config: Config, log: Log, say: Say): Promise<OwnerDatabase> {
  if (config.database) {
    if (!config.database.owner)
      throw new ConfigTrouble(
        'DATABASE_OWNER_URL',
        'is needed: the app’s role sees one library at a time, the owner all',
      )
    return { owner: { connectionString: config.database.owner.reveal() }, close: async () => {} }
  }
  if (!existsSync(join(config.data, 'postgres')))
    throw new Refusal(`There is no installation in ${config.data}. Name its folder with --data.`)
  const running = findRunning(config.data)
  if (running) return { owner: running.ownerConfig, close: async () => {} }
  say('Starting the database for the while')
  const embedded = await startEmbedded({ data: config.data, log })
  return { owner: embedded.ownerConfig, close: () => embedded.stop() }
}
