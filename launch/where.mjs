import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The clone's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What the launchers remember between runs; goes with node_modules. */
export const cache = join(root, 'node_modules/.cache/shelftalker')

/** The oldest Node that runs this program: TypeScript without flags, Temporal and argon2 are built in. */
const NODE = 26

/**
 * The Node that runs everything but the launchers: the pinned one of the lockfile, else this one when it is new enough.
 * Prints what to install and exits where there is none.
 */
export function pinnedNode() {
  const name = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  const pinned = join(
    root,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    name,
  )
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= NODE) return process.execPath
  return stop(
    `Shelftalker needs Node ${NODE} or newer. There is no packaged one for ${process.platform} on ${process.arch}, and this is Node ${process.versions.node}.`,
    `Install Node ${NODE} (https://nodejs.org/en/download) and try again.`,
  )
}

/** A line of progress. On stderr: what a program answers stays alone on stdout. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Says what is wrong and how to mend it, and ends. */
export function stop(...lines) {
  for (const line of lines) say(line)
  process.exit(1)
}
