import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { startMark, until } from './alive.ts'
import { type Connection, socketFolder } from './connections.ts'
import { findRunning } from './find-running.ts'
import { AlreadyRunning, takeLock } from './lock.ts'
import { runningPostmaster } from './postmaster.ts'
import { blockingFolder } from './run-as.ts'
import { startEmbedded } from './start.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder that Postgres' account can reach. */
function newFolder(): string {
  const folder = mkdtempSync('/tmp/shelftalker-embedded-')
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

const said: string[] = []
const log = {
  info: () => {},
  warn: (message: string) => said.push(message),
  error: (message: string) => said.push(message),
}

async function ask<Row extends pg.QueryResultRow>(way: Connection, sql: string): Promise<Row[]> {
  const client = new pg.Client(way)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

test('a new folder gets a whole Postgres: two roles without rights beyond their work, passwords kept from others, no network', async () => {
  const data = newFolder()
  const database = await startEmbedded({ data, log, durable: false })
  try {
    const roles = await ask<{ rolname: string; strong: boolean }>(
      database.appConfig,
      `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong from pg_roles where rolname like 'shelftalker%' order by 1`,
    )
    assert.deepEqual(roles, [
      { rolname: 'shelftalker_app', strong: false },
      { rolname: 'shelftalker_owner', strong: false },
    ])
    const [facts] = await ask(
      database.ownerConfig,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('listen_addresses') as listens,
         current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
         (select datlocprovider::text || datlocale from pg_database where datname = current_database()) as locale, lower('ÄÉ') as lower`,
    )
    assert.deepEqual(facts, {
      major: 18,
      listens: '',
      checksums: 'on',
      encoding: 'UTF8',
      locale: 'bC.UTF-8',
      lower: 'äé',
    })
    assert.equal(statSync(join(data, 'keys')).mode & 0o777, 0o700)
    assert.equal(statSync(join(data, 'keys/database-passwords.json')).mode & 0o777, 0o600)
    await assert.rejects(
      ask({ ...database.appConfig, password: 'wrong' }, 'select 1'),
      /password authentication failed/,
    )
    await assert.rejects(ask(database.appConfig, 'create table mine (id int)'), /permission denied for schema public/)
    assert.deepEqual(findRunning(data)?.appConfig, database.appConfig)
  } finally {
    await database.stop()
  }
  assert.equal(runningPostmaster(join(data, 'postgres')), null)
  assert.equal(findRunning(data), null)
})

test('a second start on one folder says who has it and leaves the first alone', async () => {
  const data = newFolder()
  const database = await startEmbedded({ data, log, durable: false })
  try {
    await assert.rejects(
      startEmbedded({ data, log }),
      (error) => error instanceof AlreadyRunning && error.pid === process.pid && /--data/.test(error.message),
    )
    assert.equal((await ask(database.appConfig, 'select 1 as one')).length, 1)
  } finally {
    await database.stop()
  }
})

test('a main that was killed leaves a Postgres behind; the next start stops it and finds all that was committed', async () => {
  const data = newFolder()
  const program = `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'start.ts'))}
    const log = { info() {}, warn() {}, error() {} }
    const database = await startEmbedded({ data: ${JSON.stringify(data)}, log })
    console.log(database.pid())
    setInterval(() => {}, 1000)`
  const main = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(main.stdout, 'data')
  const orphan = Number(line)
  const owner = findRunning(data)?.ownerConfig
  assert.ok(owner)
  await ask(owner, 'create table kept as select 1 as one')
  main.kill('SIGKILL')
  await once(main, 'exit')
  assert.equal(runningPostmaster(join(data, 'postgres')), orphan, 'Postgres outlives its main')

  said.length = 0
  const database = await startEmbedded({ data, log })
  try {
    assert.deepEqual(said, ['A Postgres of an earlier, killed run is stopped'])
    assert.equal(startMark(orphan), null)
    assert.deepEqual(await ask(database.ownerConfig, 'select one from kept'), [{ one: 1 }])
  } finally {
    await database.stop()
  }
})

test('a Postgres that is killed is started again', async () => {
  const data = newFolder()
  said.length = 0
  const database = await startEmbedded({ data, log })
  try {
    const first = database.pid()
    process.kill(first, 'SIGKILL')
    assert.ok(
      await until(
        () => database.pid() !== first && runningPostmaster(join(data, 'postgres')) === database.pid(),
        60_000,
      ),
    )
    assert.deepEqual(await ask(database.appConfig, 'select 1 as one'), [{ one: 1 }])
    assert.match(said[0] ?? '', /started again/)
  } finally {
    await database.stop()
  }
})

test('what a dead process locked is free, even when its number lives on in another', () => {
  const data = newFolder()
  writeFileSync(
    join(data, 'lock'),
    JSON.stringify({ pid: process.pid, mark: 'an earlier boot 1', since: '2026-01-01T00:00:00Z' }),
  )
  const lock = takeLock(data)
  assert.ok(lock.ours())
  assert.throws(() => takeLock(data), AlreadyRunning)
  lock.release()
  assert.throws(() => readFileSync(join(data, 'lock')), /ENOENT/)
})

test('a long path has its socket in a short folder', () => {
  assert.equal(socketFolder('/srv/shelftalker'), '/srv/shelftalker/run')
  const long = socketFolder(`/srv/${'long'.repeat(30)}`)
  assert.match(long, /^\/tmp\/shelftalker-[0-9a-f]{16}$/)
})

test('the folder that blocks the way is named', () => {
  const closed = join(newFolder(), 'closed')
  mkdirSync(join(closed, 'data'), { recursive: true })
  chmodSync(closed, 0o700)
  const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 }
  assert.equal(blockingFolder(join(closed, 'data'), stranger), closed)
  chmodSync(closed, 0o711)
  assert.equal(blockingFolder(join(closed, 'data'), stranger), null)
  assert.equal(blockingFolder(closed, null), null)
})
