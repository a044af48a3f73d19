import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { ForHost } from './for-host.ts'
import { grantToApp } from './grants.ts'

/** One file of `migrations/`: `NNNN-name.sql`, applied once, never changed afterwards. */
export type Migration = { number: number; name: string; sql: string; digest: string }
type Applied = { number: number; name: string; digest: string }

const MIGRATIONS = join(import.meta.dirname, 'migrations')

/** Any number that no other program of ours locks: two starting processes migrate one after the other. */
const LOCK = 7_204_411

/** The migrations of a folder in their order. Throws on a file whose name does not fit and on a number given twice. */
export function readMigrations(folder = MIGRATIONS): Migration[] {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]
      if (!number) throw new Error(`${file}: a migration is named NNNN-name.sql`)
      const sql = readFileSync(join(folder, file), 'utf8')
      // Line endings are git's business and change nothing.
      const digest = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
      return { number: Number(number), name: file.slice(0, -4), sql, digest }
    })
  const twice = found.find((migration, i) => migration.number === found[i - 1]?.number)
  if (twice) throw new Error(`${twice.name}.sql: another migration has the same number`)
  return found
}

/**
 * Names of the migrations that the database lacks: one query, as owner or app.
 * Throws when an applied file was changed, or when the database knows migrations that this version does not.
 */
export async function migrationsPending(client: pg.ClientBase | pg.Pool, all = readMigrations()): Promise<string[]> {
  return pending(await readApplied(client), all).map(({ name }) => name)
}

async function readApplied(client: pg.ClientBase | pg.Pool): Promise<Applied[]> {
  try {
    return (await client.query<Applied>('select number, name, digest from schema_migration order by number')).rows
  } catch (error) {
    // undefined_table: a database that never was migrated
    if ((error as pg.DatabaseError).code === '42P01') return []
    throw error
  }
}

function pending(applied: Applied[], all: Migration[]): Migration[] {
  const files = new Map(all.map((migration) => [migration.number, migration]))
  for (const { number, name, digest } of applied) {
    const file = files.get(number)
    if (!file)
      throw new ForHost(
        `The database was migrated by a newer version of Shelftalker (${name} is unknown here). Start that version.`,
      )
    if (file.digest !== digest)
      throw new ForHost(
        `${file.name}.sql was changed after it had been applied. Put it back, and write what is new into a migration of its own.`,
      )
  }
  const done = new Set(applied.map(({ number }) => number))
  return all.filter(({ number }) => !done.has(number))
}

/**
 * Brings the database up to date as its owner and grants the app role what it may do. Each migration is one transaction.
 * @returns the names of those applied now; one query and an empty list when there is nothing to do.
 */
export async function migrate(owner: pg.ClientConfig, appRole: string, all = readMigrations()): Promise<string[]> {
  const client = new pg.Client(owner)
  // A Postgres that stops meanwhile fails the query that waits; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    if ((await migrationsPending(client, all)).length === 0) return []
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      `create table if not exists schema_migration
         (number int primary key, name text not null, digest text not null, applied_at timestamptz not null default now(), took_ms int not null)`,
    )
    const todo = pending(await readApplied(client), all)
    // First, so that a trouble here leaves the migrations to do. Loaded here: a start with nothing to migrate does without it.
    const { installJobs } = await import('#jobs/install.ts')
    await installJobs(owner, appRole)
    for (const migration of todo) await apply(client, migration)
    await grantToApp(client, appRole)
    return todo.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const from = performance.now()
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_migration (number, name, digest, took_ms) values ($1, $2, $3, $4)', [
      migration.number,
      migration.name,
      migration.digest,
      Math.round(performance.now() - from),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(
      `${migration.name}.sql${line(migration.sql, error)}: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    )
  }
}

/** Postgres tells the place of an error in characters from the start; people count lines. */
function line(sql: string, error: unknown): string {
  const position = Number((error as pg.DatabaseError).position)
  return position > 0 ? `, line ${sql.slice(0, position).split('\n').length}` : ''
}
