/** The database of the installation that is looked at: of the running server, or started for the while. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { PgConfig } from '#db/client.ts'
import { holderOf } from '#db/embedded/lock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { openStanding, roleOf } from '../standing-database.ts'

export interface Patient {
  /** Process number of the Shelftalker that works on the data folder; null when none does, or with a database of one's own. */
  runs: number | null
  /** Whether anything was ever set up here. */
  exists: boolean
  /** As the owner where that is known, else as the app's role; null where it does not answer. */
  client: pg.Client | null
  asOwner: boolean
  /** The role of the app. */
  appRole: string
  /** Why there is no client. */
  why: string | null
  close(): Promise<void>
}

/** Never throws: what does not answer is what the doctor came for. */
export async function openPatient(config: Config, log: Log): Promise<Patient> {
  const ends: (() => Promise<void>)[] = []
  const patient: Patient = {
    runs: config.database ? null : holderOf(config.data),
    exists: config.database !== null || existsSync(join(config.data, 'postgres')),
    client: null,
    asOwner: true,
    appRole: '',
    why: null,
    async close() {
      for (const end of ends.reverse()) await end().catch(() => {})
    },
  }
  try {
    const ways = await waysOf(config, log, ends)
    if (!ways) return patient
    patient.asOwner = ways.owner !== null
    patient.appRole = ways.appRole
    const client = new pg.Client({ ...(ways.owner ?? ways.app), connectionTimeoutMillis: 10_000 })
    client.on('error', () => {})
    await client.connect()
    ends.push(() => client.end())
    patient.client = client
  } catch (error) {
    patient.why = error instanceof Error ? error.message : String(error)
  }
  return patient
}

interface Ways {
  owner: PgConfig | null
  app: PgConfig
  appRole: string
}

async function waysOf(config: Config, log: Log, ends: (() => Promise<void>)[]): Promise<Ways | null> {
  // A doctor makes nothing: without files of a database there is none to start.
  if (!config.database && !existsSync(join(config.data, 'postgres'))) return null
  const { owner, app, close } = await openStanding(config, log, () => {})
  ends.push(close)
  return { owner, app, appRole: roleOf(app) }
}
