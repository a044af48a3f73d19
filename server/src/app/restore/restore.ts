/** `restore --from file`: brings an installation back into an empty place, and holds its sending. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Migration, migrate, readMigrations } from '#db/migrate.ts'
import { LoadTrouble, load } from '#db/snapshot/put.ts'
import { type Secrets, sortSecrets } from '#db/snapshot/secrets.ts'
import { openFiles } from '#files/open.ts'
import type { Config } from '../config.ts'
import { encryptionKey, keyFolder, rememberInstallation } from '../keys.ts'
import type { Log } from '../log.ts'
import { Refusal } from '../refusal.ts'
import type { Say } from '../say.ts'
import { makeVault, VaultTrouble } from '../vault.ts'
import { openPlace, type Place } from './place.ts'
import { type Put, putFiles } from './put-files.ts'
import { type Archive, checkArchive, entriesOf } from './read-archive.ts'
import { rowsOf } from './rows.ts'

export interface Restored extends Archive {
  secrets: Secrets
  /** Whether the key folder or SHELFTALKER_KEY had a key before we came. */
  hadKey: boolean
}

/**
 * The archive is read to its end and checked before anything is made. An archive of an older version is loaded into the database as
 * that version knew it, and then brought up to date like any other. @throws Refusal, with nothing left behind
 */
export async function restore(
  config: Config,
  log: Log,
  say: Say,
  from: string,
  migrations: Migration[] = readMigrations(),
): Promise<Restored> {
  say('Checking the archive')
  const archive = await checkArchive(from)
  const then = migrationsOf(archive, from, migrations)
  const hadKey = config.key !== null || existsSync(join(keyFolder(config), 'encryption-key'))
  const files = openFiles(config)
  const put = putFiles(files)
  say('Preparing the database')
  const place = await openPlace(config, log)
  try {
    await migrate(place.owner, place.appRole, then)
    say('Loading')
    await loadAll(place, archive, from, put)
    await put.verify(archive.manifest.files)
    const done = await migrate(place.owner, place.appRole, migrations)
    if (done.length > 0) say(`Brought up to date (${done.join(', ')})`)
    const secrets = await sortSecrets(place.owner, opener(config))
    await place.keep()
    rememberInstallation(config, archive.head.installation)
    return { ...archive, secrets, hadKey }
  } catch (error) {
    await put.undo().catch((failure) => log.warn('files of the broken-off restore remain', { error: failure }))
    await place.undo().catch((failure) => log.error('what was made could not be taken away', { error: failure }))
    if (error instanceof LoadTrouble)
      throw new Refusal(`${from} cannot be restored: ${error.message}. Nothing was kept.`, { cause: error })
    throw error
  }
}

/** Our migrations up to the archive's version. @throws Refusal where it knows ones that we do not */
function migrationsOf({ head }: Archive, from: string, all: Migration[]): Migration[] {
  return head.schema.map((was) => {
    const own = all.find(({ number }) => number === was.number)
    if (own?.digest === was.digest) return own
    throw new Refusal(
      `${from} was written by Shelftalker ${head.program}, whose database (${was.name}) is not known here. Use that version or a newer one. Nothing was changed.`,
    )
  })
}

/** One way through the archive: first its rows, in one transaction, then its files. */
async function loadAll(place: Place, { head, manifest }: Archive, from: string, put: Put): Promise<void> {
  const entries = entriesOf(from)
  try {
    const rows = rowsOf(entries, head)
    await load(place.owner, {
      tables: rows.tables(),
      sums: manifest.tables,
      counters: manifest.counters,
      held: `from the backup of ${head.takenAt}`,
    })
    await put.all(rows.rest(), manifest.files)
  } finally {
    await entries.return(undefined)
  }
}

/** Makes the encryption key where none is, for the sign-ins to come. */
function opener(config: Config): (sealed: Buffer, about: string) => boolean {
  const vault = makeVault(encryptionKey(config))
  return (sealed, about) => {
    try {
      vault.open(sealed, about)
      return true
    } catch (error) {
      if (error instanceof VaultTrouble) return false
      throw error
    }
  }
}
