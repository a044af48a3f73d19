/** The web process itself is killed: at submit, in the middle of an upload, under an open live stream. Then it starts again on the same folder. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { until } from '../../server/src/app/until.ts'
import { findRunning } from '../../server/src/db/embedded/find-running.ts'
import type { Story } from './singles.ts'

const MAIN = join(import.meta.dirname, '../../server/src/main.ts')
const PATIENCE_MS = 60_000

interface Answer {
  status: number
  body: Record<string, unknown>
}
/** An installation in a folder of its own; the process may die and come again. */
class Installation implements AsyncDisposable {
  readonly data = mkdtempSync('/tmp/shelftalker-faults-web-')
  address = ''
  key = ''
  #child: ChildProcess | null = null

  constructor() {
    // Postgres' own account must reach it when we are root.
    chmodSync(this.data, 0o711)
  }

  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, 'start', '--data', this.data, '--port', '0'],
      {
        stdio: ['ignore', 'pipe', process.env.FAULTS_LOUD ? 'inherit' : 'ignore'],
      },
    )
    this.#child = child
    let said = ''
    child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await until(() => /is ready: (\S+)/.test(said) || child.exitCode !== null, PATIENCE_MS)
    const found = /is ready: (\S+)/.exec(said)
    if (!found) throw new Error(`it did not start: ${said}`)
    this.address = found[1]!
  }

  async setUp(): Promise<void> {
    const library = { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' }
    const person = { name: 'Ana', email: 'ana@harbor.example', password: 'four words are enough' }
    const { body } = await this.ask('POST', '/setup', { library, person })
    this.key = String(body.apiKey)
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: {
        ...(this.key && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  /** Signal 9; Postgres is left behind, as when the system's memory ran out. */
  async kill(): Promise<void> {
    const child = this.#child!
    child.kill('SIGKILL')
    await until(() => child.signalCode !== null || child.exitCode !== null, PATIENCE_MS)
  }

  /** As the owner of the tables, past the product. */
  async database(): Promise<pg.Client> {
    const found = findRunning(this.data)
    if (!found) throw new Error('its Postgres does not run')
    const client = new pg.Client(
      found.superuserConfig && { ...found.superuserConfig, database: found.ownerConfig.database },
    )
    client.on('error', () => {})
    await client.connect()
    return client
  }

  async count(sql: string): Promise<number> {
    const client = await this.database()
    return Number((await client.query(sql).finally(() => client.end())).rows[0].n)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await until(() => child.exitCode !== null || child.signalCode !== null, PATIENCE_MS)
    }
    rmSync(this.data, { recursive: true, force: true })
  }
}

async function installed<T>(work: (at: Installation) => Promise<T>): Promise<T> {
  await using at = new Installation()
  await at.start()
  await at.setUp()
  return await work(at)
}

const DELIVERIES = 'select count(*)::int as n from delivery'

const atSubmit = (): Promise<string> =>
  installed(async (at) => {
    const channels = ((await at.ask('GET', '/channels?limit=100')).body.items as { id: string }[]).map((one) => one.id)
    const post = await at.ask('POST', '/posts', { text: 'Story time is back.', channels })
    const submit = `/posts/${post.body.id}/submit`
    const when = { when: { date: '2031-03-14', time: '09:00', zone: 'America/New_York' } }
    const key = { 'idempotency-key': 'submit-once-and-only-once' }
    // Held in the middle of its transaction by a lock on the table that it writes to.
    const holder = await at.database()
    await holder.query('begin; lock table delivery in share mode')
    const lost = at.ask('POST', submit, when, key).then(
      () => 'answered',
      () => 'cut',
    )
    const waits =
      "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%insert into \"delivery\"%'"
    await until(async () => (await at.count(waits)) > 0, PATIENCE_MS)
    await at.kill()
    assert.equal(await lost, 'cut')
    await holder.query('rollback')
    await holder.end()
    await at.start()
    assert.equal(await at.count(DELIVERIES), 0, 'in the middle: absent as a whole')
    const first = await at.ask('POST', submit, when, key)
    assert.equal(first.status, 202, JSON.stringify(first.body))
    const made = await at.count(DELIVERIES)
    assert.equal(made, channels.length)
    await at.kill()
    await at.start()
    const again = await at.ask('POST', submit, when, key)
    assert.deepEqual([again.status, again.body], [first.status, first.body], 'the same key gets the same answer')
    assert.equal(await at.count(DELIVERIES), made)
    return 'killed inside its transaction: no delivery; asked again with the same key: done once; killed after that: the same key gets the first answer, nothing is made twice'
  })

const atUpload = (): Promise<string> =>
  installed(async (at) => {
    const form = request(`${at.address}/api/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${at.key}`, 'content-type': 'multipart/form-data; boundary=edge' },
    })
    form.on('error', () => {})
    form.write(
      '--edge\r\ncontent-disposition: form-data; name="file"; filename="picture.jpg"\r\ncontent-type: image/jpeg\r\n\r\n',
    )
    form.write(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(300_000, 7)]))
    await until(() => globSync(join(at.data, 'scratch/*')).length > 0, PATIENCE_MS)
    await at.kill()
    form.destroy()
    await at.start()
    assert.equal(await at.count('select count(*)::int as n from media_asset'), 0)
    assert.equal(globSync(join(at.data, 'files/*/*/*')).length, 0)
    const left = readdirSync(join(at.data, 'scratch')).length
    assert.ok(left <= 1)
    return 'no asset in the database and no file in the store; what was received lies in the scratch folder, which is swept a day later'
  })

/** Reads a live stream until `wanted` stands in it; answers the id of the last event. */
async function follow(
  at: Installation,
  wanted: string,
  last: string | null,
  then: () => Promise<unknown> = async () => {},
): Promise<string> {
  const gone = new AbortController()
  const response = await fetch(`${at.address}/api/v1/live`, {
    headers: { authorization: `Bearer ${at.key}`, ...(last !== null && { 'last-event-id': last }) },
    signal: gone.signal,
  })
  assert.equal(response.status, 200)
  let text = ''
  let id = ''
  const acting = then()
  for await (const chunk of response.body!) {
    text += new TextDecoder().decode(chunk)
    const found = text.split('\n\n').find((event) => event.includes(wanted))
    if (!found) continue
    id = /^id: (.+)$/m.exec(found)?.[1] ?? ''
    break
  }
  gone.abort()
  await acting
  return id
}

const atLiveStream = (): Promise<string> =>
  installed(async (at) => {
    const channel = (name: string) => at.ask('POST', '/channels', { network: 'facebook', name, manual: true })
    let first = ''
    const id = await follow(at, 'channel.created', null, async () => {
      first = String((await channel('Harbor on Facebook')).body.id)
    })
    assert.notEqual(first, '')
    await at.kill()
    await at.start()
    // Nobody listens while this happens.
    const second = String((await channel('Harbor on Facebook, again')).body.id)
    const after = await follow(at, second, id)
    assert.ok(Number(after) > Number(id))
    return 'what happened while nobody listened comes first after Last-Event-ID, and nothing before it comes again'
  })

export const webStories: Story[] = [
  { name: 'the web process is killed at submit', play: atSubmit },
  { name: 'the web process is killed in the middle of an upload', play: atUpload },
  { name: 'the web process is killed under a live stream', play: atLiveStream },
]
