import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cache, root, say, stop } from './where.mjs'

/**
 * Installs from the lockfile when what stands in node_modules is not what the lockfile names.
 * @param {{dev: boolean}} what with the test tools too; once they stand they stay
 */
export function ensureInstalled({ dev }) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const digest = createHash('sha256').update(lock).digest('hex')
  const stamp = join(cache, 'installed')
  const stamped = read(stamp)
  if (stamped === `${digest} dev` || (!dev && stamped === `${digest} production`)) return
  const found = installed(root, JSON.parse(lock))
  if (found === 'dev' || (!dev && found === 'production')) return write(stamp, `${digest} ${found}`)
  const tools = dev || existsSync(join(root, 'node_modules/typescript'))
  install(root, tools ? [] : ['--omit=dev'], tools ? 'the packages and the test tools' : 'the packages')
  write(stamp, `${digest} ${tools ? 'dev' : 'production'}`)
}

/** `npm ci` in a folder, with npm's own messages shown. Ends the program when npm fails. */
export function install(folder, options, what, env = process.env) {
  say(`Installing ${what} from the lockfile. This happens once and takes a minute or so …`)
  const from = Date.now()
  const { status, error } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error', ...options], {
    cwd: folder,
    env,
    // npm's summary goes where our progress goes
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (error || status !== 0)
    stop(`npm could not install ${what} in ${folder}${error ? `: ${error.message}` : '; its messages stand above'}.`)
  say(`Installed in ${Math.round((Date.now() - from) / 1000)} s.`)
}

/**
 * Compares npm's own note of what stands in node_modules with the lockfile, so that an install by hand counts too.
 * @returns {'dev' | 'production' | null}
 */
export function installed(folder, lock) {
  const note = read(join(folder, 'node_modules/.package-lock.json'))
  if (!note) return null
  const stands = JSON.parse(note).packages
  const wrong = Object.entries(stands).some(([path, found]) => lock.packages[path]?.version !== found.version)
  if (wrong) return null
  const missing = Object.entries(lock.packages).filter(
    ([path, wanted]) => path !== '' && !wanted.optional && !wanted.devOptional && !(path in stands),
  )
  if (missing.length === 0) return 'dev'
  return missing.every(([, wanted]) => wanted.dev) ? 'production' : null
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** A clone that belongs to somebody else keeps no stamp: the comparison then runs at each start, some milliseconds. */
function write(file, text) {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch {}
}
