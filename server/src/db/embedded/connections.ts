import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ForHost } from '../for-host.ts'
import { makePrivate, type RunAs } from './run-as.ts'

/** What `pg` needs to connect. `host` is the folder of the socket. */
export type Connection = { host: string; port: number; database: string; user: string; password: string }

/** The three ways in: the superuser only sets up, the owner migrates, the app does everything else. */
export type Connections = { superuserConfig: Connection; ownerConfig: Connection; appConfig: Connection }

export const OWNER_ROLE = 'shelftalker_owner'
export const APP_ROLE = 'shelftalker_app'
export const DATABASE = 'shelftalker'

export type Passwords = { superuser: string; owner: string; app: string }

/** Reads the database passwords of the key folder, made at random the first time; null when absent and not to be made. */
export function passwords(keys: string, make: boolean): Passwords | null {
  const file = join(keys, 'database-passwords.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  if (!make) return null
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  chmodSync(keys, 0o700)
  const one = () => randomBytes(24).toString('base64url')
  const made = { superuser: one(), owner: one(), app: one() }
  writeFileSync(file, `${JSON.stringify(made)}\n`, { mode: 0o600 })
  return made
}

/**
 * The folder of the socket: Postgres listens there and nowhere else, so nothing of it is on any network.
 * A socket's path holds 104 bytes with its end on macOS and 108 on Linux; a longer one moves to a short private folder.
 */
export function socketFolder(data: string): string {
  const near = join(data, 'run')
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= 103) return near
  return `/tmp/shelftalker-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`
}

/** Makes the socket's folder, and refuses one in /tmp that somebody else put there before us. */
export function makeSocketFolder(data: string, as: RunAs | null): string {
  const folder = socketFolder(data)
  const found = lstatSync(folder, { throwIfNoEntry: false })
  const allowed = [process.getuid?.(), as?.uid]
  if (found && (!found.isDirectory() || !allowed.includes(found.uid)))
    throw new ForHost(
      `${folder} belongs to somebody else. Remove it, or choose a data folder with a shorter path (--data).`,
    )
  makePrivate(folder, as)
  return folder
}

/** The ways in to the Postgres of `data`, with the passwords of its key folder. */
export function connections(data: string, secret: Passwords): Connections {
  const at = { host: socketFolder(data), port: 5432 }
  return {
    superuserConfig: { ...at, database: 'postgres', user: 'postgres', password: secret.superuser },
    ownerConfig: { ...at, database: DATABASE, user: OWNER_ROLE, password: secret.owner },
    appConfig: { ...at, database: DATABASE, user: APP_ROLE, password: secret.app },
  }
}
