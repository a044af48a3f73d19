/** `npm start` that is ended as soon as it has begun: nothing may stay behind. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { until } from './until.ts'

const MAIN = join(import.meta.dirname, '../main.ts')
const PATIENCE_MS = 120_000
const root = mkdtempSync(join(tmpdir(), 'shelftalker-ended-'))
// As root, Postgres runs as another account, which must be able to pass.
chmodSync(root, 0o755)
after(() => rmSync(root, { recursive: true, force: true }))

/** Starts an installation and ends it at the first word that fits. @returns how it ended, and all it said */
async function endedAt(words: RegExp, ...signals: NodeJS.Signals[]) {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, DATABASE_URL: undefined, SHELFTALKER_LOG: 'warn' }
  const args = ['--disable-warning=ExperimentalWarning', MAIN, 'start', '--data', join(root, 'data'), '--port', '0']
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let told = false
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (told || !words.test(said)) return
      told = true
      for (const signal of signals) child.kill(signal)
    })
  const over = () => child.exitCode !== null || child.signalCode !== null
  await until(over, PATIENCE_MS).finally(() => over() || child.kill('SIGKILL'))
  return { code: child.exitCode, said }
}
const postgresStands = () => existsSync(join(root, 'data/postgres/postmaster.pid'))

test('Ended while its database comes up, it stops that too, is not ready, and leaves no Postgres behind', async () => {
  const { code, said } = await endedAt(/Starting the database/, 'SIGTERM')
  assert.deepEqual([code, postgresStands()], [0, false], said)
  assert.doesNotMatch(said, /is ready/)
})

test('Ended at the very word that it is ready, it ends in order, and tells of no connection that broke', async () => {
  for (let n = 0; n < 3; n++) {
    const { code, said } = await endedAt(/is ready/, 'SIGINT')
    assert.deepEqual([code, postgresStands()], [0, false], said)
    assert.doesNotMatch(said, /earlier, killed run|connection broke/)
  }
})
