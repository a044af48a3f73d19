import { execFile } from 'node:child_process'
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ForHost } from '../for-host.ts'
import type { Binaries } from './binaries.ts'
import { APP_ROLE, type Connections, DATABASE, OWNER_ROLE, type Passwords } from './connections.ts'
import { makePrivate, type RunAs } from './run-as.ts'

/** Written last when roles and database stand. Raise the number when `setUpRoles` does more. */
const MARK = 'shelftalker-set-up-1'

/** Extensions that migrations may use: made by the superuser, for the owner is none. */
const EXTENSIONS = ['citext', 'pg_trgm', 'unaccent']

/**
 * Makes the database files when there are none. Built under another name and renamed: half a folder never counts.
 * Text sorts by code point (Postgres' own C.UTF-8): the same on every system and after each upgrade of ICU or libc, so no
 * index can go wrong, and LIKE 'x%' uses plain indexes. Lists for people name an ICU collation in their query.
 */
export async function initialise(
  folder: string,
  programs: Binaries,
  secret: Passwords,
  as: RunAs | null,
  durable: boolean,
): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  const half = `${folder}.new`
  rmSync(half, { recursive: true, force: true })
  makePrivate(half, as)
  const passwordFile = `${folder}.password`
  writeFileSync(passwordFile, secret.superuser, { mode: 0o600 })
  if (as) chownSync(passwordFile, as.uid, as.gid)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const options = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    ...locale,
  ]
  try {
    await promisify(execFile)(programs.initdb, ['-D', half, ...options, ...(durable ? [] : ['--no-sync'])], {
      cwd: '/',
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
      ...(as ? { uid: as.uid, gid: as.gid } : {}),
    })
  } catch (error) {
    throw new ForHost(
      `Postgres could not make its files in ${folder}: ${(error as { stderr?: string }).stderr?.trim() || error}`,
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(half, folder)
}

/** Whether roles and database stand in the Postgres files of `folder`. */
export function isSetUp(folder: string): boolean {
  return existsSync(join(folder, MARK))
}

/** Makes roles, database and extensions once; may be cut short and run again. */
export async function setUpRoles(folder: string, ways: Connections): Promise<void> {
  if (isSetUp(folder)) return
  const { default: pg } = await import('pg')
  const run = async (database: string, statements: (quote: (text: string) => string) => string[]) => {
    const client = new pg.Client({ ...ways.superuserConfig, database })
    await client.connect()
    try {
      for (const statement of statements((text) => client.escapeLiteral(text))) await client.query(statement)
      return (
        await client.query<{ there: boolean }>('select exists (select from pg_database where datname = $1) as there', [
          DATABASE,
        ])
      ).rows[0]
    } finally {
      await client.end()
    }
  }
  const role = (name: string, password: string) => [
    `do $$ begin create role ${name}; exception when duplicate_object then null; end $$`,
    `alter role ${name} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${password}`,
  ]
  const found = await run('postgres', (quote) => [
    ...role(OWNER_ROLE, quote(ways.ownerConfig.password)),
    ...role(APP_ROLE, quote(ways.appConfig.password)),
  ])
  if (!found?.there) await run('postgres', () => [`create database ${DATABASE} owner ${OWNER_ROLE}`])
  await run(DATABASE, () => [
    `revoke all on database ${DATABASE} from public`,
    // temporary tables: imports go through one (COPY is refused under row-level security)
    `grant connect, temporary on database ${DATABASE} to ${APP_ROLE}`,
    ...EXTENSIONS.map((name) => `create extension if not exists ${name} with schema public`),
  ])
  writeFileSync(join(folder, MARK), '')
}
