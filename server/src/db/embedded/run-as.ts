import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ForHost } from '../for-host.ts'

/** The account that Postgres runs as, when we are root: it refuses to be root itself. */
export type RunAs = { name: string; uid: number; gid: number }

/** Where root puts what an ordinary account must reach, when the clone lies in a closed folder (root's home is 0700). */
export const SYSTEM_FOLDER = '/var/lib/shelftalker'

/**
 * Who Postgres runs as: null (as ourselves) for a normal user; for root the owner of an existing `postgresFolder`,
 * else `postgres`, else `nobody`. Throws where a root finds neither account.
 */
export function runAs(postgresFolder: string, passwd = '/etc/passwd'): RunAs | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readAccounts(passwd)
  const owner = statSync(postgresFolder, { throwIfNoEntry: false })
  // Stays with the folder's owner, so that installing a `postgres` account later changes nothing.
  if (owner && owner.uid !== 0)
    return accounts.find((a) => a.uid === owner.uid) ?? { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  const found = ['postgres', 'nobody'].map((name) => accounts.find((a) => a.name === name)).find((a) => a !== undefined)
  if (!found)
    throw new ForHost(
      'Postgres cannot run as root, and this system has no account "postgres" or "nobody". Start Shelftalker as a normal user, or add one: useradd --system postgres',
    )
  return found
}

function readAccounts(passwd: string): RunAs[] {
  return readFileSync(passwd, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/** The first folder on the way to `path` (itself included) that `as` cannot pass through, or null. Missing folders don't block. */
export function blockingFolder(path: string, as: RunAs | null): string | null {
  if (!as) return null
  const ways: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    ways.unshift(at)
    if (at === dirname(at)) break
  }
  for (const way of ways) {
    const stat = statSync(way, { throwIfNoEntry: false })
    if (!stat) return null
    const bit = stat.uid === as.uid ? 0o100 : stat.gid === as.gid ? 0o010 : 0o001
    if (!(stat.mode & bit)) return way
  }
  return null
}

/**
 * The data folder to use. Root's default folder may lie where Postgres' account cannot go: then one under
 * /var/lib/shelftalker, named after the wanted path so that two clones stay apart.
 * @param chosen whether a person named the folder: that one is never moved, the error names the folder that blocks.
 */
export function placeForData(wanted: string, chosen: boolean): string {
  const folder = resolve(wanted)
  const as = runAs(resolve(folder, 'postgres'))
  const blocking = blockingFolder(folder, as)
  if (!blocking || !as) return folder
  if (chosen) throw new ForHost(blockedMessage(blocking, as))
  return resolve(SYSTEM_FOLDER, folder.slice(1).replaceAll('/', '-'))
}

/** Says which folder stands in the way and the two ways out. */
export function blockedMessage(folder: string, as: RunAs): string {
  return `Postgres runs as "${as.name}" and cannot pass through ${folder}. Allow it (chmod o+x ${folder}), or choose another folder with --data.`
}

/** Makes a folder that only `as` (or we ourselves) may enter. */
export function makePrivate(folder: string, as: RunAs | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (as) chownSync(folder, as.uid, as.gid)
}
