/** Starts the real Bluesky of this folder as a child process and speaks to its control door. One per test run: it is heavy. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

export interface BlueskyPeer {
  /** Origins on loopback. */
  pds: string
  plc: string
  appview: string
  /** Makes an account with an app password. The handle ends in `.test` and its first label has 3 to 18 characters. */
  account(handle: string): Promise<PeerAccount>
  /** Where the server finds a site of the public net: it reads its clients' documents there. */
  client(origin: string, to: string): Promise<void>
  /** Ends all sign-ins by browser of an account, as the person does it on the server's page of apps. @returns how many. */
  endSignIns(did: string): Promise<number>
  /** Resolves once the AppView has read all that the PDS wrote. */
  processAll(): Promise<void>
  /** Ends the process, and kills it if it doesn't end within ten seconds. */
  stop(): Promise<void>
}
export interface PeerAccount {
  did: string
  handle: string
  appPassword: string
  password: string
}

/** Why the real network can't be started here, or null if it can: give it to `skip`. */
export function blueskyMissing(): string | null {
  return existsSync(`${folder}node_modules/@atproto/dev-env`)
    ? null
    : 'the real Bluesky is not installed: run `npm ci` in test/peers/bluesky (npm test does it)'
}

/**
 * @param postgres URL of a database that the AppView may fill (a schema of its own for each start)
 * @throws with the end of the peer's own messages if it is not ready within two minutes
 */
export async function startBluesky(postgres: string): Promise<BlueskyPeer> {
  const child = spawn(process.execPath, ['--import', './loopback.mjs', 'main.mjs', '--postgres', postgres], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.push(text)
    if (said.length > 50) said.shift()
  })
  const gone = once(child, 'exit')
  const ready = await new Promise<{ pds: string; plc: string; appview: string; control: string }>((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`the Bluesky peer ${why}: ${said.join('').slice(-2_000)}`))
    }
    const timer = setTimeout(fail, 120_000, 'was not ready within two minutes')
    gone.then(([code]) => fail(`ended with ${code}`))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"pds"')) return
      clearTimeout(timer)
      resolve(JSON.parse(line))
    })
  })
  async function control(path: string, body: object = {}) {
    const answer = await fetch(`${ready.control}${path}`, { method: 'POST', body: JSON.stringify(body) })
    const value = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`)
    return value
  }
  return {
    pds: ready.pds,
    plc: ready.plc,
    appview: ready.appview,
    account: async (handle) => (await control('/account', { handle })) as PeerAccount,
    client: async (origin, to) => void (await control('/client', { origin, to })),
    endSignIns: async (did) => ((await control('/end-sign-ins', { did })) as { ended: number }).ended,
    processAll: async () => void (await control('/process-all')),
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
      child.stdin.end()
      await gone
      clearTimeout(timer)
    },
  }
}
