/** Rows as text, out of a database and into one, by COPY. The same rows give the same bytes, whatever the database's own settings are. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { quoted, type Table } from './tables.ts'

/** What tells two copies of a table apart: how many rows, and the SHA-256 of their text in hex. */
export interface Sum {
  rows: number
  digest: string
}

/** Row-level security is refused here instead of silently hiding rows: only the tables' owner gets through. */
const SETTINGS = `set row_security = off; set timezone = 'UTC'; set datestyle = 'iso, ymd'; set intervalstyle = 'iso_8601';
  set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8'; set statement_timeout = 0;
  set lock_timeout = '30s'; set idle_in_transaction_session_timeout = 0`

/** A connection of the owner's for copying, closed afterwards. */
export async function asOwner<T>(owner: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...owner, application_name: 'shelftalker-backup' })
  // A database that stops meanwhile fails the query that waits; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(SETTINGS)
    return await work(client)
  } finally {
    await client.end()
  }
}

/** All rows of a table as COPY's text, in the order of the key. Answers how much it was when it is read to its end. */
export async function* copyOut(client: pg.Client, table: Table): AsyncGenerator<Buffer, Sum> {
  const columns = table.columns.map(quoted).join(', ')
  const stream = client.query(
    copyTo(`copy (select ${columns} from public.${quoted(table.name)} order by ${table.orderBy.join(', ')}) to stdout`),
  )
  const hash = createHash('sha256')
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk)
    yield chunk
  }
  return { rows: stream.rowCount, digest: hash.digest('hex') }
}

/** The sum of a table as it stands. */
export async function sumOf(client: pg.Client, table: Table): Promise<Sum> {
  const rows = copyOut(client, table)
  for (;;) {
    const step = await rows.next()
    if (step.done) return step.value
  }
}

/** Writes rows of COPY's text into a table. Row-level security refuses COPY FROM; the owner is above it. */
export async function copyIn(
  client: pg.Client,
  table: { name: string; columns: string[] },
  text: AsyncIterable<Buffer>,
): Promise<void> {
  const columns = table.columns.map(quoted).join(', ')
  await pipeline(
    Readable.from(text, { objectMode: false }),
    client.query(copyFrom(`copy public.${quoted(table.name)} (${columns}) from stdin`)),
  )
}
