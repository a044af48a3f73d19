/**
 * Runs the tests against one embedded Postgres and prints `N passed, N failed, N skipped` last.
 * `main.ts [unit] [part of a path …]`; started by launch/test.mjs.
 */
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { holderOf } from '../../server/src/db/embedded/lock.ts'
import { runningPostmaster, stopPostmaster } from '../../server/src/db/embedded/postmaster.ts'
import { startEmbedded } from '../../server/src/db/embedded/start.ts'
import { ensureTemplate } from '../../server/src/db/testing/template.ts'
import { TEST_DATABASE } from '../../server/src/db/testing.ts'
import { testFiles } from './files.ts'
import { Report } from './report.ts'
import { runFiles } from './run-files.ts'

const root = join(import.meta.dirname, '../..')
const unit = process.argv[2] === 'unit'
const only = process.argv.slice(unit ? 3 : 2)
const FOLDER = '/tmp/shelftalker-npm-test'
const print = (line: string) => process.stdout.write(`${line}\n`)

const files = testFiles(root, unit, only)
if (files.length === 0) {
  print(`No test file matches ${only.join(', ') || 'anything'}`)
  process.exit(1)
}

const endDatabase = unit ? withoutDatabase() : await withDatabase()
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
const report = new Report(root, print)
try {
  const paths = files.map((file) => join(root, file))
  await runFiles(paths, report, interrupted.signal)
} finally {
  await endDatabase()
}
report.end()
process.exit(report.failed > 0 || interrupted.signal.aborted ? 1 : 0)

function withoutDatabase(): () => Promise<void> {
  process.env[TEST_DATABASE] = 'none'
  return async () => {}
}

/** A run that was killed leaves its Postgres and its folder behind. */
async function removeLeftovers(): Promise<void> {
  for (const folder of globSync(`${FOLDER}-*`)) {
    if (holderOf(folder) !== null) continue
    const files = join(folder, 'postgres')
    const pid = runningPostmaster(files)
    if (pid !== null) await stopPostmaster(pid, files)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withDatabase(): Promise<() => Promise<void>> {
  await removeLeftovers()
  const folder = mkdtempSync(`${FOLDER}-`)
  // Postgres' own account must reach it when we are root.
  chmodSync(folder, 0o711)
  const server = await startEmbedded({ data: folder, log: { info() {}, warn: print, error: print }, durable: false })
  process.env[TEST_DATABASE] = folder
  const end = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ensureTemplate(server)
  } catch (error) {
    await end()
    throw error
  }
  return end
}
