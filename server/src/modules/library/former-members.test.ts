import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APP_ROLE } from '#db/embedded/connections.ts'
import { migrate, readMigrations } from '#db/migrate.ts'
import { testDatabase } from '#db/testing.ts'

/** A database as it stood before anybody wrote down who left, with what its logs told. */
test('who left before the table was there is taken over from the logs: the last time, and nobody of another kind', async () => {
  await using database = await testDatabase({ empty: true })
  const all = readMigrations()
  const before = all.filter(({ number }) => number < 52)
  await migrate(database.ownerConfig, APP_ROLE, before)
  const one = async (sql: string, values: unknown[] = []) => String((await database.rows(sql, values))[0]!.id)
  const library = (handle: string) =>
    one(`insert into library (handle, name, zone) values ($1::text, $1::text, 'UTC') returning id`, [handle])
  const person = (name: string) =>
    one(`insert into person (name, email) values ($1::text, $1::text || '@harbor.example') returning id`, [name])
  const [harbor, mill] = [await library('harbor'), await library('mill')]
  const [ines, tom, ana] = [await person('ines'), await person('tom'), await person('ana')]
  const log = (of: string, at: string, verb: string, kind: string, id: string) =>
    database.rows(
      `insert into audit (library_id, at, actor, verb, subject) values ($1, $2, '{"kind":"nobody"}', $3, jsonb_build_object('kind', $4::text, 'id', $5::text))`,
      [of, at, verb, kind, id],
    )
  await log(harbor, '2026-01-01T10:00Z', 'removeMember', 'person', ines)
  await log(harbor, '2026-03-01T10:00Z', 'cutOff', 'person', ines)
  await log(mill, '2026-02-01T10:00Z', 'removeMember', 'person', ines)
  await log(harbor, '2026-02-01T10:00Z', 'changeMember', 'person', ana)
  await log(harbor, '2026-02-01T10:00Z', 'removeMember', 'invitation', tom)
  await log(harbor, '2026-02-01T10:00Z', 'removeMember', 'person', '01900000-0000-7000-8000-000000000000')
  await database.rows(`insert into membership (library_id, person_id, role) values ($1, $2, 'member')`, [harbor, tom])

  await migrate(database.ownerConfig, APP_ROLE, all)
  const rows = await database.rows('select library_id, person_id, left_at from former_member order by left_at')
  assert.deepEqual(rows, [
    { library_id: mill, person_id: ines, left_at: new Date('2026-02-01T10:00Z') },
    { library_id: harbor, person_id: ines, left_at: new Date('2026-03-01T10:00Z') },
  ])
  // From now on the table itself remembers, and a second leaving is the one that counts.
  await database.rows('delete from membership where person_id = $1', [tom])
  const ever = await database.rows('select app.libraries_ever_of_person($1) as library', [tom])
  assert.deepEqual(ever, [{ library: harbor }])
})
