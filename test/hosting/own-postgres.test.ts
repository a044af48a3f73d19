/** What docs/admin/several-processes.md says, done: roles from deploy/roles.sql, one process for the web, two that send. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { until } from '../../server/src/app/until.ts'
import type { Connection } from '../../server/src/db/embedded/connections.ts'
import { type Embedded, startEmbedded } from '../../server/src/db/embedded/start.ts'
import { asking, command, type Product, startProduct } from '../upgrade/product.ts'

const PASSWORDS = { owner_password: "owner's own", app_password: 'app/pass:word' }
/** The Postgres of the test has the product's usual roles already: these stand beside them. */
const other = (text: string) => text.replaceAll('shelftalker', 'hosted')

describe('on a Postgres of the host’s own', () => {
  const data = mkdtempSync(join(tmpdir(), 'shelftalker-hosted-'))
  chmodSync(data, 0o755)
  let postgres: Embedded
  let owner: string
  let app: string
  let ask: ReturnType<typeof asking>
  const processes: Product[] = []
  const env = (roles: string, more: Record<string, string> = {}) => ({
    SHELFTALKER_DATA: join(data, 'shared'),
    SHELFTALKER_KEY: Buffer.alloc(32, 3).toString('base64'),
    SHELFTALKER_ROLES: roles,
    DATABASE_URL: app,
    ...more,
  })

  before(async () => {
    const log = { info() {}, warn() {}, error() {} }
    postgres = await startEmbedded({ data, log, durable: false, onLost: () => {} })
    const superuser = new pg.Client(postgres.superuserConfig)
    await superuser.connect()
    // A statement at a time, as psql does: a database is not made within a transaction.
    for (const statement of statementsOf('roles.sql')) await superuser.query(statement)
    await superuser.end()
    owner = addressOf(postgres.superuserConfig, 'hosted_owner', PASSWORDS.owner_password)
    app = addressOf(postgres.superuserConfig, 'hosted_app', PASSWORDS.app_password)
  })
  after(async () => {
    for (const one of processes) await one.stop()
    await postgres?.stop()
    rmSync(data, { recursive: true, force: true })
  })

  it('a process without the owner’s address says what it lacks while the database is empty', async () => {
    await assert.rejects(startProduct(env('web')), /DATABASE_OWNER_URL: is needed to bring the database up to date/)
  })

  it('the first process brings the database up to date; those that send start after it with the app’s address alone', async () => {
    processes.push(await startProduct(env('web', { DATABASE_OWNER_URL: owner })))
    processes.push(await startProduct(env('worker')), await startProduct(env('worker')))
    assert.match(processes[0]!.printed(), /Brought the database up to date/)
    assert.doesNotMatch(processes[1]!.printed(), /Brought the database up to date/)
  })

  it('posts of the web go out by the processes that send, each once', async () => {
    const library = { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' }
    const person = { name: 'Ana', email: 'ana@harbor.example', password: randomBytes(12).toString('hex') }
    const at = processes[0]!.address
    const { apiKey } = await asking(at, '')<{ apiKey: string }>('POST', '/setup', { library, person })
    ask = asking(at, apiKey)
    const { items } = await ask<{ items: { id: string }[] }>('GET', '/channels')
    for (let n = 1; n <= 20; n++) {
      const post = await ask('POST', '/posts', { text: `Notice number ${n}.`, channels: [items[0]!.id] })
      await ask('POST', `/posts/${post.id}/submit`, { when: 'now' })
    }
    const out = async () =>
      (await ask<{ items: unknown[] }>('GET', '/deliveries?state=published&limit=50')).items.length
    await until(async () => (await out()) === 20)
    const feed = (await (await fetch(`${at}/harbor/feed.json`)).json()) as { items: { content_text: string }[] }
    const titles = feed.items.map((item) => item.content_text)
    assert.equal(new Set(titles).size, 20)
    assert.equal(titles.length, 20)
  })

  it('one that sends may be stopped; the other goes on', async () => {
    assert.equal(await processes.pop()!.stop(), 0)
    const { items } = await ask<{ items: { id: string }[] }>('GET', '/channels')
    const post = await ask('POST', '/posts', { text: 'After one has stopped.', channels: [items[0]!.id] })
    await ask('POST', `/posts/${post.id}/submit`, { when: 'now' })
    await until(async () => {
      const { items } = await ask<{ items: { state: string }[] }>('GET', `/deliveries?post=${post.id}`)
      return items[0]?.state === 'published'
    }, 30_000)
  })

  it('a backup needs the owner’s address, and with it holds everything', async () => {
    const to = join(data, 'backup.tar.gz')
    await assert.rejects(command(['backup', '--to', to], env('web')), /DATABASE_OWNER_URL/)
    const printed = await command(['backup', '--to', to], env('web', { DATABASE_OWNER_URL: owner }))
    assert.match(printed, /tables with \d+ rows/)
  })

  it('the doctor finds libraries kept apart by roles made this way', async () => {
    const printed = await command(['doctor'], env('web', { DATABASE_OWNER_URL: owner })).catch((error) => error.message)
    assert.match(printed, /✓ Libraries are kept apart by row-level security/)
    assert.match(printed, /✓ The database is up to date/)
  })
})

/** The statements of a psql script, its variables set in. */
function statementsOf(file: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8')
  assert.match(text, /\\getenv owner_password OWNER_PASSWORD/)
  return other(text)
    .replace(/^(--|\\).*$/gm, '')
    .replace(/:'(\w+)'/g, (_, name: keyof typeof PASSWORDS) => `'${PASSWORDS[name].replaceAll("'", "''")}'`)
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)
}

function addressOf({ host, port }: Connection, user: string, password: string): string {
  const query = new URLSearchParams({ host, port: String(port) })
  return `postgres://${user}:${encodeURIComponent(password)}@localhost/hosted?${query}`
}
