import type { ChildProcess } from 'node:child_process'
import { chownSync, realpathSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ForHost } from '../for-host.ts'
import { findBinaries } from './binaries.ts'
import { type Connections, connections, makeSocketFolder, passwords } from './connections.ts'
import { type Lock, takeLock } from './lock.ts'
import { runningPostmaster, spawnPostmaster, stopPostmaster } from './postmaster.ts'
import { initialise, setUpRoles } from './prepare.ts'
import { blockedMessage, blockingFolder, type RunAs, runAs } from './run-as.ts'
import { PG_HBA, postgresConf } from './settings.ts'

type EmbeddedLog = Record<'info' | 'warn' | 'error', (message: string, detail?: Record<string, unknown>) => void>

export type EmbeddedOptions = {
  /** the installation's data folder; Postgres gets `postgres`, `run` and `postgres.log` in it */
  data: string
  /** folder of keys and passwords, outside of every backup; `keys` in `data` unless named */
  keys?: string
  log: EmbeddedLog
  /** false only in tests: no fsync */
  durable?: boolean
  /** Postgres kept dying and is not started again: the program should end */
  onLost?: (error: Error) => void
}

export type Embedded = Connections & {
  /** process number of the Postgres that runs now */
  pid(): number
  /** Fast shutdown, then the folder is free. Call it last: it ends every connection. */
  stop(): Promise<void>
}

/** More deaths than this within ten minutes, and the trouble is not one that a restart mends. */
const RESTARTS = 5
const RESTART_WINDOW_MS = 600_000

/**
 * Starts the embedded Postgres of a data folder, made the first time, and watches over it.
 * Throws AlreadyRunning when another process has the folder; stops the Postgres that a killed one left behind.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const data = resolve(options.data)
  const folder = join(data, 'postgres')
  const as = runAs(folder)
  const lock = takeLock(data)
  try {
    const blocking = blockingFolder(data, as)
    if (as && blocking) throw new ForHost(blockedMessage(blocking, as))
    const secret = passwords(options.keys ?? join(data, 'keys'), true)
    if (!secret) throw new Error('The database passwords could not be made')
    const programs = findBinaries(as)
    await initialise(folder, programs, secret, as, options.durable ?? true)
    await stopOrphan(folder, options.log)
    writeConf(folder, postgresConf(makeSocketFolder(data, as), options.durable ?? true), as)
    const launch = () => spawnPostmaster(programs.postgres, realpathSync(folder), join(data, 'postgres.log'), as)
    const first = await launch()
    const ways = connections(data, secret)
    try {
      await setUpRoles(folder, ways)
    } catch (error) {
      await stopPostmaster(first.pid ?? 0, realpathSync(folder))
      throw error
    }
    return { ...ways, ...watch(first, launch, folder, lock, options) }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function stopOrphan(folder: string, log: EmbeddedLog): Promise<void> {
  const pid = runningPostmaster(folder)
  if (pid === null) return
  log.warn('A Postgres of an earlier, killed run is stopped', { pid })
  await stopPostmaster(pid, realpathSync(folder))
}

function writeConf(folder: string, conf: string, as: RunAs | null): void {
  for (const [name, text] of [
    ['postgresql.conf', conf],
    ['pg_hba.conf', PG_HBA],
  ] as const) {
    const file = join(folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    if (as) chownSync(file, as.uid, as.gid)
  }
}

function watch(
  first: ChildProcess,
  launch: () => Promise<ChildProcess>,
  folder: string,
  lock: Lock,
  options: EmbeddedOptions,
): Pick<Embedded, 'pid' | 'stop'> {
  let child = first
  let stopping = false
  let restarting: Promise<void> = Promise.resolve()
  const deaths: number[] = []
  const restart = async (how: string): Promise<void> => {
    for (;;) {
      const now = performance.now()
      deaths.push(now)
      const recent = deaths.filter((at) => now - at < RESTART_WINDOW_MS).length
      if (stopping) return
      if (recent > RESTARTS || !lock.ours()) {
        const error = new Error(
          `Postgres ended (${how}) and is not started again. See ${join(options.data, 'postgres.log')}.`,
        )
        options.log.error(error.message)
        options.onLost?.(error)
        return
      }
      options.log.error('Postgres ended by itself and is started again', { how, time: recent })
      // The backends of a killed Postgres need a moment to notice; until then a new one refuses to start.
      await wait(100 * recent)
      try {
        child = await launch()
        hear()
        return
      } catch (error) {
        how = error instanceof Error ? error.message : String(error)
      }
    }
  }
  const hear = () => {
    const heard = (code: number | null, signal: string | null) => {
      if (!stopping) restarting = restart(signal ?? `exit code ${code}`)
    }
    // It may have ended before anybody listened.
    if (child.exitCode !== null || child.signalCode !== null) heard(child.exitCode, child.signalCode)
    else child.once('exit', heard)
  }
  hear()
  return {
    pid: () => child.pid ?? 0,
    stop: async () => {
      stopping = true
      await restarting
      if (child.pid && child.exitCode === null && child.signalCode === null)
        await stopPostmaster(child.pid, realpathSync(folder))
      lock.release()
    },
  }
}
