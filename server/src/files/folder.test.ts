import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { filesSuite, localFile, troubleOf } from './files.suite.ts'
import { folderFiles } from './folder.ts'
import { sweepScratch } from './scratch.ts'

const base = mkdtempSync(join(tmpdir(), 'files-'))
after(() => rmSync(base, { recursive: true, force: true }))
const open = (name = 'store') => folderFiles(join(base, name), join(base, 'scratch'))
const LIBRARY = '01997000-0000-7000-8000-000000000003'

filesSuite(() => open())

test('nothing half-written stays when a put fails', async () => {
  const files = open('half')
  const { path, key } = await localFile(files, Buffer.from('never'))
  rmSync(path)
  await assert.rejects(files.put(LIBRARY, key, path, 'text/plain'), troubleOf('missing'))
  assert.deepEqual(readdirSync(join(base, 'half', LIBRARY, key.slice(7, 9))), [])
})

test('a store that cannot be written to says so when it is checked', async () => {
  writeFileSync(join(base, 'no-folder'), 'a file stands where the folder should be')
  const answer = await open('no-folder').check()
  assert.equal(answer.ok, false)
})

test('the scratch folder is closed to others and swept of what is old', async () => {
  const scratch = open().scratch()
  chmodSync(scratch, 0o700)
  const old = join(scratch, 'up-old')
  writeFileSync(old, 'x')
  writeFileSync(join(scratch, 'up-new'), 'x')
  utimesSync(old, new Date(0), new Date(0))
  assert.equal(await sweepScratch(scratch), 1)
  assert.ok(readdirSync(scratch).includes('up-new') && !readdirSync(scratch).includes('up-old'))
})

test('a full disk is told as full, and leaves nothing behind', async () => {
  // A limit on the size of files says EFBIG where a full disk says ENOSPC; it needs no rights.
  const script = `
    import { folderFiles } from ${JSON.stringify(new URL('./folder.ts', import.meta.url).href)}
    const files = folderFiles(${JSON.stringify(join(base, 'full'))}, ${JSON.stringify(join(base, 'scratch'))})
    const trouble = await files.put('${LIBRARY}', process.argv[1], process.argv[2], 'x').catch((error) => error)
    console.log(trouble?.name, trouble?.reason)`
  const { path, key } = await localFile(open(), Buffer.alloc(200_000, 1))
  // in units of 1024 bytes (bash) or 512 (sh): either way less than the file
  const ran = spawnSync('bash', [
    '-c',
    'ulimit -f 64; exec "$0" --input-type=module -e "$1" "$2" "$3"',
    process.execPath,
    script,
    key,
    path,
  ])
  assert.equal(ran.stdout.toString().trim(), 'FilesTrouble full', ran.stderr.toString())
  assert.deepEqual(readdirSync(join(base, 'full', LIBRARY, key.slice(7, 9))), [])
})

test('a disk that is really full is told as full', async (t) => {
  const disk = join(base, 'tmpfs')
  spawnSync('mkdir', ['-p', disk])
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
  if (mounted.status !== 0) return t.skip('mounting is not allowed here')
  try {
    const files = folderFiles(disk, join(base, 'scratch'))
    const { path, key } = await localFile(files, Buffer.alloc(200_000, 1))
    await assert.rejects(files.put(LIBRARY, key, path, 'text/plain'), troubleOf('full'))
    assert.deepEqual(readdirSync(join(disk, LIBRARY, key.slice(7, 9))), [])
  } finally {
    spawnSync('umount', [disk])
  }
})
