import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * What tells a process from a later one with the same number: its start as the system counts it.
 * Null where no such process runs (a dead one that nobody has collected yet does not count).
 */
export function startMark(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name stands in brackets and may hold anything: fields count from the last bracket (proc(5): state is 3, starttime 22).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return null
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
    } catch {
      return null
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** Whether process `pid` is a Postgres that works in `folder`. */
export function isPostgresOf(pid: number, folder: string): boolean {
  if (startMark(pid) === null) return false
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === folder
    const command = execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
    return basename(command.trim()) === 'postgres'
  } catch {
    return false
  }
}

/** Asks `done` again and again; false when `ms` have passed without a yes. */
export async function until(done: () => boolean, ms: number, everyMs = 3): Promise<boolean> {
  const end = performance.now() + ms
  while (!done()) {
    if (performance.now() > end) return false
    await wait(everyMs)
  }
  return true
}
