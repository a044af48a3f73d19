/** Where a restore goes: an empty data folder, or an empty database of one's own. All that is done there can be undone until `keep`. */
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { PgConfig } from '#db/client.ts'
import { APP_ROLE } from '#db/embedded/connections.ts'
import { takeLock } from '#db/embedded/lock.ts'
import { runningPostmaster, stopPostmaster } from '#db/embedded/postmaster.ts'
import { startEmbedded } from '#db/embedded/start.ts'
import { type Config, ConfigTrouble } from '../config.ts'
import type { Log } from '../log.ts'
import { Refusal } from '../refusal.ts'
import { roleOf } from '../standing-database.ts'

export interface Place {
  owner: PgConfig
  appRole: string
  /** Makes it the installation's. */
  keep(): Promise<void>
  /** Takes away all that was made here. */
  undo(): Promise<void>
}

/** @throws Refusal where something stands there already; AlreadyRunning; ConfigTrouble */
export const openPlace = (config: Config, log: Log): Promise<Place> =>
  config.database ? ownDatabase(config.database) : embedded(config.data, log)

/**
 * The database is made in a folder of its own and gets its place at the end: a restore that is killed in the middle leaves nothing
 * that a start could take for an installation.
 */
async function embedded(data: string, log: Log): Promise<Place> {
  const final = join(data, 'postgres')
  if (existsSync(final))
    throw new Refusal(
      `There is an installation in ${data} already, and a restore overwrites nothing. Name another folder with --data, or move that one away.`,
    )
  const lock = takeLock(data)
  const half = join(data, 'restoring')
  try {
    await removeHalf(half)
    mkdirSync(half, { mode: lstatSync(data).mode & 0o777 })
    const database = await startEmbedded({ data: half, keys: join(data, 'keys'), log })
    const end = async () => {
      await database.stop()
      lock.release()
    }
    return {
      owner: database.ownerConfig,
      appRole: APP_ROLE,
      async keep() {
        await database.stop()
        renameSync(join(half, 'postgres'), final)
        rmSync(half, { recursive: true, force: true })
        lock.release()
      },
      async undo() {
        await end()
        rmSync(half, { recursive: true, force: true })
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Of a restore that was killed. */
async function removeHalf(half: string): Promise<void> {
  const folder = join(half, 'postgres')
  const pid = existsSync(folder) ? runningPostmaster(folder) : null
  if (pid !== null) await stopPostmaster(pid, realpathSync(folder))
  rmSync(half, { recursive: true, force: true })
}

const SCHEMAS = ['app', 'pgboss']

async function ownDatabase(database: NonNullable<Config['database']>): Promise<Place> {
  if (!database.owner) throw new ConfigTrouble('DATABASE_OWNER_URL', 'is needed to restore')
  const owner: PgConfig = { connectionString: database.owner.reveal() }
  const appRole = roleOf({ connectionString: database.app.reveal() })
  const found = await ask(owner, ours)
  if (found.length > 0)
    throw new Refusal(
      `The database of DATABASE_URL is not empty (${found[0]}${found.length > 1 ? ` and ${found.length - 1} more` : ''}), and a restore overwrites nothing. Make a new one, or drop and create this one.`,
    )
  return { owner, appRole, keep: async () => {}, undo: () => ask(owner, dropOurs) }
}

async function ask<T>(owner: PgConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Tables that are no extension's, and our schemas. */
async function ours(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select 'table ' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     union all select 'schema ' || nspname from pg_namespace where nspname = any ($1) order by 1`,
    [SCHEMAS],
  )
  return rows.map(({ name }) => name)
}

/** It was empty when we came: all of it is what we made. */
async function dropOurs(client: pg.Client): Promise<void> {
  for (const name of await ours(client)) {
    const [kind, ...rest] = name.split(' ')
    await client.query(`drop ${kind} if exists ${client.escapeIdentifier(rest.join(' '))} cascade`)
  }
}
