import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import S3rver from 's3rver'
import { Secret } from '#app/secret.ts'
import { filesSuite, localFile, troubleOf } from './files.suite.ts'
import { s3Files } from './s3.ts'

const base = mkdtempSync(join(tmpdir(), 's3-'))
const LIBRARY = '01997000-0000-7000-8000-000000000003'
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(base, 's3'),
  configureBuckets: [{ name: 'shelf', configs: [] }],
})
let endpoint = ''
const bucketAt = (at: string, bucket = 'shelf') => ({
  endpoint: at,
  bucket,
  region: 'us-east-1',
  accessKey: 'S3RVER',
  secretKey: new Secret('S3RVER'),
})
const open = (at = endpoint, bucket = 'shelf', headMs?: number) =>
  s3Files(bucketAt(at, bucket), join(base, 'scratch'), headMs)

before(async () => {
  endpoint = `http://127.0.0.1:${(await server.run()).port}`
})
after(async () => {
  await server.close()
  rmSync(base, { recursive: true, force: true })
})

filesSuite(() => open())

test('an unknown key, a missing bucket and a server that is away fail the check with a reason', async () => {
  // The test server knows keys, but does not compute signatures of version 4.
  const wrong = s3Files({ ...bucketAt(endpoint), accessKey: 'NOBODY' }, join(base, 'scratch'))
  for (const files of [wrong, open(endpoint, 'nowhere'), open('http://127.0.0.1:1')]) {
    const answer = await files.check()
    assert.ok(!answer.ok && answer.reason.startsWith('S3 '), JSON.stringify(answer))
    assert.ok(!answer.ok && !answer.reason.includes('S3RVER'))
  }
})

test('a missing bucket is trouble, not a missing file', async () => {
  const files = open(endpoint, 'nowhere')
  const { key } = await localFile(files, Buffer.from('x'))
  await assert.rejects(files.read(LIBRARY, key), troubleOf('down'))
})

/** Runs `work` against a server of ours that answers as told. */
async function against(listener: RequestListener, work: (at: string) => Promise<void>): Promise<void> {
  const peer: Server = createServer(listener)
  await new Promise<void>((done) => peer.listen(0, '127.0.0.1', done))
  try {
    await work(`http://127.0.0.1:${(peer.address() as AddressInfo).port}`)
  } finally {
    peer.closeAllConnections()
    peer.close()
  }
}

test('a full store is told as full', async () => {
  const full: RequestListener = (request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(507).end('<Error><Code>XMinioStorageFull</Code></Error>'))
  }
  await against(full, async (at) => {
    const files = open(at)
    const { path, key } = await localFile(files, Buffer.from('no room'))
    await assert.rejects(files.put(LIBRARY, key, path, 'text/plain'), troubleOf('full'))
  })
})

test('the length and the digest are sent ahead of the bytes', async () => {
  const seen: Record<string, unknown>[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(request.headers)
    request.resume()
    request.on('end', () => response.end())
  }
  await against(listener, async (at) => {
    const files = open(at)
    const { path, key } = await localFile(files, Buffer.alloc(100_000, 7))
    await files.put(LIBRARY, key, path, 'image/png')
    assert.equal(seen[0]?.['content-length'], '100000')
    assert.equal(seen[0]?.['content-type'], 'image/png')
    assert.equal(`sha256-${seen[0]?.['x-amz-content-sha256']}`, key)
  })
})

test('a server that never answers is given up, and a redirect is not followed', async () => {
  await against(
    () => {},
    async (at) => assert.rejects(open(at, 'shelf', 50).exists(LIBRARY, `sha256-${'0'.repeat(64)}`), troubleOf('down')),
  )
  await against(
    (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    async (at) => assert.rejects(open(at).exists(LIBRARY, `sha256-${'0'.repeat(64)}`), troubleOf('down')),
  )
})
