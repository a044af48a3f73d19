/** One consistent picture of the database: everything below is read in the one transaction that `snapshot` opens. */
import type pg from 'pg'
import { asOwner, copyOut, type Sum } from './copy.ts'
import { LEFT_OUT, quoted, type Table, tablesToCopy } from './tables.ts'

interface StoredFile {
  library: string
  /** `sha256-<hex>`: where the store keeps it, and what its bytes must be. */
  key: string
  mime: string
}
export interface Snapshot {
  takenAt: Date
  installation: string
  /** Migrations that the database has, in their order. */
  schema: { number: number; name: string; digest: string }[]
  tables: Table[]
  leftOut: Record<string, string>
  rowsOf(table: Table): AsyncGenerator<Buffer, Sum>
  /** Last numbers given out by identity columns: `table.column`. */
  counters(): Promise<Record<string, string>>
  /** What rows refer to in the store, each once. */
  files(): Promise<StoredFile[]>
}

/** @throws Error where this is no database of ours, or the role may not see all rows */
export async function snapshot<T>(owner: pg.ClientConfig, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return asOwner(owner, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const { rows: schema } = await client.query('select number, name, digest from schema_migration order by number')
    // The first query fixes what the whole transaction sees.
    const { rows } = await client.query<{ at: Date; id: string }>('select now() as at, id from installation')
    const first = rows[0]
    if (!first) throw new Error('this database has no row in “installation”: it was never migrated to its end')
    const done = await work({
      takenAt: first.at,
      installation: first.id,
      schema,
      tables: await tablesToCopy(client),
      leftOut: LEFT_OUT,
      rowsOf: (table) => copyOut(client, table),
      counters: () => readCounters(client),
      files: () => readFiles(client),
    })
    await client.query('commit')
    return done
  })
}

async function readCounters(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(`
    select c.relname || '.' || a.attname as name, s.last_value::text as last
      from pg_depend d join pg_class q on q.oid = d.objid and q.relkind = 'S' join pg_class c on c.oid = d.refobjid
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
      join pg_sequences s on s.schemaname = 'public' and s.sequencename = q.relname
     where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') order by 1`)
  return Object.fromEntries(rows.flatMap(({ name, last }) => (last === null ? [] : [[name, last]])))
}

/** Every table with a library, a digest and a type tells of files (originals, renditions, the Bulletin's pictures), also one that comes later. */
async function readFiles(client: pg.Client): Promise<StoredFile[]> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name in ('library_id', 'digest', 'mime') group by table_name having count(*) = 3 order by 1`)
  if (tables.length === 0) return []
  const all = tables
    .map(({ name }) => `select library_id, digest, mime from public.${quoted(name)}`)
    .join(' union all ')
  const { rows } = await client.query<StoredFile>(
    `select distinct on (library_id, digest) library_id as library, digest as key, mime from (${all}) f
      where digest ~ '^sha256-[0-9a-f]{64}$' order by library_id, digest`,
  )
  return rows
}
