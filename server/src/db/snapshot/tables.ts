/** Which tables a backup holds, in an order that their foreign keys allow. */
import type pg from 'pg'

/** Tables of ours that a backup leaves out, and why. All others are in it, also those that a later migration brings. */
export const LEFT_OUT: Record<string, string> = {
  schema_migration: 'the version of the database stands in the head of the archive',
  session: 'a stolen backup signs nobody in; everybody signs in again',
  one_time_link: 'an invitation works for a few days only; invite again',
  presence: 'who has a post open just now',
  reset_link: 'a reset works for an hour only; ask again',
  email_change: 'a new address is confirmed within a day; ask again',
  challenge: 'what a browser is to sign is over after some minutes',
  pending_sign_in: 'a sign-in at a network lasts ten minutes',
  sign_in_guess: 'wrong guesses are forgotten after a quarter of an hour',
}

export interface Table {
  name: string
  /** Without generated ones, which the database works out itself. */
  columns: string[]
  /** Expressions, so that the same rows always come in the same order, on any system. */
  orderBy: string[]
}

/** Quotes a name for SQL. Names in an archive are checked for letters first (backup/format.ts). */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * The tables of the schema `public` that a backup holds: a table stands after all that it refers to.
 * What lies in other schemas is left out: the clock of tests (`app.clock`) and the queue (`pgboss`), whose jobs are only nudges;
 * rows are the truth, and the sweepers find again what a lost job was about.
 * @throws Error that names a table without primary key, or tables whose references lead in a circle
 */
export async function tablesToCopy(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { keys: { name: string; text: boolean }[] | null; refers: string[] }>(`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select json_agg(json_build_object('name', a.attname, 'text', a.attcollation <> 0) order by k.place)
         from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, place), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as keys,
      (select coalesce(array_agg(distinct r.relname::text), '{}') from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`)
  const open = rows.filter(({ name }) => !(name in LEFT_OUT))
  const sorted: Table[] = []
  while (open.length > 0) {
    const at = open.findIndex(({ refers }) => !refers.some((one) => open.some(({ name }) => name === one)))
    if (at < 0)
      throw new Error(`these tables refer to each other in a circle: ${open.map(({ name }) => name).join(', ')}`)
    const [{ name, columns, keys }] = open.splice(at, 1) as [(typeof open)[number]]
    if (!keys) throw new Error(`the table ${name} has no primary key, so its rows have no order`)
    sorted.push({
      name,
      columns,
      orderBy: keys.map((key) => quoted(key.name) + (key.text ? '::text collate "C"' : '')),
    })
  }
  return sorted
}
