/** Commands typed wrongly at a terminal: what stands there afterwards, and nothing else. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ConfigTrouble } from './config.ts'
import { sayTrouble } from './say-trouble.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = (t: { after(what: () => void): void }): string => {
  const made = mkdtempSync(join(tmpdir(), 'shelftalker-say-'))
  // Postgres' own account must pass through where the tests run as root.
  chmodSync(made, 0o755)
  t.after(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function type(...words: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const [code] = await once(child, 'close')
  return { code: code as number, said }
}
const noStack = (said: string) => assert.doesNotMatch(said, /\n\s+at |node:internal/, said)

test('an option that there is not is named in one line', async () => {
  const { code, said } = await type('start', '--prot', '80')
  assert.equal(code, 1)
  assert.match(said, /--prot/)
  assert.equal(said.trim().split('\n').length, 1, said)
})

test('an option without its value is named in one line', async () => {
  const { code, said } = await type('start', '--port')
  assert.equal(code, 1)
  assert.match(said, /--port/)
  noStack(said)
})

test('a command that there is not is named, with those that there are', async () => {
  const { code, said } = await type('strat')
  assert.equal(code, 1)
  assert.match(said, /strat is not a command|strat: is not a command/)
  noStack(said)
})

test('a data folder within a file is told as what it is', {
  skip: process.getuid?.() === 0 ? 'as root the way of Postgres’ account is looked at before' : false,
}, async (t) => {
  const file = join(folder(t), 'notes.txt')
  writeFileSync(file, 'mine')
  const { code, said } = await type('start', '--data', join(file, 'data'), '--port', '0')
  assert.equal(code, 1)
  assert.match(said, /notes\.txt.*: a part of it is a file and no folder/)
  noStack(said)
})

test('a folder that Postgres may not enter is told with the two ways out', {
  skip: process.getuid?.() === 0 ? false : 'only root gives Postgres to another account',
}, async (t) => {
  const closed = folder(t)
  chmodSync(closed, 0o700)
  const { code, said } = await type('start', '--data', join(closed, 'data'), '--port', '0')
  assert.equal(code, 1)
  assert.match(said, /chmod o\+x .*, or choose another folder with --data/)
  noStack(said)
})

test('a folder that a person without rights chose is told as what it is', {
  skip: process.getuid?.() === 0 ? 'root may write everywhere' : false,
}, async (t) => {
  const closed = folder(t)
  chmodSync(closed, 0o500)
  const { code, said } = await type('start', '--data', join(closed, 'data'), '--port', '0')
  assert.equal(code, 1)
  assert.match(said, /this user may not go there or write there/)
  noStack(said)
})

test('a key that is no key is told with its file, before anything is changed', async (t) => {
  const data = folder(t)
  mkdirSync(join(data, 'keys'), { mode: 0o700 })
  writeFileSync(join(data, 'keys/encryption-key'), 'c2hvcnQ=', { mode: 0o600 })
  const { code, said } = await type('start', '--data', data, '--port', '0')
  assert.equal(code, 1)
  assert.match(said, /encryption-key does not hold a key of 32 bytes/)
  noStack(said)
})

test('a port that is taken is all that is told about it, and the start leaves no lock', async (t) => {
  const data = folder(t)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as { port: number }
  const { code, said } = await type('start', '--data', data, '--port', String(port))
  assert.equal(code, 1)
  assert.match(said, new RegExp(`${port} is taken by another program`))
  assert.doesNotMatch(said, /"level":"error"/, said)
  noStack(said)
  const again = await type('start', '--data', data, '--port', String(port))
  assert.match(again.said, /is taken by another program/)
})

test('a fault of ours keeps its stack, and a system error that names no file too', () => {
  const fault = new TypeError('x is not a function')
  assert.equal(sayTrouble(fault), fault.stack)
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  assert.equal(sayTrouble(refused), refused.stack)
  assert.equal(sayTrouble('only words'), 'only words')
})

test('what was written for people is told as it stands', () => {
  const trouble = new ConfigTrouble('SHELFTALKER_PORT', 'must be a number')
  assert.equal(sayTrouble(trouble), trouble.message)
})

test('each trouble with a file names the file and what to do', () => {
  for (const code of ['EACCES', 'EROFS', 'ENOENT', 'ENOSPC', 'EISDIR', 'EEXIST']) {
    const said = sayTrouble(Object.assign(new Error('raw'), { code, path: '/srv/backups/a.tar.gz' }))
    assert.match(said, /^\/srv\/backups\/a\.tar\.gz: .+\. Choose another place/)
    assert.doesNotMatch(said, /raw/)
  }
})
