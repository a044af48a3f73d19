import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { APP_ROLE, type Connection } from './embedded/connections.ts'
import { grantToApp } from './grants.ts'
import { testDatabase } from './testing.ts'

async function withClient<T>(way: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(way)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('the app works through tables and functions, never on a partition, and nobody else may call our functions', async () => {
  await using database = await testDatabase({ empty: true })
  await withClient(database.ownerConfig, async (owner) => {
    await owner.query(`
      create schema app;
      create table reading (id int generated always as identity, day date) partition by range (day);
      create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
      create function app.secret() returns int language sql security definer return 7;
      create view latest as select max(day) as day from reading`)
    await grantToApp(owner, APP_ROLE)
    // may be run again
    await grantToApp(owner, APP_ROLE)
    const { rows } = await owner.query(
      "select has_function_privilege('public', 'app.secret()', 'execute') as everybody",
    )
    assert.deepEqual(rows, [{ everybody: false }])
  })
  await withClient(database.appConfig, async (app) => {
    await app.query("insert into reading (day) values ('2026-05-01')")
    assert.deepEqual((await app.query('select app.secret(), latest.day::text from latest')).rows, [
      { secret: 7, day: '2026-05-01' },
    ])
    await assert.rejects(app.query('select * from reading_2026'), /permission denied for table reading_2026/)
    await assert.rejects(app.query('truncate reading'), /permission denied/)
  })
})

test('with all migrations the app that names no library sees and writes nothing', async () => {
  await using database = await testDatabase()
  const rows = await withClient(
    database.appConfig,
    async (app) => (await app.query('select count(*)::int as posts from post')).rows,
  )
  assert.deepEqual(rows, [{ posts: 0 }])
  await assert.rejects(
    withClient(database.appConfig, (app) =>
      app.query("insert into library (handle, name, zone) values ('x', 'X', 'UTC')"),
    ),
    /row-level security/,
  )
})
