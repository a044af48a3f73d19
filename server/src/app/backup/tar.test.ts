import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Entry, entryOf, readTar, TarTrouble, writeTar } from './tar.ts'

const LONG = `files/00000000-0000-7000-8000-000000000001/sha256-${'ab'.repeat(32)}`
const AT = new Date('2026-05-01T09:00:00Z')

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items
}
async function tarOf(files: [string, Buffer][]): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of writeTar(each(files.map(([name, bytes]) => entryOf(name, bytes))), AT)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
async function contentOf(entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of entry.body) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const cut = (bytes: Buffer, size: number) =>
  each(Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)))

test('what was written is read again, in pieces of any size, and a body that nobody reads is skipped', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 1600 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 3000 }),
      async (bodies, size) => {
        const files = bodies.map((body, i): [string, Buffer] => [`tables/t/${i}.copy`, Buffer.from(body)])
        const read: [string, Buffer][] = []
        for await (const entry of readTar(cut(await tarOf(files), size)))
          if (!entry.name.endsWith('1.copy')) read.push([entry.name, await contentOf(entry)])
        assert.deepEqual(
          read,
          files.filter(([name]) => !name.endsWith('1.copy')),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('every system’s tar opens it, long names too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shelftalker-tar-'))
  try {
    writeFileSync(
      join(folder, 'a.tar'),
      await tarOf([
        ['README.txt', Buffer.from('read me')],
        [LONG, Buffer.alloc(600, 1)],
      ]),
    )
    execFileSync('tar', ['xf', 'a.tar'], { cwd: folder })
    assert.equal(readFileSync(join(folder, 'README.txt'), 'utf8'), 'read me')
    assert.deepEqual(readFileSync(join(folder, LONG)), Buffer.alloc(600, 1))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what is damaged, cut short or no plain file is told', async () => {
  const whole = await tarOf([['a', Buffer.from('x')]])
  const read = async (bytes: Buffer) => {
    for await (const entry of readTar(cut(bytes, 512))) await contentOf(entry)
  }
  const changed = (at: number) => {
    const copy = Buffer.from(whole)
    copy[at]! ^= 1
    return copy
  }
  await assert.rejects(read(changed(0)), TarTrouble)
  await assert.rejects(read(whole.subarray(0, 700)), /too early/)
  await assert.rejects(read(Buffer.alloc(0)), /too early/)
  const link = Buffer.from(whole)
  link[156] = '2'.charCodeAt(0)
  // The sum is put right, so that only the kind is wrong.
  link.write(`${(Number.parseInt(link.toString('latin1', 148, 154), 8) + 2).toString(8).padStart(6, '0')}\0 `, 148)
  await assert.rejects(read(link), /not a plain file/)
})

test('a body that is not as long as it said stops the writing', async () => {
  const lying: Entry = { ...entryOf('a', 'four'), bytes: 5 }
  await assert.rejects(Array.fromAsync(writeTar(each([lying]), AT)), /a has 4 bytes, and was to have 5/)
})
