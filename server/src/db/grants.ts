import type pg from 'pg'

/** Schemas that the app works in: ours, our functions, and the queue's. */
const SCHEMAS = ['public', 'app', 'pgboss']

/** What the app role may only read. */
const READ_ONLY = ['public.schema_migration', 'app.clock']

/** What the app role may read and add to, and never change: figures as they were told. */
const APPEND_ONLY = ['public.reading']

/**
 * Lets the app role work in our schemas and own nothing. Partitions are left out: rows are reached through the table they
 * belong to, whose row-level security counts. Functions are closed to everybody else. Run as owner; may be run again.
 */
export async function grantToApp(client: pg.ClientBase, appRole: string): Promise<void> {
  const role = client.escapeIdentifier(appRole)
  const { rows: schemas } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any ($1)',
    [SCHEMAS],
  )
  const statements = schemas.flatMap(({ name }) => [
    `grant usage on schema ${name} to ${role}`,
    `grant usage, select on all sequences in schema ${name} to ${role}`,
  ])
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
        and pg_has_role(c.relowner, 'usage')`,
    [SCHEMAS],
  )
  for (const { name } of tables) {
    if (READ_ONLY.includes(name))
      statements.push(`revoke all on ${name} from ${role}`, `grant select on ${name} to ${role}`)
    else if (APPEND_ONLY.includes(name))
      statements.push(`revoke all on ${name} from ${role}`, `grant select, insert on ${name} to ${role}`)
    else statements.push(`grant select, insert, update, delete on ${name} to ${role}`)
  }
  // Only functions of the owner's: those of extensions in public stay as their extension made them.
  const { rows: routines } = await client.query<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any ($1) and p.prokind in ('f', 'w') and pg_has_role(p.proowner, 'usage')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
    [SCHEMAS],
  )
  for (const { name } of routines)
    statements.push(`revoke execute on function ${name} from public`, `grant execute on function ${name} to ${role}`)
  await client.query(`begin; ${statements.join(';\n')}; commit`)
}
