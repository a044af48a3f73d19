/** Loads rows into an empty, migrated database: whole or not at all. */
import type pg from 'pg'
import { asOwner, copyIn, type Sum, sumOf } from './copy.ts'
import { quoted, tablesToCopy } from './tables.ts'

export interface Loading {
  /** Rows of the tables, one after the other, each after those that it refers to. */
  tables: AsyncIterable<{ name: string; columns: string[]; text: AsyncIterable<Buffer> }>
  /** What must stand there afterwards. */
  sums: Record<string, Sum>
  counters: Record<string, string>
  /** Said with the hold of sending, e.g. from when the backup is. */
  held: string
}

/** What was loaded is not what was saved. */
export class LoadTrouble extends Error {}

/**
 * In one transaction: empties the tables (migrations bring first rows), loads, compares every count and digest with what was
 * saved, and holds sending (sender.md, 13). There is no moment at which the rows are there and sending is not held.
 * @throws LoadTrouble; then nothing is loaded
 */
export async function load(owner: pg.ClientConfig, loading: Loading): Promise<void> {
  await asOwner(owner, async (client) => {
    await client.query('begin')
    const tables = await tablesToCopy(client)
    const names = tables.map(({ name }) => `public.${quoted(name)}`)
    // Our triggers would write a second time what the rows hold already. Foreign keys stay in force.
    for (const name of names) await client.query(`alter table ${name} disable trigger user`)
    await client.query(`truncate ${names.join(', ')} cascade`)
    for await (const { text, ...table } of loading.tables) await copyIn(client, table, text)
    await setCounters(client, loading.counters)
    for (const table of tables) compare(table.name, await sumOf(client, table), loading.sums[table.name])
    for (const name of names) await client.query(`alter table ${name} enable trigger user`)
    await client.query(
      `update installation set sending_held_reason = 'restored', sending_held_at = app.now(), sending_held_detail = $1`,
      [loading.held],
    )
    await client.query('commit')
  })
}

function compare(name: string, is: Sum, was: Sum | undefined): void {
  if (!was) throw new LoadTrouble(`the backup says nothing of the table ${name}`)
  if (is.rows !== was.rows) throw new LoadTrouble(`${name} has ${is.rows} rows now, and had ${was.rows}`)
  if (is.digest !== was.digest) throw new LoadTrouble(`the rows of ${name} are not the ones that were saved`)
}

/** Numbers that were given out once are never given out again, even if their rows are gone. */
async function setCounters(client: pg.Client, counters: Record<string, string>): Promise<void> {
  for (const [name, last] of Object.entries(counters)) {
    const [table = '', column = ''] = name.split('.')
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3)', [`public.${quoted(table)}`, column, last])
  }
}
