import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import pg from 'pg'
import { findRunning } from '#db/embedded/find-running.ts'
import { until } from '../until.ts'

/** The whole program, as a host runs it: each command a process of its own, on an embedded Postgres. */
const MAIN = join(import.meta.dirname, '../../main.ts')
const folders: string[] = []
const running = new Set<ChildProcess>()
after(() => {
  for (const child of running) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder that Postgres' account can reach. */
function newFolder(): string {
  const folder = mkdtempSync('/tmp/shelftalker-commands-')
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

function command(args: string[], env: Record<string, string> = {}) {
  const { DATABASE_URL: _, ...clean } = process.env
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...clean, SHELFTALKER_LOG: 'error', ...env } })
  running.add(child)
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
  })
  child.stderr.on('data', (text) => {
    said += text
  })
  const ended = new Promise<number | null>((done) =>
    child.once('close', (code) => {
      running.delete(child)
      done(code)
    }),
  )
  return { child, ended, said: () => said }
}

async function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; said: string }> {
  const { ended, said } = command(args, env)
  return { code: await ended, said: said() }
}

async function served(data: string) {
  const server = command(['start', '--data', data, '--port', '0'])
  await until(() => /ready: http/.test(server.said()) || server.child.exitCode !== null)
  assert.match(server.said(), /ready: http/)
  return server
}

async function asOwner(data: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(findRunning(data)!.ownerConfig)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('backup, restore and doctor on an installation', () => {
  const data = newFolder()
  const to = join(newFolder(), 'backup.tar.gz')
  const elsewhere = join(newFolder(), 'again')

  it('backs up while the server runs, says where the key is, and keeps the file to its owner', async () => {
    const server = await served(data)
    await asOwner(
      data,
      `insert into library (handle, name, zone) select 'harbor-' || n, 'Harbor ' || n, 'UTC' from generate_series(1, 3) n`,
    )
    const examined = await run(['doctor', '--data', data])
    assert.match(examined.said, /✓ Shelftalker is running/)
    assert.match(examined.said, /✓ Libraries are kept apart/)
    const { code, said } = await run(['backup', '--data', data, '--to', to])
    assert.equal(code, 0, said)
    assert.match(said, /The key is NOT in it/)
    assert.equal(statSync(to).mode & 0o777, 0o600)
    server.child.kill('SIGTERM')
    assert.equal(await server.ended, 0)
  })

  it('backs up a stopped one, and refuses a name that is taken', async () => {
    assert.equal((await run(['backup', '--data', data, '--to', `${to}.2`])).code, 0)
    assert.equal(findRunning(data), null)
    const { code, said } = await run(['backup', '--data', data, '--to', to])
    assert.deepEqual([code, said.includes('overwrites nothing'), said.includes('at async')], [1, true, false])
  })

  it('killed in the middle leaves no archive of that name, and the next one clears up', async () => {
    const server = await served(data)
    await asOwner(
      data,
      `insert into budget (key, window_start, spent) select n || repeat(md5(n::text), 40), now(), 0 from generate_series(1, 60000) n`,
    )
    const folder = newFolder()
    const killed = command(['backup', '--data', data, '--to', join(folder, 'big.tar.gz')])
    await until(() => readdirSync(folder).some((name) => statSync(join(folder, name)).size > 100_000))
    killed.child.kill('SIGKILL')
    await killed.ended
    assert.ok(!existsSync(join(folder, 'big.tar.gz')))
    assert.equal((await run(['backup', '--data', data, '--to', join(folder, 'big.tar.gz')])).code, 0)
    assert.deepEqual(readdirSync(folder), ['big.tar.gz'])
    server.child.kill('SIGTERM')
    await server.ended
  })

  it('restores into an empty folder with the old keys, which then starts with sending held', async () => {
    cpSync(join(data, 'keys'), join(elsewhere, 'keys'), { recursive: true })
    const { code, said } = await run(['restore', '--from', to, '--data', elsewhere])
    assert.equal(code, 0, said)
    assert.match(said, /Sending is held/)
    const server = await served(elsewhere)
    assert.deepEqual(
      await asOwner(
        elsewhere,
        'select count(*)::int as libraries, min(sending_held_reason) as held from library, installation',
      ),
      [{ libraries: 3, held: 'restored' }],
    )
    const { said: examined } = await run(['doctor', '--data', elsewhere])
    assert.match(examined, /! Sending is held since .*restored from a backup/)
    assert.match(examined, /✓ The key folder belongs to this database/)
    server.child.kill('SIGTERM')
    await server.ended
  })

  it('refuses a folder that holds an installation, and a restore that was killed can be done again', async () => {
    const taken = await run(['restore', '--from', to, '--data', elsewhere])
    assert.deepEqual([taken.code, /already, and a restore overwrites nothing/.test(taken.said)], [1, true])
    const fresh = join(newFolder(), 'fresh')
    const killed = command(['restore', '--from', to, '--data', fresh])
    await until(() => existsSync(join(fresh, 'restoring/postgres/postmaster.pid')))
    killed.child.kill('SIGKILL')
    await killed.ended
    assert.ok(!existsSync(join(fresh, 'postgres')))
    const { code, said } = await run(['restore', '--from', to, '--data', fresh])
    assert.equal(code, 0, said)
    assert.deepEqual(
      readdirSync(fresh).filter((name) => name.startsWith('restoring') || name === 'lock'),
      [],
    )
  })

  it('a broken archive leaves the folder empty', async () => {
    const broken = join(newFolder(), 'broken.tar.gz')
    writeFileSync(broken, 'nothing of ours')
    const empty = join(newFolder(), 'empty')
    const { code, said } = await run(['restore', '--from', broken, '--data', empty])
    assert.deepEqual(
      [code, /no backup of Shelftalker/.test(said), existsSync(join(empty, 'postgres'))],
      [1, true, false],
    )
  })
})
