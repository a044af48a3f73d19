import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { until } from '#app/until.ts'
import { findRunning } from '#db/embedded/find-running.ts'
import { PASSWORD } from './places.ts'

const MAIN = join(import.meta.dirname, '../../main.ts')
const PATIENCE_MS = 120_000
const root = mkdtempSync(join(tmpdir(), 'shelftalker-demo-command-'))
// As root, Postgres runs as another account, which must be able to pass.
chmodSync(root, 0o755)
const begun: ChildProcess[] = []

/** As `npm run demo -- --data …`. */
function begin(folder: string) {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, DATABASE_URL: undefined, SHELFTALKER_LOG: 'warn' }
  const args = ['--disable-warning=ExperimentalWarning', MAIN, 'demo', '--data', join(root, folder), '--port', '0']
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  begun.push(child)
  const said = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said.text += chunk.toString()
    })
  const over = () => child.exitCode !== null || child.signalCode !== null
  return {
    said,
    over,
    hears: (words: RegExp) => until(() => words.test(said.text) || over(), PATIENCE_MS),
    async end(signal: 'SIGTERM' | 'SIGKILL') {
      child.kill(signal)
      await until(over, PATIENCE_MS)
    },
  }
}
/** The fill's own transaction is open, and has written something. */
async function isFilling(folder: string): Promise<boolean> {
  const running = findRunning(join(root, folder))
  if (!running) return false
  const client = new pg.Client(running.ownerConfig)
  // The server that it asks is about to be killed.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(
      "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null and query like 'insert into %jsonb_populate_recordset%'",
    )
    return rows.length > 0
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
async function signsIn(said: string): Promise<boolean> {
  const address = /is ready: (\S+)/.exec(said)?.[1]
  assert.ok(address, said)
  const answer = await fetch(`${address}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'shelftalker-request': '1' },
    body: JSON.stringify({ email: 'ana@harbor.example', password: PASSWORD }),
  })
  return answer.ok
}
after(async () => {
  for (const child of begun) child.kill('SIGTERM')
  await until(() => begun.every((child) => child.exitCode !== null || child.signalCode !== null), PATIENCE_MS)
  rmSync(root, { recursive: true, force: true })
})

test('Killed while it is filling it begins anew; started again it is as it was left', async () => {
  const first = begin('harbor')
  await first.hears(/Brought the database up to date/)
  await until(async () => first.over() || (await isFilling('harbor')), PATIENCE_MS)
  assert.ok(!first.over(), first.said.text)
  await first.end('SIGKILL')
  assert.doesNotMatch(first.said.text, /Filled/)

  const second = begin('harbor')
  await second.hears(/is ready: \S+/)
  assert.match(second.said.text, /Filled Harbor County Library/)
  assert.ok(await signsIn(second.said.text))
  await second.end('SIGTERM')

  const third = begin('harbor')
  await third.hears(/is ready: \S+/)
  assert.doesNotMatch(third.said.text, /Filled/)
  assert.match(third.said.text, /nothing leaves it/)
  assert.ok(await signsIn(third.said.text))
  await third.end('SIGTERM')
})

test('A folder that holds something else is named and left as it is', async () => {
  writeFileSync(join(root, 'notes.txt'), 'mine')
  const refused = begin('.')
  await until(refused.over, PATIENCE_MS)
  assert.match(refused.said.text, /--data: .* holds something else/)
  assert.ok(readdirSync(root).includes('notes.txt'))
})
