/** `npm run dev`: the server, started again at each change, and Vite's server for the web pages in front of it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { pinnedNode, root, say } from './where.mjs'

ensureInstalled({ dev: true })
const node = pinnedNode()
const server = [
  '--watch',
  '--watch-preserve-output',
  join(root, 'server/src/main.ts'),
  'start',
  ...process.argv.slice(2),
]
const children = [
  spawn(node, server, { cwd: root, stdio: 'inherit' }),
  spawn(node, [join(root, 'node_modules/vite/bin/vite.js')], { cwd: join(root, 'web'), stdio: 'inherit' }),
]
say('The server starts again at each change; the address of the web pages is the one that Vite prints.')

let ending = false
function end(code) {
  if (ending) return
  ending = true
  process.exitCode = code
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0))
// One without the other is of no use.
for (const child of children) child.on('exit', (code) => end(code ?? 0))
