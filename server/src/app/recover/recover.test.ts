import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { join, readJoinLink } from '#modules/library/links.ts'
import { listPeople } from '#modules/library/people.view.ts'
import { readReset, resetPassword } from '#modules/library/reset.ts'
import { startSession } from '#modules/library/sessions.ts'
import { type MailedHouse, mailedHouse, tokenIn } from '#modules/library/testing.ts'
import { until } from '../until.ts'

/** The command as a host types it, a process of its own on the database of the test. */
const MAIN = pathOf(import.meta.dirname, '../../main.ts')
/** A folder that Postgres' account can reach. */
const data = mkdtempSync('/tmp/shelftalker-recover-')
chmodSync(data, 0o755)
const running = new Set<ChildProcess>()
let house: MailedHouse
let url: string
let counter = 0
before(async () => {
  house = await mailedHouse()
  const { host, port, user, password, database } = house.database.appConfig
  url = `postgres://${user}:${encodeURIComponent(String(password))}@${encodeURIComponent(String(host))}:${port}/${database}`
})
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(data, { recursive: true, force: true })
  await house[Symbol.asyncDispose]()
})

function command(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      SHELFTALKER_LOG: 'error',
      SHELFTALKER_DATA: data,
      SHELFTALKER_PUBLIC_URL: 'https://social.library.example',
      DATABASE_URL: url,
      ...env,
    },
  })
  running.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
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
  const { ended, said } = command(['recover', ...args], env)
  return { code: await ended, said: said() }
}
const recoverIn = ({ library }: TestLibrary, email: string, ...more: string[]) =>
  run(['--library', library.handle, '--email', email, ...more])
const linkIn = (said: string, what: 'join' | 'reset') =>
  tokenIn(said.split('\n').find((line) => line.includes(`/app/${what}/`)) ?? 'no such link')
const has = (said: string, what: 'join' | 'reset') => said.includes(`/app/${what}/`)
async function withEmail(role: 'administrator' | 'member'): Promise<{ mine: TestLibrary; email: string }> {
  const mine = await house.library(role)
  const email = `host-${++counter}@harbor.example`
  await house.database.rows('update person set email = $1 where id = $2', [email, mine.person])
  return { mine, email }
}
const audit = (library: string) =>
  house.database.rows(
    `select actor, subject ->> 'kind' as about, detail from audit where library_id = $1 and verb = 'recover' order by id`,
    [library],
  )

describe('a host brings somebody back in', () => {
  it('a newcomer becomes the administrator of a library that has none, by one link', async () => {
    const mine = await house.library('member')
    const { code, said } = await recoverIn(mine, 'new@harbor.example')
    assert.equal(code, 0, said)
    assert.match(said, /https:\/\/social\.library\.example\/app\/join\//)
    assert.ok(!has(said, 'reset'))
    const token = linkIn(said, 'join')
    assert.equal((await readJoinLink(house.nobody(), token)).role, 'administrator')
    await join(house.nobody(), { token, name: 'Eli', password: 'four words are enough', userAgent: 'test' })
    assert.deepEqual((await listPeople(mine.job)).map(({ role }) => role).sort(), ['administrator', 'member'])
    assert.deepEqual(await audit(mine.library.id), [
      { actor: { kind: 'job', name: 'host' }, about: 'invitation', detail: { role: 'administrator' } },
    ])
  })

  it('the only administrator who forgot her password gets a link for a new one; nothing else of hers changes', async () => {
    const { mine, email } = await withEmail('administrator')
    await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, false, 'a thief'))
    const { code, said } = await recoverIn(mine, email.toUpperCase())
    assert.equal(code, 0, said)
    assert.match(said, /is administrator of .* already/)
    assert.ok(!has(said, 'join'))
    const token = linkIn(said, 'reset')
    assert.equal((await readReset(house.nobody(), token)).email, email)
    await resetPassword(house.nobody(), { token, password: 'the tide comes in at six' })
    assert.deepEqual(await house.database.rows('select 1 from session where person_id = $1', [mine.person]), [])
    await assert.rejects(readReset(house.nobody(), token))
  })

  it('a member whose administrator left gets both, and is told which comes first', async () => {
    const { mine, email } = await withEmail('member')
    const { said } = await recoverIn(mine, email)
    assert.ok(has(said, 'join') && has(said, 'reset'))
    assert.match(said, /The new password first/)
    assert.equal((await readJoinLink(house.nobody(), linkIn(said, 'join'))).known, true)
  })

  it('a second step goes only when that is asked for', async () => {
    const { mine, email } = await withEmail('administrator')
    const steps = () => house.database.rows('select 1 from totp where person_id = $1', [mine.person])
    await house.database.rows(
      `insert into totp (person_id, secret, confirmed_at, created_at) values ($1, '\\x01', now(), now())`,
      [mine.person],
    )
    await house.database.rows(`insert into recovery_code (person_id, hash) values ($1, '\\x02')`, [mine.person])
    await recoverIn(mine, email)
    assert.equal((await steps()).length, 1)
    const { said } = await recoverIn(mine, email, '--without-second-step')
    assert.match(said, /The second step was taken away/)
    assert.deepEqual(await steps(), [])
    assert.deepEqual(await house.database.rows('select 1 from recovery_code where person_id = $1', [mine.person]), [])
    assert.deepEqual(
      (await audit(mine.library.id)).map(({ detail }) => detail),
      [{ secondStepGone: false }, { secondStepGone: true }],
    )
    assert.match((await recoverIn(mine, email, '--without-second-step')).said, /There was no second step/)
  })

  it('the newer link ends the older one, and both are kept as digests only', async () => {
    const mine = await house.library('member')
    const first = linkIn((await recoverIn(mine, 'twice@harbor.example')).said, 'join')
    const second = linkIn((await recoverIn(mine, 'twice@harbor.example')).said, 'join')
    await assert.rejects(readJoinLink(house.nobody(), first))
    assert.ok(await readJoinLink(house.nobody(), second))
    const kept = JSON.stringify([
      await house.database.rows('select * from one_time_link'),
      await house.database.rows('select * from audit'),
    ])
    assert.ok(!kept.includes(second))
  })

  it('says which libraries there are where none is named or it is not known, and makes nothing', async () => {
    const mine = await house.library()
    await house.library()
    for (const args of [
      ['--email', 'x@harbor.example'],
      ['--email', 'x@harbor.example', '--library', 'nowhere'],
    ]) {
      const { code, said } = await run(args)
      assert.equal(code, 1)
      assert.match(said, new RegExp(`--library.*${mine.library.handle} \\(`))
      assert.ok(!said.includes('    at '), 'no stack for a slip of the hand')
    }
    assert.deepEqual(await house.database.rows("select 1 from one_time_link where email = 'x@harbor.example'"), [])
  })

  it('names what is wrong with the email, and a folder without an installation', async () => {
    for (const args of [[], ['--email', 'ana'], ['--email', '']]) {
      const { code, said } = await run(args)
      assert.deepEqual([code, said.startsWith('--email')], [1, true], said)
    }
    const { code, said } = await run(['--email', 'a@b.example'], { DATABASE_URL: '', SHELFTALKER_DATA: data })
    assert.equal(code, 1)
    assert.match(said, /There is no installation in/)
  })

  it('asks for the address to be put before the links where none is set', async () => {
    const mine = await house.library()
    const { said } = await run(['--library', mine.library.handle, '--email', 'far@harbor.example'], {
      SHELFTALKER_PUBLIC_URL: '',
    })
    assert.match(said, /^ {2}\/app\/join\//m)
    assert.match(said, /Put the address of this installation before/)
  })
  it('works beside a running Shelftalker with its own database, and while it stands', async () => {
    const own = { DATABASE_URL: '', SHELFTALKER_PUBLIC_URL: '' }
    const place = ['--data', pathOf(data, 'own')]
    const server = command(['start', ...place, '--port', '0'], own)
    await until(() => /ready: http/.test(server.said()) || server.child.exitCode !== null)
    const address = /ready: (http\S+)/.exec(server.said())![1]!
    const made = await fetch(`${address}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        library: { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' },
        person: { name: 'Ana', email: 'ana@harbor.example', password: 'four words are enough' },
      }),
    })
    assert.equal(made.status, 201)
    // One library: it need not be named.
    const beside = await run([...place, '--email', 'eli@harbor.example'], own)
    assert.equal(beside.code, 0, beside.said)
    const seen = await fetch(`${address}/api/v1/join/${linkIn(beside.said, 'join')}`)
    assert.equal(((await seen.json()) as { role: string }).role, 'administrator')
    server.child.kill('SIGTERM')
    await server.ended
    const alone = await run([...place, '--email', 'ana@harbor.example'], own)
    assert.equal(alone.code, 0, alone.said)
    assert.match(alone.said, /Starting the database for the while/)
    assert.ok(has(alone.said, 'reset'))
  })
})
