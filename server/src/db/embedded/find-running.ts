import { join, resolve } from 'node:path'
import { type Connections, connections, passwords } from './connections.ts'
import { takesConnections } from './postmaster.ts'
import { isSetUp } from './prepare.ts'

/** The ways in to a Postgres that runs on `data` already (for doctor and backup beside a running server), or null. */
export function findRunning(data: string, keys = join(data, 'keys')): Connections | null {
  const folder = join(resolve(data), 'postgres')
  if (!isSetUp(folder) || !takesConnections(folder)) return null
  const secret = passwords(keys, false)
  return secret && connections(resolve(data), secret)
}
