import { type Config, ConfigTrouble } from '../config.ts'
import { keyFolder } from '../keys.ts'
import type { Log } from '../log.ts'
import type { Say } from '../say.ts'
import { restore } from './restore.ts'

/** `restore --from file`, with what stands afterwards and what is to do. */
export async function runRestore(config: Config, log: Log, say: Say, from: string | undefined): Promise<void> {
  if (!from) throw new ConfigTrouble('--from', 'names the backup to bring back')
  const { head, manifest, secrets, hadKey } = await restore(config, log, say, from)
  const rows = Object.values(manifest.tables).reduce((sum, one) => sum + one.rows, 0)
  say(
    `Restored into ${config.data}, as it was at ${head.takenAt}: ${rows} rows and ${manifest.files.length} files, all compared.`,
  )
  for (const { key } of manifest.missing) say(`  ! The file ${key} was missing already when the backup was made.`)
  say('  Sending is held. Switch the old installation off first; then let sending go on under “Today”.')
  say('  Everybody signs in again; open invitations are to be sent anew.')
  if (secrets.shut === 0) return
  const why = hadKey
    ? 'The encryption key that is here is not the one of this backup'
    : `There was no encryption key in ${keyFolder(config)}, so a new one was made`
  say(`  ! ${why}: ${secrets.shut} of ${secrets.open + secrets.shut} channels must be signed in again.`)
  say('    If you have the old key folder, put it into an empty data folder and restore once more.')
}
