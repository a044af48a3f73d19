/** The product as its host runs it: a process started by its command, and asked by its interface. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { until } from '../../server/src/app/until.ts'

const MAIN = join(import.meta.dirname, '../../server/src/main.ts')
const PATIENCE_MS = 60_000

type Env = Record<string, string>
const environment = (env: Env) => ({ ...process.env, NODE_TEST_CONTEXT: undefined, SHELFTALKER_LOG: 'warn', ...env })

export interface Product {
  address: string
  /** What it printed until now, both streams. */
  printed(): string
  /** SIGTERM, and the exit code that it ends with. */
  stop(): Promise<number | null>
}

/** Starts it on any free port, or the one of `args`, and waits until it is ready. */
export async function startProduct(env: Env, args: string[] = ['--port', '0']): Promise<Product> {
  const child = spawn(process.execPath, [MAIN, 'start', ...args], { env: environment(env) })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const ready = () => /is ready: (\S+)/.exec(printed)?.[1]
  await until(() => ready() !== undefined || child.exitCode !== null, PATIENCE_MS)
  const address = ready()
  if (!address) throw new Error(`It did not start: ${printed}`)
  return {
    address,
    printed: () => printed,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      return (await ended)[0]
    },
  }
}

/** Runs a command of it to its end. @throws with what it printed where it fails */
export async function command(args: string[], env: Env): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment(env) })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${printed}`)
  return printed
}

type Ask = <Answer = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<Answer>

/** Asks the interface with a key; an answer that is no success throws with what it says. */
export function asking(address: string, key: string): Ask {
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const form = body instanceof FormData
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === '' ? {} : JSON.parse(text)) as Answer
  }
}
