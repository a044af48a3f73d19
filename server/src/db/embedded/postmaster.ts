import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ForHost } from '../for-host.ts'
import { isPostgresOf, until } from './alive.ts'
import type { RunAs } from './run-as.ts'

const START_MS = 60_000
const STOP_MS = 10_000
const LOG_BYTES = 5_000_000

/** The main process of the Postgres that runs in `folder`, whoever started it; null when none does. */
export function runningPostmaster(folder: string): number | null {
  const pid = Number(pidFile(folder)[0])
  return pid > 0 && isPostgresOf(pid, realpathSync(folder)) ? pid : null
}

/** Whether a Postgres runs in `folder` and has finished starting. */
export function takesConnections(folder: string): boolean {
  return runningPostmaster(folder) !== null && pidFile(folder)[7]?.trim() === 'ready'
}

/** postmaster.pid by lines: 1 process, 2 folder, 3 start, 4 port, 5 socket folder, 6 address, 7 shared memory, 8 status. */
function pidFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * Starts Postgres in `folder` and waits until it takes connections. Its messages go to `logFile` (a pipe would break
 * under a Postgres that outlives us). Throws with the log's last lines when it ends instead.
 */
export async function spawnPostmaster(
  program: string,
  folder: string,
  logFile: string,
  as: RunAs | null,
): Promise<ChildProcess> {
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES) renameSync(logFile, `${logFile}.1`)
  const out = openSync(logFile, 'a', 0o600)
  const from = statSync(logFile).size
  const child = spawn(program, ['-D', folder], {
    // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop Postgres last.
    detached: true,
    stdio: ['ignore', out, out],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    ...(as ? { uid: as.uid, gid: as.gid } : {}),
  })
  closeSync(out)
  let failure: string | null = null
  child.once('error', (error) => {
    failure = error.message
  })
  const over = () => failure !== null || child.exitCode !== null || child.signalCode !== null
  const ready = () => {
    const lines = pidFile(folder)
    return Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready'
  }
  const answered = await until(() => over() || ready(), START_MS)
  if (answered && !over()) return child
  if (!over()) child.kill('SIGQUIT')
  const said = failure ?? readFileSync(logFile, 'utf8').slice(from).trim().split('\n').slice(-5).join('\n')
  throw new ForHost(`Postgres did not start in ${folder}: ${said || 'no answer within a minute'}`)
}

/** Stops by fast shutdown (open transactions are rolled back), or at once when that takes longer than ten seconds. */
export async function stopPostmaster(pid: number, folder: string): Promise<void> {
  const gone = () => !isPostgresOf(pid, folder)
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await until(gone, STOP_MS)) return
  }
}
