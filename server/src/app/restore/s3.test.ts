/** The drill with the files in a bucket: out of a folder into S3, and out of S3 into a folder again. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import S3rver from 's3rver'
import { openFiles } from '#files/open.ts'
import { backupFrom } from '../backup/backup.ts'
import { emptyPlace, KEY, type Lived, livedIn } from '../backup/testing.ts'
import { restore } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'shelftalker-s3-drill-'))
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(folder, 's3'),
  configureBuckets: [{ name: 'shelf', configs: [] }],
})
let settings: Record<string, string>
let lived: Lived
before(async () => {
  settings = {
    S3_ENDPOINT: `http://127.0.0.1:${(await server.run()).port}`,
    S3_BUCKET: 'shelf',
    S3_ACCESS_KEY: 'S3RVER',
    S3_SECRET_KEY: 'S3RVER',
  }
  lived = await livedIn()
})
after(async () => {
  await lived?.house[Symbol.asyncDispose]()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a restore with files in S3', () => {
  it('moves the pictures of a folder into the bucket, and back out of it into a folder, byte for byte', async () => {
    const { house, file } = lived
    const were = await house.deps.files.bytes(file.library, file.key)
    const first = join(folder, 'of-the-folder.tar.gz')
    await backupFrom(house.database.ownerConfig, house.deps.files, first)

    await using inBucket = await emptyPlace(KEY, settings)
    await restore(inBucket.config, house.deps.log, () => {}, first)
    const bucket = openFiles(inBucket.config)
    assert.ok(Buffer.from(were).equals(await bucket.bytes(file.library, file.key)))

    const second = join(folder, 'of-the-bucket.tar.gz')
    const { manifest } = await backupFrom(inBucket.database.ownerConfig, bucket, second)
    assert.deepEqual(manifest.missing, [])
    await using inFolder = await emptyPlace()
    await restore(inFolder.config, house.deps.log, () => {}, second)
    assert.ok(Buffer.from(were).equals(await openFiles(inFolder.config).bytes(file.library, file.key)))
  })

  it('says so where the bucket cannot be written, and leaves the database as empty as it was', async () => {
    const { house } = lived
    const from = join(folder, 'once-more.tar.gz')
    await backupFrom(house.database.ownerConfig, house.deps.files, from)
    await using place = await emptyPlace(KEY, { ...settings, S3_BUCKET: 'nowhere' })
    await assert.rejects(
      restore(place.config, house.deps.log, () => {}, from),
      /nowhere|bucket|S3/,
    )
    assert.deepEqual(await place.database.rows("select from pg_tables where schemaname = 'public'"), [])
  })
})
