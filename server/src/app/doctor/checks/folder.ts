import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { blockedMessage, blockingFolder, runAs } from '#db/embedded/run-as.ts'
import type { Config } from '../../config.ts'
import { keyFolder } from '../../keys.ts'
import { type Finding, mind, well, wrong } from '../finding.ts'

const GIB = 1024 ** 3
/** Below the first it stops soon; below the second somebody should plan. In bytes. */
const LITTLE = GIB / 2
const SOON = 3 * GIB

/** The data folder: is it there, is it ours, can Postgres reach it, is it closed to others, is there room. */
export function checkFolder(config: Config): Finding[] {
  if (!existsSync(config.data))
    return [
      mind(
        `${config.data} does not exist yet`,
        '`npm start` makes it. If data should be here, name the right folder with --data.',
      ),
    ]
  return [writable(config.data), ...reachable(config), ...closed(config), room(config.data)]
}

function writable(data: string): Finding {
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK)
    return well(`${data} can be read and written`)
  } catch {
    return wrong(
      `${data} cannot be written by this user`,
      `Run as the user that owns it, or give it to this one: chown -R ${process.getuid?.() ?? 'you'} ${data}`,
    )
  }
}

function reachable(config: Config): Finding[] {
  if (config.database) return []
  const as = runAs(join(config.data, 'postgres'))
  const blocking = blockingFolder(config.data, as)
  return as && blocking ? [wrong(`Postgres cannot reach ${config.data}`, blockedMessage(blocking, as))] : []
}

function closed(config: Config): Finding[] {
  const keys = keyFolder(config)
  if (!existsSync(keys)) return []
  return statSync(keys).mode & 0o077
    ? [wrong(`${keys} is open to other users of this machine`, `Close it: chmod 700 ${keys}`)]
    : [well('The key folder is closed to others')]
}

function room(data: string): Finding {
  const { bavail, bsize } = statfsSync(data)
  const free = bavail * bsize
  const text = `${(free / GIB).toFixed(1)} GiB are free where the data lies`
  if (free < LITTLE) return wrong(text, 'Make room now: a full disk stops the database and uploads.')
  return free < SOON ? mind(text, 'Plan for more room.') : well(text)
}
