/**
 * The steps of the Dockerfile, run in folders of this machine: what they would make is started as the image starts it.
 * The image itself is not built here: that needs its base image and a container engine.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parse } from 'yaml'
import { readConfig, SETTINGS } from '../../server/src/app/config.ts'
import { until } from '../../server/src/app/until.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
interface Line {
  word: string
  rest: string
}
const lines: Line[] = read('Dockerfile')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => ({ word: line.slice(0, line.indexOf(' ')), rest: line.slice(line.indexOf(' ') + 1) }))
const build = lines.slice(
  0,
  lines.findLastIndex(({ word }) => word === 'FROM'),
)
const image = lines.slice(build.length)

describe('the steps of the Dockerfile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shelftalker-image-'))
  const app = join(folder, 'app')
  const data = join(folder, 'data')
  before(() => {
    // Postgres' own account must reach both when we are root.
    chmodSync(folder, 0o755)
    mkdirSync(app)
    mkdirSync(data)
    for (const { word, rest } of build) {
      if (word === 'COPY') copy(rest, app)
      if (word === 'RUN') {
        const { status, stderr } = spawnSync('sh', ['-c', rest], { cwd: app, encoding: 'utf8' })
        assert.equal(status, 0, `RUN ${rest}\n${stderr}`)
      }
    }
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('leave the pages built, and no test tools, tests, data or history beside them', () => {
    assert.ok(existsSync(join(app, 'web/dist/index.html')))
    for (const absent of ['node_modules/typescript', 'node_modules/playwright-core', 'test', 'web/e2e', 'data', '.git'])
      assert.ok(!existsSync(join(app, absent)), absent)
  })

  it('leave what starts by the image’s own command, answers its health check, and ends by SIGTERM with nothing lost', async () => {
    const port = await freePort()
    const env = { ...process.env, ...envOf(image), NODE_TEST_CONTEXT: undefined, SHELFTALKER_DATA: data }
    const own = { ...env, SHELFTALKER_HOST: '127.0.0.1', SHELFTALKER_PORT: String(port) }
    const [program, ...args] = jsonOf('CMD')
    const child = spawn(program!, args, { cwd: app, env: own })
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    const ended = once(child, 'exit')
    try {
      await until(() => printed.includes('is ready') || child.exitCode !== null)
      assert.match(printed, /Shelftalker is ready/)
      // The check is written for the port within the container.
      const [node, ...check] = jsonOf('HEALTHCHECK').map((part) => part.replace(':3210', `:${port}`))
      assert.equal(spawnSync(node!, check, { cwd: app }).status, 0)
    } finally {
      child.kill('SIGTERM')
    }
    assert.deepEqual(await ended, [0, null])
    assert.ok(!existsSync(join(data, 'postgres/postmaster.pid')), 'its database was stopped with it')
    const [node, ...check] = jsonOf('HEALTHCHECK').map((part) => part.replace(':3210', `:${port}`))
    assert.notEqual(spawnSync(node!, check, { cwd: app }).status, 0, 'a check that cannot fail is none')
  })

  it('run as somebody who is not root, on a folder that is theirs', () => {
    const user = image.find(({ word }) => word === 'USER')?.rest
    assert.equal(user, 'node')
    assert.match(image.find(({ word }) => word === 'RUN')!.rest, /chown node:node \/data/)
    assert.equal(envOf(image).SHELFTALKER_DATA, '/data')
  })
})

describe('the compose files', () => {
  for (const file of ['compose.yaml', 'deploy/compose.postgres.yaml'])
    it(`${file} sets only what there is to set, and what it sets is valid`, () => {
      const { services } = parse(read(file), { merge: true }) as { services: Record<string, Service> }
      const known = new Set(SETTINGS.map(({ name }) => name))
      for (const [name, service] of Object.entries(services).filter(([, { build: ours }]) => ours)) {
        const env = Object.fromEntries(
          Object.entries(service.environment ?? {}).map(([key, value]) => [key, filled(value)]),
        )
        for (const key of Object.keys(env)) assert.ok(known.has(key), `${name}: ${key}`)
        const config = readConfig({ ...envOf(image), ...env })
        assert.ok(config.publicUrl?.startsWith('https://'))
        assert.ok(existsSync(join(ROOT, dirname(file), service.build ?? '', 'Dockerfile')), name)
        if (service.ports) assert.match(service.ports[0]!, /^127\.0\.0\.1:3210:3210$/, 'only the proxy reaches it')
      }
    })

  it('with a Postgres of its own exactly one process brings it up to date, and all share one key', () => {
    const { services } = parse(read('deploy/compose.postgres.yaml'), { merge: true }) as {
      services: Record<string, Service>
    }
    const ours = Object.values(services).filter(({ build: made }) => made)
    assert.equal(ours.filter(({ environment }) => environment?.DATABASE_OWNER_URL).length, 1)
    assert.ok(ours.every(({ environment }) => environment?.SHELFTALKER_KEY))
    const roles = services.database!.volumes!.find((volume) => volume.includes('/docker-entrypoint-initdb.d/'))!
    assert.ok(existsSync(join(ROOT, 'deploy', roles.split(':')[0]!)))
  })
})

describe('the systemd unit', () => {
  const unit = read('deploy/shelftalker.service')
  it('starts the program as the image does', () => {
    const start = /^ExecStart=(.+)$/m.exec(unit)![1]!
    assert.deepEqual(start.replace('/opt/shelftalker/', '').split(' '), jsonOf('CMD'))
  })
  it('is one that systemd reads without a complaint of its own', (t) => {
    const { status, error, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', join(ROOT, 'deploy/shelftalker.service')],
      {
        encoding: 'utf8',
      },
    )
    if (error) return t.skip('systemd-analyze is not on this machine')
    // Where it is not installed under /opt its program is missing, and that is all that may be said.
    const lines = stderr.split('\n').filter((line) => line && !line.includes('is not executable'))
    assert.deepEqual(
      lines.filter((line) => line.includes('shelftalker.service')),
      [],
      String(status),
    )
  })
})

interface Service {
  build?: string
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
}

/** `COPY a b to`: into the folder; what .dockerignore names stays behind. */
function copy(rest: string, app: string): void {
  const parts = rest.split(' ')
  const to = parts.pop()!
  if (parts.length === 1 && parts[0] === '.') {
    const ignored = read('.dockerignore').split('\n').filter(Boolean)
    const named = (path: string) =>
      ignored.some((one) => (one.startsWith('**/') ? path.split('/').includes(one.slice(3)) : path === one))
    cpSync(ROOT, app, { recursive: true, filter: (from) => !named(from.slice(ROOT.length + 1)) })
    return
  }
  for (const part of parts) cpSync(join(ROOT, part), join(app, to, part.split('/').at(-1)!), { recursive: true })
}

const envOf = (of: Line[]): Record<string, string> =>
  Object.fromEntries(
    of.filter(({ word }) => word === 'ENV').flatMap(({ rest }) => rest.split(' ').map((one) => one.split('='))),
  )

/** The JSON list at the end of an instruction. */
function jsonOf(word: string): string[] {
  const { rest } = image.find((line) => line.word === word)!
  return JSON.parse(rest.slice(rest.indexOf('[')))
}

/** A value with `${NAME:-default}` and `${NAME:?why}` filled in, as whoever follows the guide would. */
function filled(value: string): string {
  const given: Record<string, string> = {
    SHELFTALKER_PUBLIC_URL: 'https://social.library.example',
    SHELFTALKER_KEY: Buffer.alloc(32).toString('base64'),
    OWNER_PASSWORD: 'owner',
    APP_PASSWORD: 'app',
  }
  return value.replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_, name, how, rest) => given[name] ?? (how === '-' ? String(rest) : ''),
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
