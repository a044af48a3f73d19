/** Chromium for the journeys: the packaged one, else the system's. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { until } from '../../../server/src/app/until.ts'

const SYSTEM = '/usr/bin/chromium'
const APT = 'apt-get install -y --no-install-recommends libnss3 libnspr4 libexpat1'

/** The package's own arguments are for a single process without web security; ours are those of a browser of a person. */
const ARGS = [
  // The pages are ours, on loopback; where tests run as root or in a container the sandbox cannot start.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
]

/** A browser, or why there is none with what to type. */
export async function openBrowser(): Promise<Browser | string> {
  const reasons: string[] = []
  for (const find of [packaged, async () => (existsSync(SYSTEM) ? SYSTEM : null)])
    try {
      const executablePath = await find()
      if (executablePath) return await chromium.launch({ executablePath, headless: true, args: ARGS, timeout: 120_000 })
    } catch (error) {
      reasons.push(error instanceof Error ? error.message.split('\n')[0]! : String(error))
    }
  return `no browser starts (${reasons.join('; ')}); on Debian or Ubuntu: ${APT}, or: apt-get install -y chromium`
}

/** Unpacked once for all test files: the one that comes second waits, for a half-written program is not to be started. */
async function packaged(): Promise<string> {
  const lock = join(tmpdir(), 'shelftalker-chromium.lock')
  await until(() => take(lock))
  try {
    return await sparticuz.executablePath()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (!lives(lock)) rmSync(lock, { force: true })
    return false
  }
}

/** A run that was killed leaves its lock. */
function lives(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, 'utf8'))
    // Taken, but its number is not written yet.
    if (holder === 0) return true
    process.kill(holder, 0)
    return true
  } catch {
    return false
  }
}
