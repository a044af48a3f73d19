/**
 * `npm test`: all tests; `npm run test:unit`: the rules alone, without database, browser and networks.
 * Further arguments are test files or parts of their paths: `npm test -- publishing`.
 */

import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { ensureInstalled, install, installed } from './install.mjs'
import { checkSystem } from './system.mjs'
import { buildWeb } from './web.mjs'
import { pinnedNode, root } from './where.mjs'

const args = process.argv.slice(2)
ensureInstalled({ dev: true })
if (args[0] !== 'unit') {
  checkSystem()
  installBlueskyPeer()
  // The journeys need the pages; a run of chosen files elsewhere does not wait for them.
  if (args.length === 0 || args.some((part) => part.includes('e2e'))) buildWeb()
}
handOver(['test/run/main.ts', ...args])

/** The Bluesky network for the tests has a lockfile of its own; its database driver is compiled against the pinned Node. */
function installBlueskyPeer() {
  const folder = join(root, 'test/peers/bluesky')
  if (!existsSync(join(folder, 'package-lock.json'))) return
  if (installed(folder, JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')))) return
  const node = dirname(dirname(pinnedNode()))
  install(folder, [], 'the Bluesky network for the tests', {
    ...process.env,
    PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`,
    // The headers stand in the package of the pinned Node.
    npm_config_nodedir: node,
  })
}
