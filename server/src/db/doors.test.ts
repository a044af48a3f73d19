import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { INSTALLATION_WIDE } from './schema/installation-wide.ts'

let house: TestHouse
let one: TestLibrary
let two: TestLibrary
/** As the app role, outside of any transaction of ours: what a forgotten inTx or an injection would have. */
let bare: pg.Client

before(async () => {
  house = await testHouse()
  one = await house.library()
  two = await house.library()
  bare = new pg.Client(house.database.appConfig)
  await bare.connect()
})
after(async () => {
  await bare.end()
  await house[Symbol.asyncDispose]()
})

const tables = async (): Promise<{ name: string; secured: boolean; forced: boolean; policies: number }[]> => {
  const owner = new pg.Client(house.database.ownerConfig)
  await owner.connect()
  const found = await owner.query(
    `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced, (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`,
  )
  await owner.end()
  return found.rows
}

describe('the wall between libraries', () => {
  it('stands on every table that is not on the list of the installation', async () => {
    const open = (await tables()).filter((table) => !table.secured || table.policies === 0).map((table) => table.name)
    assert.deepEqual(open.sort(), Object.keys(INSTALLATION_WIDE).sort())
  })

  it('is built of keys that begin with the library', async () => {
    const found = await bare.query(
      `select c.relname as name, a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indisprimary and n.nspname = 'public' and c.relrowsecurity and c.relname <> 'library'`,
    )
    assert.ok(found.rows.length > 15)
    assert.deepEqual(
      found.rows.filter((row) => row.first !== 'library_id'),
      [],
    )
  })

  it('shows nothing at all where no library is set', async () => {
    for (const table of (await tables()).filter((one) => one.secured)) {
      const rows = await bare.query(`select count(*)::int as n from ${pg.escapeIdentifier(table.name)}`)
      assert.equal(rows.rows[0].n, 0, table.name)
    }
  })

  it('shows a query that forgets its library only its own rows', async () => {
    const members = (library: TestLibrary) =>
      look(library.ctx, (tx) => tx.db.selectFrom('membership').select('library_id').execute())
    assert.deepEqual([...new Set((await members(one)).map((row) => row.library_id))], [one.library.id])
    assert.deepEqual([...new Set((await members(two)).map((row) => row.library_id))], [two.library.id])
  })

  it('refuses a row that says it belongs to another library, and changes none there', async () => {
    await assert.rejects(
      inTx(one.ctx, 'test', (tx) =>
        sql`insert into membership (library_id, person_id, role) values (${two.library.id}, ${one.person}, 'administrator')`.execute(
          tx.db,
        ),
      ),
      /row-level security/,
    )
    const changed = await inTx(one.ctx, 'test', (tx) =>
      tx.db.updateTable('library').set({ name: 'Taken over' }).where('id', '=', two.library.id).executeTakeFirst(),
    )
    assert.equal(changed.numUpdatedRows, 0n)
  })

  it('forgets the library after each transaction, so that a borrowed connection brings nothing along', async () => {
    await look(one.ctx, async () => {})
    const left = await Promise.all(
      Array.from({ length: 12 }, () =>
        house.deps.database.pool.query(
          `select current_setting('app.library_id', true) as set, (select count(*)::int from membership) as n`,
        ),
      ),
    )
    for (const { rows } of left) {
      assert.ok(rows[0].set === null || rows[0].set === '')
      assert.equal(rows[0].n, 0)
    }
  })
})

describe('the app role', () => {
  it('owns nothing, cannot pass by the wall, and cannot change tables, roles or the clock', async () => {
    const role = await bare.query(
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    )
    assert.deepEqual(role.rows[0], { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false })
    const owned = await bare.query(`select count(*)::int as n from pg_class where relowner = current_user::regrole`)
    assert.equal(owned.rows[0].n, 0)
    for (const attack of [
      'alter table membership disable row level security',
      'drop policy of_library on membership',
      'alter table library owner to current_user',
      'set row_security = off; select * from membership',
      'set role shelftalker_owner',
      "update app.clock set shift = '1 day'",
      'create function public.x() returns int language sql as $$ select 1 $$',
      'create table public.x (a int)',
      'alter role current_user bypassrls',
      'truncate membership',
      "copy membership to program 'cat'",
      "select pg_read_file('/etc/passwd')",
      'update schema_migration set digest = null',
    ])
      await assert.rejects(bare.query(attack), /(?:)/, attack)
    await bare.query('reset row_security')
  })
})

describe('the doors in the wall', () => {
  const doors = async () =>
    (
      await bare.query(
        `select p.proname as name, pg_get_function_result(p.oid) as answers, p.proconfig as config from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'public') and p.prosecdef order by 1`,
      )
    ).rows as { name: string; answers: string; config: string[] | null }[]

  it('are these, answer ids, times and numbers only, and have a fixed search path', async () => {
    const found = await doors()
    assert.deepEqual(
      found.map((door) => door.name),
      [
        'claim_due',
        'claim_readings',
        'delivery_totals',
        'every_library',
        'libraries_ever_of_person',
        'libraries_of_person',
        'library_by_handle',
        'library_of_key',
        'library_of_link',
        'library_of_sign_in',
        'next_due',
        'next_reading',
        'next_unheard',
        'unheard_facts',
      ],
    )
    for (const door of found) {
      assert.ok(
        door.config?.some((setting) => setting.startsWith('search_path=pg_catalog')),
        `${door.name} has no fixed search path`,
      )
      assert.match(
        door.answers,
        /^(uuid|SETOF uuid|timestamp with time zone|TABLE\(((library_id|delivery_id|channel_id|token) uuid|fact_id bigint|task text|state text|n bigint|, )+\))$/,
        door.name,
      )
    }
  })

  it('cannot be turned by objects that an attacker puts in the way', async () => {
    // A temporary table of the same name stands first in the search path of a careless function.
    await bare.query('create temporary table library (id uuid, handle text)')
    await bare.query(`insert into library values ('01900000-0000-7000-8000-00000000dead', '${one.library.handle}')`)
    await bare.query('set search_path = pg_temp, public')
    const found = await bare.query('select app.library_by_handle($1) as id', [one.library.handle])
    assert.equal(found.rows[0].id, one.library.id)
    await bare.query('reset search_path')
    await bare.query('drop table pg_temp.library')
  })

  it('take what is sent as a value, never as words of SQL', async () => {
    for (const attack of [`' or true --`, `%`, `_`, `${one.library.handle}' or '1'='1`, '\\x00'])
      assert.equal((await bare.query('select app.library_by_handle($1) as id', [attack])).rows[0].id, null)
    for (const door of ['library_of_key', 'library_of_link', 'library_of_sign_in'])
      assert.equal((await bare.query(`select app.${door}($1) as id`, [Buffer.alloc(0)])).rows[0].id, null)
    assert.equal((await bare.query('select app.library_of_key(null) as id')).rows[0].id, null)
  })

  it('cannot be replaced, nor made to run as somebody else', async () => {
    await assert.rejects(
      bare.query(
        'create or replace function app.every_library() returns setof uuid language sql as $$ select null::uuid $$',
      ),
    )
    await assert.rejects(bare.query('alter function app.every_library() security invoker'))
    await assert.rejects(bare.query('drop function app.every_library()'))
  })
})
