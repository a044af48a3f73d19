/** What is served besides the operations: the web app's files, health, totals for a monitor, the description of the interface. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { makeApp } from '#app/http/app.ts'
import { PROBLEM_KINDS } from '#app/http/problems.ts'
import { allOperations } from '#app/operations.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { docsPages } from './docs.ts'
import { healthPages } from './health.ts'
import { webPages } from './web.ts'

let house: TestHouse
let dist: string
before(async () => {
  house = await testHouse()
  const folder = mkdtempSync(join(tmpdir(), 'shelftalker-pages-'))
  dist = join(folder, 'dist')
  for (const part of ['assets', 'app/icons']) mkdirSync(join(dist, part), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  writeFileSync(join(dist, 'index.html'), `<!doctype html><title>App</title>${'x'.repeat(2_000)}`)
  writeFileSync(join(dist, 'assets/main-abc123.js'), `console.log(1)${' '.repeat(2_000)}`)
  writeFileSync(join(dist, 'assets/font-abc123.woff2'), Buffer.alloc(3_000, 7))
  writeFileSync(join(dist, 'app/service-worker.js'), 'self')
  writeFileSync(join(dist, 'app/icons/192.png'), 'png')
  writeFileSync(join(dist, 'manifest.webmanifest'), '{}')
})
after(async () => {
  rmSync(join(dist, '..'), { recursive: true })
  await house[Symbol.asyncDispose]()
})
const app = (pages = [webPages(dist), healthPages(house.deps), docsPages(allOperations())]) =>
  makeApp(house.deps, [], pages)
const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  Promise.resolve(app().request(path, { headers, ...init }))

describe('the web app’s files', () => {
  it('with a digest in their name live for ever; the page that names them is asked for each time', async () => {
    const script = await get('/assets/main-abc123.js')
    assert.deepEqual(
      [script.status, script.headers.get('content-type'), script.headers.get('cache-control')],
      [200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    )
    const page = await get('/app/harbor/calendar')
    assert.deepEqual([page.status, page.headers.get('cache-control')], [200, 'no-cache'])
    assert.match(page.headers.get('content-security-policy')!, /script-src 'self'/)
    assert.doesNotMatch(page.headers.get('content-security-policy')!, /unsafe/)
  })

  it('are packed where they are text and that is taken; a font is left as it is', async () => {
    const packed = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip, br' })
    assert.equal(packed.headers.get('content-encoding'), 'gzip')
    assert.match(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString(), /^console\.log/)
    const plain = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip;q=0' })
    assert.equal(plain.headers.get('content-encoding'), null)
    const font = await get('/assets/font-abc123.woff2', { 'accept-encoding': 'gzip' })
    assert.deepEqual([font.headers.get('content-encoding'), (await font.arrayBuffer()).byteLength], [null, 3_000])
  })

  it('lie in one folder: no way of writing an address leads out of it', async () => {
    for (const path of [
      '/assets/../../secret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/..\\..\\secret.txt',
      '/assets//etc/passwd',
      '/app/icons/../../../secret.txt',
      '/assets/\u0000',
    ]) {
      const answer = await get(path)
      assert.ok(answer.status === 404 || answer.status === 200, `${path} answered ${answer.status}`)
      const text = await answer.text()
      assert.doesNotMatch(text, /outside|root:/, path)
    }
    assert.equal((await get('/assets')).status, 404)
    assert.equal((await get('/assets/')).status, 404)
    assert.equal((await get('/assets/none-def456.js')).status, 404)
  })

  it('are read, not written: another method finds nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      assert.equal((await get('/app/harbor', {}, { method })).status, 404, method)
  })

  it('for a phone stand beside the libraries’ own addresses', async () => {
    const worker = await get('/app/service-worker.js')
    assert.deepEqual(
      [worker.headers.get('content-type'), await worker.text()],
      ['text/javascript; charset=utf-8', 'self'],
    )
    assert.ok(worker.headers.get('content-security-policy')!.includes("connect-src 'self'"))
    assert.equal((await get('/app/icons/192.png')).headers.get('content-type'), 'image/png')
    assert.equal((await get('/manifest.webmanifest')).headers.get('content-type'), 'application/manifest+json')
  })

  it('that were never built say so, instead of an empty page', async () => {
    const bare = makeApp(house.deps, [], [webPages(join(dist, 'nowhere'))])
    const answer = await bare.request('/app/harbor')
    assert.equal(answer.status, 503)
    assert.match(await answer.text(), /not built/)
  })

  it('begin at the root, which leads to them', async () => {
    const answer = await get('/')
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/app/'])
  })
})

describe('health', () => {
  const ready = async (deps = house.deps) => {
    const answer = await makeApp(deps, [], [healthPages(deps)]).request('/api/ready')
    return { status: answer.status, body: (await answer.json()) as Record<string, boolean> }
  }

  it('is ready where database, migrations and files are', async () => {
    assert.deepEqual(await ready(), {
      status: 200,
      body: { ready: true, database: true, migrations: true, files: true },
    })
  })

  it('is not, and says by what, where a migration lacks, the files cannot be written, or the database is away', async () => {
    const last = await house.database.rows(
      'delete from schema_migration where number = (select max(number) from schema_migration) returning number, name, digest, took_ms',
    )
    assert.deepEqual(await ready(), {
      status: 503,
      body: { ready: false, database: true, migrations: false, files: true },
    })
    await house.database.rows(
      'insert into schema_migration (number, name, digest, took_ms) values ($1, $2, $3, $4)',
      Object.values(last[0]!),
    )
    const files = { ...house.deps.files, check: async () => ({ ok: false as const, reason: 'full' }) }
    assert.deepEqual(await ready({ ...house.deps, files }), {
      status: 503,
      body: { ready: false, database: true, migrations: true, files: false },
    })
    const pool = { query: () => Promise.reject(new Error('connection refused')) } as never
    const away = { ...house.deps, database: { ...house.deps.database, pool } }
    assert.deepEqual(await ready(away), {
      status: 503,
      body: { ready: false, database: false, migrations: false, files: true },
    })
  })

  it('is alive without asking anybody', async () => {
    assert.deepEqual(await (await get('/api/health')).json(), { alive: true })
  })

  it('for a monitor is totals: no name, no id, no word of any library', async () => {
    const library = await house.library()
    const text = await (await get('/metrics')).text()
    assert.match(text, /^shelftalker_overdue_seconds 0$/m)
    assert.match(text, /^shelftalker_database_connections \d+$/m)
    for (const line of text.trim().split('\n'))
      assert.match(line, /^(# (HELP|TYPE) \S+ .+|shelftalker_[a-z_]+(\{state="[a-z]+"\})? \d+(\.\d+)?)$/)
    for (const secret of [library.library.handle, library.library.id, library.person]) assert.ok(!text.includes(secret))
  })
})

describe('the description of the interface', () => {
  it('lists every operation with what it needs, and every kind of problem has its page', async () => {
    const text = await (await get('/api/docs')).text()
    for (const op of allOperations()) assert.ok(text.includes(`<b>${op.id}</b>`), op.id)
    for (const [kind, { title }] of Object.entries(PROBLEM_KINDS)) {
      const page = await get(`/api/problems/${kind}`)
      assert.equal(page.status, 200)
      assert.ok((await page.text()).includes(title))
    }
    assert.equal((await get('/api/problems/none')).status, 404)
    assert.equal((await get('/api/problems/constructor')).status, 404)
  })
})
