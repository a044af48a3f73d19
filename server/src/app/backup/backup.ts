/** `backup --to file`: everything of an installation in one file, while it runs or while it stands. */
import type { PgConfig } from '#db/client.ts'
import type { Table } from '#db/snapshot/tables.ts'
import { type Snapshot, snapshot } from '#db/snapshot/take.ts'
import { openFiles } from '#files/open.ts'
import type { Files } from '#files/port.ts'
import { type Config, ConfigTrouble } from '../config.ts'
import type { Log } from '../log.ts'
import type { Say } from '../say.ts'
import { openStanding } from '../standing-database.ts'
import { VERSION } from '../version.ts'
import { fetchFile } from './fetch-file.ts'
import { FORMAT, type Head, type Manifest, PIECE_BYTES, placeOfFile, placeOfPiece, readme } from './format.ts'
import { type Entry, entryOf } from './tar.ts'
import { writeWhole } from './write-whole.ts'

export interface Backup {
  head: Head
  manifest: Manifest
  /** Of the file on the disk. */
  bytes: number
}

/** @throws ConfigTrouble; Refusal where `to` stands already or there is nothing to back up; whatever goes wrong, no file `to` is left. */
export async function backup(config: Config, log: Log, say: Say, to: string): Promise<Backup> {
  const { owner, close } = await openStanding(config, log, say)
  try {
    if (!owner)
      throw new ConfigTrouble(
        'DATABASE_OWNER_URL',
        'is needed: the app’s role sees one library at a time, the owner all',
      )
    return await backupFrom(owner, openFiles(config), to)
  } finally {
    await close()
  }
}

/** The same of a database and a store that are open. */
export async function backupFrom(owner: PgConfig, files: Files, to: string): Promise<Backup> {
  return snapshot(owner, async (picture) => {
    const head: Head = {
      format: FORMAT,
      program: VERSION,
      takenAt: picture.takenAt.toISOString(),
      installation: picture.installation,
      schema: picture.schema,
      tables: picture.tables.map(({ name, columns }) => ({ name, columns })),
      leftOut: picture.leftOut,
    }
    const manifest: Manifest = { tables: {}, counters: {}, files: [], missing: [] }
    const bytes = await writeWhole(to, entries(picture, files, head, manifest), picture.takenAt)
    return { head, manifest, bytes }
  })
}

/** `manifest` is filled on the way and written last: an archive without it is not whole. */
async function* entries(picture: Snapshot, files: Files, head: Head, manifest: Manifest): AsyncGenerator<Entry> {
  yield entryOf('README.txt', readme(head))
  yield entryOf('head.json', JSON.stringify(head, null, 1))
  for (const table of picture.tables) yield* pieces(picture, table, manifest)
  manifest.counters = await picture.counters()
  for (const wanted of await picture.files()) {
    const file = await fetchFile(files, wanted)
    if ('why' in file) {
      manifest.missing.push({ library: wanted.library, key: wanted.key, why: file.why })
      continue
    }
    await using _ = file
    yield { name: placeOfFile(wanted), bytes: file.bytes, body: file.body() }
    manifest.files.push({ ...wanted, bytes: file.bytes })
  }
  yield entryOf('manifest.json', JSON.stringify(manifest))
}

async function* pieces(picture: Snapshot, table: Table, manifest: Manifest): AsyncGenerator<Entry> {
  const rows = picture.rowsOf(table)
  let held: Buffer[] = []
  let bytes = 0
  let number = 0
  const piece = () => {
    number += 1
    const entry = entryOf(placeOfPiece(table.name, number), Buffer.concat(held))
    held = []
    bytes = 0
    return entry
  }
  let step = await rows.next()
  for (; !step.done; step = await rows.next()) {
    held.push(step.value)
    bytes += step.value.length
    if (bytes >= PIECE_BYTES) yield piece()
  }
  if (bytes > 0) yield piece()
  manifest.tables[table.name] = step.value
}
