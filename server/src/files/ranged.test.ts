import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { localFile } from './files.suite.ts'
import { folderFiles } from './folder.ts'
import { pieceOf, rangedAnswer } from './ranged.ts'

const root = mkdtempSync(join(tmpdir(), 'ranged-'))
after(() => rmSync(root, { recursive: true, force: true }))
const files = folderFiles(join(root, 'files'), join(root, 'scratch'))
const OURS = '01997000-0000-7000-8000-000000000001'
const WORDS = '0123456789'

async function ask(headers: Record<string, string> = {}, method = 'GET') {
  const { path, key } = await localFile(files, Buffer.from(WORDS))
  await files.put(OURS, key, path, 'video/mp4')
  const kept = { digest: key, mime: 'video/mp4', bytes: 10 }
  const request = new Request('http://library.example/', { method, headers })
  return { key, answer: await rangedAnswer(request, files, OURS, kept, { 'cache-control': 'private' }) }
}

test('the whole is given with its length, its tag, and the word that pieces can be had', async () => {
  const { key, answer } = await ask()
  assert.equal(answer.status, 200)
  assert.equal(await answer.text(), WORDS)
  assert.equal(answer.headers.get('content-length'), '10')
  assert.equal(answer.headers.get('accept-ranges'), 'bytes')
  assert.equal(answer.headers.get('etag'), `"${key}"`)
  assert.equal(answer.headers.get('cache-control'), 'private')
})

test('a piece is given as 206 with its place in the whole', async () => {
  for (const [range, words, place] of [
    ['bytes=0-0', '0', '0-0'],
    ['bytes=3-5', '345', '3-5'],
    ['bytes=7-', '789', '7-9'],
    ['bytes=-4', '6789', '6-9'],
    ['bytes=8-400', '89', '8-9'],
    ['bytes=-400', WORDS, '0-9'],
  ] as const) {
    const { answer } = await ask({ range })
    assert.equal(answer.status, 206, range)
    assert.equal(await answer.text(), words, range)
    assert.equal(answer.headers.get('content-range'), `bytes ${place}/10`)
    assert.equal(answer.headers.get('content-length'), String(words.length))
  }
})

test('a piece that lies outside is 416 with the length', async () => {
  for (const range of ['bytes=10-', 'bytes=99-120', 'bytes=-0']) {
    const { answer } = await ask({ range })
    assert.equal(answer.status, 416, range)
    assert.equal(answer.headers.get('content-range'), 'bytes */10')
    assert.equal(await answer.text(), '')
  }
})

test('what cannot be read as one piece is answered with the whole', () => {
  for (const range of [
    null,
    '',
    'bytes=',
    'bytes=-',
    'items=0-3',
    'bytes=0-1,4-5',
    'bytes=5-3',
    'bytes=a-b',
    `bytes=${'9'.repeat(40)}-`,
  ])
    assert.equal(pieceOf(range, 10), null, String(range))
})

test('who has it already gets 304, and a piece of another file is not mixed in', async () => {
  const { key } = await ask()
  assert.equal((await ask({ 'if-none-match': `"${key}"` })).answer.status, 304)
  assert.equal((await ask({ range: 'bytes=0-1', 'if-range': '"sha256-other"' })).answer.status, 200)
  assert.equal((await ask({ range: 'bytes=0-1', 'if-range': `"${key}"` })).answer.status, 206)
})

test('a question for the head alone is answered without a body', async () => {
  const { answer } = await ask({ range: 'bytes=2-3' }, 'HEAD')
  assert.deepEqual([answer.status, answer.headers.get('content-length'), await answer.text()], [206, '2', ''])
})

test('a file whose bytes are gone is missing, not empty', async () => {
  const gone = { digest: `sha256-${'0'.repeat(64)}`, mime: 'video/mp4', bytes: 10 }
  await assert.rejects(rangedAnswer(new Request('http://library.example/'), files, OURS, gone, {}), /ENOENT|no such/)
})
