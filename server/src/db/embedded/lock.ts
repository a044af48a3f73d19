import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMark } from './alive.ts'

/** Another Shelftalker works on this data folder. */
export class AlreadyRunning extends Error {
  readonly pid: number
  constructor(folder: string, holder: Holder) {
    super(
      `Shelftalker is already running on ${folder} (process ${holder.pid}, since ${holder.since}). Stop that one first, or choose another folder with --data.`,
    )
    this.name = 'AlreadyRunning'
    this.pid = holder.pid
  }
}

type Holder = { pid: number; mark: string; since: string }
export type Lock = { ours(): boolean; release(): void }

/**
 * Takes the data folder for this process, or throws AlreadyRunning. The file `lock` names process and start, so that
 * what a killed process left behind is seen as such even when its number was given out again.
 */
export function takeLock(folder: string): Lock {
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const file = join(folder, 'lock')
  const mine: Holder = { pid: process.pid, mark: startMark(process.pid) ?? '', since: new Date().toISOString() }
  const text = `${JSON.stringify(mine)}\n`
  const own = `${file}.${process.pid}`
  writeFileSync(own, text, { mode: 0o644 })
  try {
    while (!link(own, file)) {
      const held = read(file)
      if (held === null) continue
      const holder = parse(held)
      if (holder && startMark(holder.pid) === holder.mark) throw new AlreadyRunning(folder, holder)
      // Left by a dead process. Two may see that at once: the one that moved a living lock by mistake puts it back.
      const moved = `${own}.old`
      try {
        renameSync(file, moved)
      } catch {
        continue
      }
      if (read(moved) !== held) link(moved, file)
      rmSync(moved, { force: true })
    }
  } finally {
    rmSync(own, { force: true })
  }
  const ours = () => read(file) === text
  return {
    ours,
    release: () => {
      if (ours()) rmSync(file, { force: true })
    },
  }
}

/** The process that works on this data folder, or null. */
export function holderOf(folder: string): number | null {
  const holder = parse(read(join(folder, 'lock')) ?? '')
  return holder && startMark(holder.pid) === holder.mark ? holder.pid : null
}

/** A link is made whole or refused when the name is taken: the one atomic "create with contents" that every disk has. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function parse(text: string): Holder | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
