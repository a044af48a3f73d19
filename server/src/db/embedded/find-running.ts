import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Connections, connections, passwords } from './connections.ts'
import { runningPostmaster } from './postmaster.ts'

/** The ways in to a Postgres that runs on `data` already (for doctor and backup beside a running server), or null. */
export function findRunning(data: string, keys = join(data, 'keys')): Connections | null {
  const folder = join(resolve(data), 'postgres')
  if (!existsSync(folder) || runningPostmaster(folder) === null) return null
  const secret = passwords(keys, false)
  return secret && connections(resolve(data), secret)
}
