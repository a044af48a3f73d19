import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { APP_ROLE, type Connection } from './embedded/connections.ts'
import { migrate, migrationsPending, readMigrations } from './migrate.ts'
import { testDatabase } from './testing.ts'

type Files = Record<string, string>

function migrationsOf(files: Files) {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  try {
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
    return readMigrations(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function ask(way: Connection, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(way)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const one = { '0001-books.sql': 'create schema app; create table book (id int primary key);' }
const two = {
  '0002-titles.sql':
    "alter table book add title text; create function app.shout() returns text language sql return 'BOOK';",
}

test('migrations are applied in order and once, and the app may then work but not build', async () => {
  await using database = await testDatabase({ empty: true })
  assert.deepEqual(await migrate(database.ownerConfig, APP_ROLE, migrationsOf(one)), ['0001-books'])
  assert.deepEqual(await migrate(database.ownerConfig, APP_ROLE, migrationsOf({ ...one, ...two })), ['0002-titles'])
  assert.deepEqual(await migrate(database.ownerConfig, APP_ROLE, migrationsOf({ ...one, ...two })), [])
  assert.deepEqual(await ask(database.appConfig, "insert into book values (1, 'x') returning title, app.shout()"), [
    { title: 'x', shout: 'BOOK' },
  ])
  await assert.rejects(ask(database.appConfig, 'alter table book add more text'), /must be owner of table book/)
  await assert.rejects(ask(database.appConfig, 'delete from schema_migration'), /permission denied/)
})

test('two processes that migrate at once apply each migration once', async () => {
  await using database = await testDatabase({ empty: true })
  const all = migrationsOf({ ...one, ...two })
  const applied = await Promise.all([
    migrate(database.ownerConfig, APP_ROLE, all),
    migrate(database.ownerConfig, APP_ROLE, all),
  ])
  assert.deepEqual(applied.flat().sort(), ['0001-books', '0002-titles'])
})

test('what is pending can be asked as the app', async () => {
  await using database = await testDatabase({ empty: true })
  const pending = async (files: Files) => {
    const client = new pg.Client(database.appConfig)
    await client.connect()
    try {
      return await migrationsPending(client, migrationsOf(files))
    } finally {
      await client.end()
    }
  }
  assert.deepEqual(await pending(one), ['0001-books'])
  await migrate(database.ownerConfig, APP_ROLE, migrationsOf(one))
  assert.deepEqual(await pending({ ...one, ...two }), ['0002-titles'])
})

test('a file changed after it was applied stops the start and is named; other line endings are no change', async () => {
  await using database = await testDatabase({ empty: true })
  await migrate(database.ownerConfig, APP_ROLE, migrationsOf({ '0001-books.sql': 'create table book\n(id int);' }))
  assert.deepEqual(
    await migrate(database.ownerConfig, APP_ROLE, migrationsOf({ '0001-books.sql': 'create table book\r\n(id int);' })),
    [],
  )
  await assert.rejects(migrate(database.ownerConfig, APP_ROLE, migrationsOf(one)), /0001-books\.sql was changed after/)
})

test('a database of a newer version is left alone', async () => {
  await using database = await testDatabase({ empty: true })
  await migrate(database.ownerConfig, APP_ROLE, migrationsOf({ ...one, ...two }))
  await assert.rejects(
    migrate(database.ownerConfig, APP_ROLE, migrationsOf(one)),
    /newer version of Shelftalker \(0002-titles/,
  )
})

test('a migration that fails leaves nothing behind and tells its line', async () => {
  await using database = await testDatabase({ empty: true })
  const broken = { '0002-broken.sql': 'create table shelf (id int);\n\nselect nonsense;' }
  await assert.rejects(
    migrate(database.ownerConfig, APP_ROLE, migrationsOf({ ...one, ...broken })),
    /0002-broken\.sql, line 3: column "nonsense"/,
  )
  assert.deepEqual(
    await ask(database.ownerConfig, "select to_regclass('book') is not null as book, to_regclass('shelf') as shelf"),
    [{ book: true, shelf: null }],
  )
})

test('names and numbers of migration files are checked', () => {
  assert.throws(() => migrationsOf({ '1-short.sql': '' }), /NNNN-name/)
  assert.throws(
    () => migrationsOf({ '0001-a.sql': '', '0001-b.sql': '' }),
    /0001-b\.sql: another migration has the same number/,
  )
})

test('a test database has all migrations, and its time can be moved', async () => {
  await using database = await testDatabase()
  await database.shift(3_600_000)
  const [row] = await ask(database.appConfig, "select app.now() - clock_timestamp() > interval '59 minutes' as later")
  assert.deepEqual(row, { later: true })
  await assert.rejects(ask(database.appConfig, "update app.clock set shift = '1 day'"), /permission denied/)
})
