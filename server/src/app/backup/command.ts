import { resolve } from 'node:path'
import { type Config, ConfigTrouble } from '../config.ts'
import { keyFolder } from '../keys.ts'
import type { Log } from '../log.ts'
import type { Say } from '../say.ts'
import { backup } from './backup.ts'

/** `backup --to file`, with what a person has to know about it. */
export async function runBackup(config: Config, log: Log, say: Say, to: string | undefined): Promise<void> {
  if (!to) throw new ConfigTrouble('--to', 'names the file to write, e.g. --to /mnt/backups/shelftalker.tar.gz')
  const done = await backup(config, log, say, to)
  const rows = Object.values(done.manifest.tables).reduce((sum, one) => sum + one.rows, 0)
  say(`Written: ${resolve(to)} (${(done.bytes / 1024 / 1024).toFixed(1)} MiB)`)
  say(`  ${Object.keys(done.manifest.tables).length} tables with ${rows} rows, ${done.manifest.files.length} files`)
  say('  Sign-ins of channels are in it encrypted. The key is NOT in it: without the key nobody can open them.')
  say(`  Keep ${config.key ? 'SHELFTALKER_KEY' : keyFolder(config)} in another safe place.`)
  if (done.manifest.missing.length === 0) return
  say(`  ! ${done.manifest.missing.length} files that posts name could not be saved:`)
  for (const { library, key, why } of done.manifest.missing.slice(0, 20)) say(`    ${library}/${key}: ${why}`)
  process.exitCode = 2
}
