/** Starts what is measured: the server by its own launcher, peers as processes of their own. Everything started here ends here. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const ROOT = join(import.meta.dirname, '..')

export interface Started {
  child: ChildProcess
  url: string
  stop(): Promise<void>
}
async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

export interface ServerOptions {
  data: string
  env?: Record<string, string>
  /** By `launch/start.mjs`, as `npm start` does; else the server alone. */
  launcher?: boolean
  args?: string[]
}
/** Resolves when `/api/ready` answers 200, with the time that took from the start of the process. */
export async function startServer(options: ServerOptions): Promise<Started & { readyMs: number }> {
  const port = await freePort()
  const program = options.launcher ? ['launch/start.mjs'] : ['server/src/main.ts', 'start']
  const from = performance.now()
  const child = spawn(
    process.execPath,
    [...program, '--data', options.data, '--port', String(port), ...(options.args ?? [])],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/shelftalker/compiled'),
        SHELFTALKER_LOG: 'warn',
        ...options.env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4000)
  })
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server did not start: ${said}`)
    const ready = await fetch(`${url}/api/ready`).then(
      (response) => response.status === 200,
      () => false,
    )
    if (ready) break
    if (performance.now() - from > 60_000) throw new Error(`the server is not ready after a minute: ${said}`)
    await wait(2)
  }
  return { child, url, readyMs: performance.now() - from, stop: () => end(child) }
}

/** The Bluesky contract peer, which answers at once and keeps its own book. */
export async function startPeer(): Promise<Started> {
  const child = spawn(
    process.execPath,
    ['test/peers/bluesky-contract/main.ts', '--port', '0', '--any-handle', '\\.test$'],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, url: (JSON.parse(line.toString()) as { url: string }).url, stop: () => end(child) }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** CPU time of a process since it started, in ms (Linux: /proc/<pid>/stat, fields 14 and 15, in hundredths of a second). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Proportional set size of a process and all below it, in MiB; processes that a filter names are left out. */
export function pssMiB(
  root: number,
  leaveOut: (command: string) => boolean = () => false,
): { total: number; processes: { pid: number; command: string; mib: number }[] } {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]))
    } catch {
      // It ended while we were looking.
    }
  }
  const below = (pid: number): boolean =>
    pid === root || (parents.has(pid) && parents.get(pid)! > 0 && below(parents.get(pid)!))
  const processes = [...parents.keys()].filter(below).flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      const kib = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
      return leaveOut(command) ? [] : [{ pid, command: command.slice(0, 80), mib: kib / 1024 }]
    } catch {
      return []
    }
  })
  return { total: processes.reduce((sum, one) => sum + one.mib, 0), processes }
}
