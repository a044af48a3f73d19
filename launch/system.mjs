import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { say, stop } from './where.mjs'

/** What the tests need of the system: a compiler for the Bluesky peer's database driver, and the browser's libraries. */
const PROGRAMS = { 'g++': 'g++', make: 'make', python3: 'python3' }
const LIBRARIES = { 'libnss3.so': 'libnss3', 'libnspr4.so': 'libnspr4', 'libexpat.so.1': 'libexpat1' }

/** Debian's names of what is missing here (`.ci/run` installs it); empty on systems other than Linux, which bring or name their own. */
export function missingPackages() {
  if (process.platform !== 'linux') return []
  const path = (process.env.PATH ?? '').split(':')
  const programs = Object.entries(PROGRAMS).filter(([name]) => !path.some((folder) => existsSync(join(folder, name))))
  const known = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? ''
  const libraries = Object.entries(LIBRARIES).filter(
    ([name]) => !known.includes(`\t${name} `) && !inLibraryFolder(name),
  )
  return [...programs, ...libraries].map(([, name]) => name)
}

/** A slim system may have the library without the cache that ldconfig prints. */
function inLibraryFolder(name) {
  return ['/usr/lib', '/lib64', '/usr/lib64', ...folders('/usr/lib')].some((folder) => existsSync(join(folder, name)))
}

function folders(parent) {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.endsWith('-linux-gnu'))
    .map((entry) => join(parent, entry.name))
}

/** Ends with the line to type where something is missing. */
export function checkSystem() {
  const missing = missingPackages()
  if (missing.length === 0) return
  say(`The tests need ${missing.join(', ')} of this system. On Debian or Ubuntu:`)
  stop(`  apt-get install -y --no-install-recommends ${missing.join(' ')}`)
}
