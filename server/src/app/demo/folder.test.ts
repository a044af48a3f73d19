import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { readConfig } from '#app/config.ts'
import { takeFolder } from './folder.ts'

const root = mkdtempSync(join(tmpdir(), 'shelftalker-folder-'))
after(() => rmSync(root, { recursive: true, force: true }))
const config = (name: string, more: Record<string, string> = {}) =>
  readConfig({ SHELFTALKER_DATA: join(root, name), ...more })

describe('the folder of a demonstration', () => {
  it('is made where there is none, and taken where it is empty', () => {
    mkdirSync(join(root, 'empty'))
    for (const name of ['new/and/deep', 'empty']) {
      takeFolder(config(name))
      assert.deepEqual(readdirSync(join(root, name)), ['demonstration'])
    }
  })
  it('is taken again when it is its own, whatever has come to lie in it', () => {
    takeFolder(config('again'))
    mkdirSync(join(root, 'again/postgres'))
    takeFolder(config('again'))
    assert.ok(existsSync(join(root, 'again/postgres')))
  })
  it('is never one that holds something else: nothing in it is touched', () => {
    mkdirSync(join(root, 'lived/keys'), { recursive: true })
    writeFileSync(join(root, 'lived/keys/encryption-key'), 'x')
    assert.throws(() => takeFolder(config('lived')), {
      name: 'ConfigTrouble',
      message: /^--data: .*lived holds something else/,
    })
    assert.deepEqual(readdirSync(join(root, 'lived')), ['keys'])
  })
  it('comes with a database and a store of its own: those of a library are refused by name', () => {
    const store = { S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'b', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 's' }
    assert.throws(() => takeFolder(config('s3', store)), { message: /^S3_ENDPOINT: must not be set/ })
    assert.throws(() => takeFolder(config('pg', { DATABASE_URL: 'postgres://app@db.example/library' })), {
      message: /^DATABASE_URL: must not be set/,
    })
    assert.equal(existsSync(join(root, 'pg')), false)
  })
})
