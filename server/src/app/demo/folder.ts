/** The demonstration has a folder of its own: it never mixes with a library that somebody lives in. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigTrouble } from '#app/config.ts'

const MARK = 'demonstration'

/** Takes an empty folder, or one that it took before. @throws ConfigTrouble for any other, and for a database or files of one's own */
export function takeFolder(config: Config): void {
  if (config.database)
    throw new ConfigTrouble('DATABASE_URL', 'must not be set: the demonstration starts a database in its own folder')
  if (config.s3)
    throw new ConfigTrouble('S3_ENDPOINT', 'must not be set: the demonstration keeps its files in its own folder')
  const { data } = config
  if (existsSync(join(data, MARK))) return
  if (existsSync(data) && readdirSync(data).length > 0)
    throw new ConfigTrouble('--data', `${data} holds something else. Name a folder that is empty or does not exist yet`)
  mkdirSync(data, { recursive: true })
  writeFileSync(
    join(data, MARK),
    'Made by npm run demo. Nothing in here is true; delete the folder when you are done.\n',
  )
}
