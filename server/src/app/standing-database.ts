/** The database of an installation, for a command beside it: of the running server, or started for the while. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { PgConfig } from '#db/client.ts'
import { findRunning } from '#db/embedded/find-running.ts'
import { startEmbedded } from '#db/embedded/start.ts'
import { type Config, ConfigTrouble } from './config.ts'
import type { Log } from './log.ts'
import { Refusal } from './refusal.ts'
import type { Say } from './say.ts'

export interface StandingDatabase {
  app: PgConfig
  /** null: a Postgres of one's own whose owner is not told. */
  owner: PgConfig | null
  close(): Promise<void>
}

/** @throws Refusal where nothing was ever set up */
export async function openStanding(config: Config, log: Log, say: Say): Promise<StandingDatabase> {
  if (config.database) {
    const { app, owner } = config.database
    return {
      app: { connectionString: app.reveal() },
      owner: owner && { connectionString: owner.reveal() },
      close: async () => {},
    }
  }
  if (!existsSync(join(config.data, 'postgres')))
    throw new Refusal(`There is no installation in ${config.data}. Name its folder with --data.`)
  const running = findRunning(config.data)
  if (running) return { app: running.appConfig, owner: running.ownerConfig, close: async () => {} }
  say('Starting the database for the while')
  const embedded = await startEmbedded({ data: config.data, log })
  return { app: embedded.appConfig, owner: embedded.ownerConfig, close: () => embedded.stop() }
}

/** The name that the app connects as. @throws ConfigTrouble where the address names none */
export function roleOf(app: PgConfig): string {
  const name = app.user ?? (app.connectionString ? decodeURIComponent(new URL(app.connectionString).username) : '')
  if (!name) throw new ConfigTrouble('DATABASE_URL', 'must name the role that the app connects as')
  return name
}
