import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { APP_ROLE } from '#db/embedded/connections.ts'
import { type TestDatabase, testDatabase } from '#db/testing.ts'
import { readConfig } from '../config.ts'
import { rememberInstallation } from '../keys.ts'
import { makeVault } from '../vault.ts'
import { checkDatabase } from './checks/database.ts'
import { checkFiles } from './checks/files.ts'
import { checkFolder } from './checks/folder.ts'
import { checkKeys } from './checks/keys.ts'
import { checkMail } from './checks/mail.ts'
import { checkProgram } from './checks/program.ts'
import { checkPort, checkSettings } from './checks/settings.ts'
import { checkStanding } from './checks/standing.view.ts'
import { type Finding, linesOf, look } from './finding.ts'
import type { Patient } from './patient.ts'

const KEY = Buffer.alloc(32, 7)
const data = mkdtempSync(join(tmpdir(), 'shelftalker-doctor-'))
after(() => rmSync(data, { recursive: true, force: true }))

const configOf = (env: Record<string, string> = {}) => readConfig({ SHELFTALKER_DATA: data, ...env })
const textOf = (findings: Finding | Finding[]) => [findings].flat().flatMap(linesOf).join('\n')

describe('on a database', () => {
  let database: TestDatabase
  let client: pg.Client
  let patient: Patient
  before(async () => {
    database = await testDatabase()
    client = new pg.Client(database.ownerConfig)
    await client.connect()
    patient = { runs: null, exists: true, client, asOwner: true, appRole: APP_ROLE, why: null, close: async () => {} }
    const secret = makeVault(KEY).seal({ password: 'x' }, 'connection:00000000-0000-7000-8000-000000000003')
    await client.query(`
      insert into library (id, handle, name, zone) values ('00000000-0000-7000-8000-000000000001', 'harbor', 'Harbor', 'UTC');
      insert into channel (library_id, id, network, name, manual, created_at)
        values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000003', 'memory', 'Our account', false, now());
      insert into connection (library_id, channel_id, server, account_id, handle, secret, connected_at)
        values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000003', '', 'a', 'h', decode('${secret.toString('hex')}', 'hex'), now())`)
  })
  after(async () => {
    await client.end()
    await database[Symbol.asyncDispose]()
  })

  it('finds all well where it is', async () => {
    const findings = await checkDatabase(configOf(), patient)
    assert.deepEqual([...new Set(findings.map(({ mark }) => mark))], ['well'], textOf(findings))
  })

  it('finds a table that no policy guards', async () => {
    await client.query('create table leak (library_id uuid, id int, primary key (library_id, id))')
    assert.match(textOf(await checkDatabase(configOf(), patient)), /✗ Without row-level security: leak/)
    await client.query('drop table leak')
  })

  it('finds an app that connects as the owner', async () => {
    const findings = await checkDatabase(configOf(), { ...patient, appRole: database.ownerConfig.user })
    assert.match(textOf(findings), /✗ The app connects as \w+, which owns tables/)
  })

  it('finds a migration that is missing, and a database of a newer version', async () => {
    await client.query('begin')
    await client.query('delete from schema_migration where number = (select max(number) from schema_migration)')
    assert.match(textOf(await checkDatabase(configOf(), patient)), /! The database lacks 0/)
    await client.query(
      "insert into schema_migration (number, name, digest, took_ms) values (9999, '9999-later', 'x', 0)",
    )
    assert.match(textOf(await checkDatabase(configOf(), patient)), /✗ .*newer version/)
    await client.query('rollback')
  })

  it('says why a database does not answer', async () => {
    const findings = await checkDatabase(configOf(), { ...patient, client: null, why: 'connection refused' })
    assert.match(textOf(findings), /✗ The database does not answer: connection refused/)
  })

  it('tells a key that opens the sign-ins from one that does not, and one that is not there', async () => {
    const right = await checkKeys(configOf({ SHELFTALKER_KEY: KEY.toString('base64') }), client, true)
    assert.match(textOf(right), /✓ The encryption key opens the sign-ins of all 1 channels/)
    const other = await checkKeys(configOf({ SHELFTALKER_KEY: Buffer.alloc(32, 8).toString('base64') }), client, true)
    assert.match(textOf(other), /✗ The encryption key does not open the sign-ins of 1 of 1/)
    assert.match(textOf(await checkKeys(configOf(), client, true)), /✗ There is no encryption key in/)
    assert.deepEqual(readdirSync(data), [], 'a doctor makes no key')
  })

  it('tells a copied database by its id', async () => {
    const config = readConfig({
      SHELFTALKER_DATA: mkdtempSync(join(data, 'copy-')),
      SHELFTALKER_KEY: KEY.toString('base64'),
    })
    rememberInstallation(config, '00000000-0000-7000-8000-000000000009')
    assert.match(textOf(await checkKeys(config, client, true)), /! The key folder belongs to another database/)
  })

  it('tells that sending is held, who must sign in, and how many deliveries need somebody', async () => {
    await client.query('begin')
    await client.query(`
      update installation set sending_held_reason = 'restored', sending_held_at = now(), sending_held_detail = 'from the backup of May';
      update connection set state = 'sign-in-again';
      insert into delivery (library_id, channel_id, state, due_at, payload, payload_digest, key, created_at, updated_at)
        select library_id, id, 'held', now(), '{}', 'd', 'k', now(), now() from channel`)
    const text = textOf(await checkStanding(client, true))
    assert.match(text, /! Sending is held since .*restored from a backup \(from the backup of May\)/)
    assert.match(text, /! Our account of Harbor must be signed in again/)
    assert.match(text, /! 1 delivery needs somebody \(held: 1\)/)
    assert.match(textOf(await checkStanding(client, false)), /only DATABASE_OWNER_URL sees all libraries/)
    await client.query('rollback')
    assert.equal(textOf(await checkStanding(client, true)), '✓ Sending goes on\n✓ No delivery needs somebody')
  })
})

describe('around it', () => {
  it('a check that fails is told, and stops nothing', async () => {
    const found = await look('The moon', () => Promise.reject(new Error('too far')))
    assert.match(textOf(found), /✗ The moon could not be checked: too far/)
  })

  it('a mail server: one that takes letters, one that refuses the password (which is not repeated), none', async () => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      onAuth: ({ password }, _session, done) => done(password === 'right' ? null : new Error('no'), { user: 'x' }),
    })
    const port = await listening(server.server)
    const at = (password: string) => configOf({ SMTP_URL: `smtp://user:${password}@127.0.0.1:${port}` })
    assert.match(textOf(await checkMail(at('right'))), /✓ The mail server 127\.0\.0\.1:\d+ takes our letters/)
    const refused = textOf(await checkMail(at('wrong-secret')))
    assert.match(refused, /✗ .*EAUTH[\s\S]*user and password/)
    assert.ok(!refused.includes('wrong-secret'))
    await new Promise<void>((done) => server.close(done))
    assert.match(textOf(await checkMail(at('right'))), /✗ .*does not take our letters/)
    assert.match(textOf(await checkMail(configOf())), /! No mail server is set/)
  })

  it('a port that is free, one that another program has, and our own', async () => {
    const other = createServer()
    const port = await listening(other)
    const config = configOf({ SHELFTALKER_PORT: String(port) })
    assert.match(textOf(await checkPort(config, null)), /✗ Port \d+ is taken by another program/)
    assert.match(textOf(await checkPort(config, 4711)), /✓ Shelftalker is running \(process 4711\)/)
    await new Promise((done) => other.close(done))
    assert.match(textOf(await checkPort(config, null)), /✓ .* is free/)
  })

  it('settings that surprise: no public address, one without TLS, guarded hosts let through', () => {
    assert.match(textOf(checkSettings(configOf())), /! SHELFTALKER_PUBLIC_URL is not set/)
    assert.match(textOf(checkSettings(configOf({ SHELFTALKER_PUBLIC_URL: 'http://social.example' }))), /✗ .*not https/)
    assert.match(textOf(checkSettings(configOf({ SHELFTALKER_ALLOW_HOSTS: '10.0.0.1:80' }))), /! Private addresses/)
    const good = { SHELFTALKER_PUBLIC_URL: 'https://social.example', SHELFTALKER_TRUST_PROXY: 'yes' }
    assert.equal(textOf(checkSettings(configOf(good))), '✓ The public address is https://social.example')
  })

  it('a data folder that is missing, and a key folder that is open to others', () => {
    assert.match(textOf(checkFolder(configOf({ SHELFTALKER_DATA: join(data, 'nowhere') }))), /! .* does not exist yet/)
    const open = mkdtempSync(join(data, 'open-'))
    mkdirSync(join(open, 'keys'))
    chmodSync(join(open, 'keys'), 0o755)
    assert.match(textOf(checkFolder(configOf({ SHELFTALKER_DATA: open }))), /✗ .*keys is open to other users/)
  })

  it('a store that cannot be written', async () => {
    const folder = mkdtempSync(join(data, 'store-'))
    writeFileSync(join(folder, 'files'), 'in the way')
    assert.match(textOf(await checkFiles(configOf({ SHELFTALKER_DATA: folder }), true)), /✗ Files cannot be stored in/)
  })

  it('packages that are not the ones of the lockfile, and pages that are not built', () => {
    const root = mkdtempSync(join(data, 'clone-'))
    mkdirSync(join(root, 'node_modules/.cache/shelftalker'), { recursive: true })
    writeFileSync(join(root, 'package-lock.json'), '{}')
    writeFileSync(join(root, 'node_modules/.cache/shelftalker/installed'), 'another production')
    const text = textOf(checkProgram(root))
    assert.match(text, /✗ The installed packages are not the ones of this version/)
    assert.match(text, /✗ The web pages are not built/)
  })
})

const listening = (server: import('node:net').Server): Promise<number> =>
  new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port))
  })
