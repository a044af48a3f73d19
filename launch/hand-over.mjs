import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { isatty } from 'node:tty'
import { cache, pinnedNode, root } from './where.mjs'

/**
 * Runs a program with the pinned Node in this process's place: same terminal, signals passed on, its exit code ours.
 * @param {string[]} args the program, relative to the clone, and its arguments
 */
export async function handOver(args) {
  const node = pinnedNode()
  const [program, ...rest] = args
  const underNpm = process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32'
  const follow = new URL('follow-parent.mjs', import.meta.url)
  const all = [...(underNpm ? ['--import', follow.href] : []), join(root, program), ...rest]
  const env = { NODE_COMPILE_CACHE: join(cache, 'compiled'), ...process.env }
  // A Node that can becomes the program, so that no second process stays only to pass signals on. Within npm this is
  // the usual case: npm puts node_modules/.bin first, so its `node` is the pinned one as soon as it is installed.
  if (typeof process.execve === 'function') {
    process.removeAllListeners('warning')
    process.execve(node, [node, ...all], env)
  }
  const child = spawn(node, all, { stdio: 'inherit', env })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      // In a terminal Ctrl-C reached the child already; twice would mean "at once".
      if (signal !== 'SIGINT' || !isatty(0)) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`${node} did not start: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)))
  if (underNpm) await import(follow.href)
}
