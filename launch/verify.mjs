/** `npm run verify`: format and rules, types, the order of the house, dead code. All are run; the exit code is 1 when one fails. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { pinnedNode, root, say } from './where.mjs'

ensureInstalled({ dev: true })
const checks = {
  'Format and rules': ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  Types: ['typescript/bin/tsc', '-p', 'tsconfig.json'],
  'Types of the web pages': ['typescript/bin/tsc', '-p', 'web/tsconfig.json'],
  'The house': ['../launch/house.mjs'],
  'Dead code': ['knip/bin/knip.js', '--no-progress'],
}
let failed = 0
for (const [name, [program, ...args]] of Object.entries(checks)) {
  const path = join(root, 'node_modules', program)
  if (!existsSync(path)) continue
  const from = performance.now()
  const { status } = spawnSync(pinnedNode(), [path, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) failed++
  say(`${status === 0 ? '✔' : '✖'} ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)`)
}
process.exit(failed === 0 ? 0 : 1)
