import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, pinnedNode, root, say, stop } from './where.mjs'

/** What the web UI is built from. */
const SOURCES = [
  'web/src',
  'web/public',
  'shared/src',
  'networks/src',
  'web/index.html',
  'web/vite.config.ts',
  'web/package.json',
  'package-lock.json',
]

/** Builds the web UI when a source changed since the last build. Ends the program when the build fails. */
export function buildWeb() {
  if (!existsSync(join(root, 'web/index.html'))) return
  const stamp = join(cache, 'web-built')
  const now = state()
  const built = existsSync(join(root, 'web/dist/index.html'))
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  say('Building the web pages …')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  // Built aside and put in place whole: whoever has a page open meanwhile, or another build, never sees half of it.
  const aside = join(root, `web/dist.${process.pid}`)
  const { status } = spawnSync(
    pinnedNode(),
    [vite, 'build', '--logLevel', 'warn', '--outDir', aside, '--emptyOutDir'],
    {
      cwd: join(root, 'web'),
      stdio: ['ignore', 2, 2],
    },
  )
  if (status !== 0) {
    rmSync(aside, { recursive: true, force: true })
    stop('The web pages could not be built; the messages stand above.')
  }
  const old = join(root, `web/dist.old.${process.pid}`)
  if (existsSync(join(root, 'web/dist'))) renameSync(join(root, 'web/dist'), old)
  renameSync(aside, join(root, 'web/dist'))
  rmSync(old, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  writeFileSync(stamp, now)
}

/** Paths, sizes and times of all sources in one digest: some milliseconds, where reading them would take far longer. */
function state() {
  const hash = createHash('sha256')
  const add = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false })
    if (!stat) return
    if (stat.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`)
    else if (!path.endsWith('.test.ts')) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
  }
  SOURCES.forEach(add)
  return hash.digest('hex')
}
