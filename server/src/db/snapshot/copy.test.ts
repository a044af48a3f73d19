import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../testing.ts'
import { asOwner, copyIn, copyOut } from './copy.ts'
import { tablesToCopy } from './tables.ts'

async function* one(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

test('a copy that is given up in the middle, a full disk for instance, ends at once with its reason', async () => {
  await using database = await testDatabase({ empty: true })
  await assert.rejects(
    asOwner(database.ownerConfig, async (client) => {
      await client.query(
        "create table budget as select n as key, repeat('x', 1000) as filler from generate_series(1, 50000) n; alter table budget add primary key (key)",
      )
      const [table] = await tablesToCopy(client)
      for await (const _ of copyOut(client, table!)) throw new Error('the disk is full')
    }),
    /the disk is full/,
  )
})

test('rows that a database refuses end the copy with its reason', async () => {
  await using database = await testDatabase({ empty: true })
  const table = { name: 'book', columns: ['id'] }
  const load = (text: string) =>
    asOwner(database.ownerConfig, async (client) => {
      await client.query('create table if not exists book (id int primary key)')
      await copyIn(client, table, one(text))
    })
  await assert.rejects(load('1\n1\n'), /duplicate key/)
  await assert.rejects(load('one\n'), /invalid input syntax/)
  await load('1\n2\n')
})

test('a table stands after what it refers to; without a key, or in a circle, it is named', async () => {
  await using database = await testDatabase({ empty: true })
  await asOwner(database.ownerConfig, async (client) => {
    await client.query(
      'create table a (id int primary key); create table b (id int primary key, a_id int references a, twice int generated always as (id * 2) stored); alter table a add b_id int',
    )
    assert.deepEqual(
      (await tablesToCopy(client)).map(({ name, columns }) => [name, columns]),
      [
        ['a', ['id', 'b_id']],
        ['b', ['id', 'a_id']],
      ],
    )
    await client.query('create table keyless (id int)')
    await assert.rejects(tablesToCopy(client), /keyless has no primary key/)
    await client.query('drop table keyless; alter table a add foreign key (b_id) references b')
    await assert.rejects(tablesToCopy(client), /in a circle: a, b/)
  })
})
