/** Writes the rows in bulk, as the owner of the tables, in one transaction: a crash in between leaves an empty database. */
import type { ClientBase } from 'pg'
import pg from 'pg'
import type { PgConfig } from '#db/client.ts'
import { type Row, type Rows, TABLES } from './rows.ts'

/** Postgres parses each statement's JSON in memory. */
const AT_ONCE = 2_000

/** @throws Error where the database holds a library already. */
export async function writeRows(owner: PgConfig, rows: Rows): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('begin')
    for (const table of TABLES)
      for (let at = 0; at < rows.of(table).length; at += AT_ONCE)
        await put(client, table, rows.of(table).slice(at, at + AT_ONCE))
    await holdStill(client)
    await client.query('commit')
    // The planner has never seen these tables filled.
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

/** Columns that no row of the batch names keep their defaults. */
async function put(client: ClientBase, table: string, batch: Row[]): Promise<void> {
  const columns = [...new Set(batch.flatMap((row) => Object.keys(row)))].map((name) => pg.escapeIdentifier(name))
  const list = columns.join(', ')
  await client.query(
    `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(batch, asText)],
  )
}

/** Buffers know how to make JSON of themselves, which comes first: `{type: 'Buffer', data: […]}`. */
const asText = (_: string, value: unknown): unknown =>
  value && typeof value === 'object' && 'type' in value && value.type === 'Buffer' && 'data' in value
    ? `\\x${Buffer.from(value.data as number[]).toString('hex')}`
    : value

/** By these rows networks are asked for figures; the database makes one with each channel. */
const ASKED = ['reading_channel']

/** Nothing of a demonstration leaves the machine: sending is held, and no account is ever asked for its figures. */
async function holdStill(client: ClientBase): Promise<void> {
  await client.query(
    `update installation set sending_held_reason = 'by-hand', sending_held_at = app.now(), sending_held_detail = 'This is a demonstration library'`,
  )
  for (const table of ASKED) await client.query(`delete from ${table}`)
}
