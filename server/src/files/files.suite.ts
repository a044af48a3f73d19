/** What every store of files must do. Each driver's test runs it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import type { Files } from './port.ts'
import { FilesTrouble } from './port.ts'

const OURS = '01997000-0000-7000-8000-000000000001'
const OTHERS = '01997000-0000-7000-8000-000000000002'
export const troubleOf = (reason: FilesTrouble['reason']) => (error: unknown) =>
  error instanceof FilesTrouble && error.reason === reason

/** A finished local file with these bytes, and its key. */
export async function localFile(files: Files, bytes: Uint8Array): Promise<{ path: string; key: string }> {
  const path = join(files.scratch(), crypto.randomUUID())
  await writeFile(path, bytes)
  return { path, key: `sha256-${createHash('sha256').update(bytes).digest('hex')}` }
}

export function filesSuite(open: () => Files | Promise<Files>): void {
  test('what was put can be read, as a stream and whole', async () => {
    const files = await open()
    const bytes = Buffer.from('a picture, say')
    const { path, key } = await localFile(files, bytes)
    await files.put(OURS, key, path, 'image/png')
    assert.deepEqual(await buffer(await files.read(OURS, key)), bytes)
    assert.deepEqual(Buffer.from(await files.bytes(OURS, key)), bytes)
    assert.equal(await files.exists(OURS, key), true)
  })

  test('a file of some megabytes and an empty one come back unchanged', async () => {
    const files = await open()
    for (const bytes of [Buffer.alloc(3_000_001, 'shelf'), Buffer.alloc(0)]) {
      const { path, key } = await localFile(files, bytes)
      await files.put(OURS, key, path, 'application/octet-stream')
      assert.ok(bytes.equals(await buffer(await files.read(OURS, key))))
    }
  })

  test('a piece of a file is read without the rest, and of nobody else’s', async () => {
    const files = await open()
    const { path, key } = await localFile(files, Buffer.from('0123456789'))
    await files.put(OURS, key, path, 'video/mp4')
    assert.equal((await buffer(await files.read(OURS, key, { start: 3, end: 5 }))).toString(), '345')
    assert.equal((await buffer(await files.read(OURS, key, { start: 9, end: 9 }))).toString(), '9')
    assert.equal((await buffer(await files.read(OURS, key, { start: 0, end: 9 }))).length, 10)
    await assert.rejects(files.read(OTHERS, key, { start: 3, end: 5 }), troubleOf('missing'))
  })

  test('putting twice is putting once, also at the same time', async () => {
    const files = await open()
    const { path, key } = await localFile(files, Buffer.from('twice'))
    await Promise.all([1, 2, 3].map(() => files.put(OURS, key, path, 'text/plain')))
    await files.put(OURS, key, path, 'text/plain')
    assert.equal(Buffer.from(await files.bytes(OURS, key)).toString(), 'twice')
  })

  test('a library does not see the files of another', async () => {
    const files = await open()
    const { path, key } = await localFile(files, Buffer.from('ours'))
    await files.put(OURS, key, path, 'text/plain')
    assert.equal(await files.exists(OTHERS, key), false)
    await assert.rejects(files.read(OTHERS, key), troubleOf('missing'))
  })

  test('what is removed is missing, and may be removed again', async () => {
    const files = await open()
    const { path, key } = await localFile(files, Buffer.from('gone soon'))
    await files.put(OURS, key, path, 'text/plain')
    await files.remove(OURS, key)
    await files.remove(OURS, key)
    assert.equal(await files.exists(OURS, key), false)
    await assert.rejects(files.read(OURS, key), troubleOf('missing'))
    await assert.rejects(files.bytes(OURS, key), troubleOf('missing'))
  })

  test('a key that is no digest, or a library that is no id, reaches nothing', async () => {
    const files = await open()
    const { path, key } = await localFile(files, Buffer.from('climber'))
    for (const bad of ['../../etc/passwd', `${key}/..`, `sha256-${'../'.repeat(21)}x`, key.toUpperCase(), ''])
      for (const call of [
        files.put(OURS, bad, path, 'text/plain'),
        files.read(OURS, bad),
        files.bytes(OURS, bad),
        files.exists(OURS, bad),
        files.remove(OURS, bad),
      ])
        await assert.rejects(call, troubleOf('missing'), bad)
    await assert.rejects(files.put('../..', key, path, 'text/plain'), troubleOf('missing'))
  })

  test('the check writes, removes and answers ok', async () => {
    assert.deepEqual(await (await open()).check(), { ok: true })
  })
}
