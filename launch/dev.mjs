/** `npm run dev`: the server, started again at each change, and Vite's server for the web pages in front of it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { pinnedNode, root, say } from './where.mjs'

ensureInstalled({ dev: true })
const node = pinnedNode()
const args = process.argv.slice(2)
// Both must agree on the server's port: Vite hands requests of the pages on to it.
const port = args.includes('--port') ? args[args.indexOf('--port') + 1] : (process.env.SHELFTALKER_PORT ?? '3210')
const env = { ...process.env, SHELFTALKER_PORT: port }
const server = ['--watch', '--watch-preserve-output', join(root, 'server/src/main.ts'), 'start', ...args]
const children = [
  spawn(node, server, { cwd: root, env, stdio: 'inherit' }),
  spawn(node, [join(root, 'node_modules/vite/bin/vite.js')], { cwd: join(root, 'web'), env, stdio: 'inherit' }),
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
