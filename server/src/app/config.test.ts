/** Settings as a host writes them: read, or refused by their own name, and a secret never in the refusal. */
import assert from 'node:assert/strict'
import { isAbsolute } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ConfigTrouble, readConfig, SETTINGS } from './config.ts'

describe('settings', () => {
  it('that are not given have the default that the guide prints', () => {
    const config = readConfig({})
    const { host, port, publicUrl, roles, database, key, smtp, s3, trustProxy, log, allowHosts } = config
    assert.deepEqual(
      { host, port, publicUrl, roles, database, key, smtp, s3, trustProxy, log, allowHosts },
      {
        host: '127.0.0.1',
        port: 3210,
        publicUrl: null,
        roles: { web: true, worker: true },
        database: null,
        key: null,
        smtp: null,
        s3: null,
        trustProxy: false,
        log: 'info',
        allowHosts: [],
      },
    )
    assert.ok(isAbsolute(config.data))
    assert.equal(config.uploadMaxBytes, 50 * 1024 * 1024)
  })

  it('that are empty are as if they were not given: a line of a file may stand there without a value', () => {
    assert.deepEqual(readConfig(Object.fromEntries(SETTINGS.map(({ name }) => [name, '']))), readConfig({}))
  })

  it('whatever stands in one of them: it is read, or refused by that name alone', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom(
        ' ',
        '0',
        '-1',
        '1e9',
        '0x50',
        'NaN',
        'http://',
        'https://[::1',
        'yes',
        'web,',
        ',',
        'a:b',
        'postgres:',
        '//x',
        '%',
        'smtp://%zz@x',
      ),
    )
    fc.assert(
      fc.property(fc.constantFrom(...SETTINGS.map(({ name }) => name)), odd, (name, value) => {
        try {
          readConfig({ [name]: value })
        } catch (error) {
          assert.ok(error instanceof ConfigTrouble, String(error))
          // Two settings that belong together name the one that is missing.
          const asks = { DATABASE_OWNER_URL: 'DATABASE_URL', S3_ENDPOINT: 'S3_BUCKET' }[name]
          assert.ok(error.variable === name || error.variable === asks, `${name} = ${value}: ${error.message}`)
        }
      }),
    )
  })

  it('that are secret stand in no refusal', () => {
    for (const { name, secret } of SETTINGS) {
      if (!secret) continue
      for (const value of ['hunter2', 'ftp://ana:hunter2@host', 'http://hunter2'])
        try {
          readConfig({ [name]: value })
        } catch (error) {
          assert.doesNotMatch((error as Error).message, /hunter2/, name)
        }
    }
  })

  it('that name an address drop the slash at its end, so that links have one and not two', () => {
    for (const given of [
      'https://social.library.example',
      'https://social.library.example/',
      'https://social.library.example//',
    ])
      assert.equal(readConfig({ SHELFTALKER_PUBLIC_URL: given }).publicUrl, 'https://social.library.example')
    assert.equal(
      readConfig({
        S3_ENDPOINT: 'https://s3.example/',
        S3_BUCKET: 'b',
        S3_ACCESS_KEY: 'a',
        S3_SECRET_KEY: 's',
      }).s3?.endpoint,
      'https://s3.example',
    )
    assert.equal(readConfig({ SHELFTALKER_PLC_URL: 'https://plc.example/path?x' }).plcUrl, 'https://plc.example')
  })

  it('for the parts of a process are one or both, in any order, with blanks', () => {
    for (const [given, roles] of [
      ['web', { web: true, worker: false }],
      [' worker ', { web: false, worker: true }],
      ['worker, web', { web: true, worker: true }],
    ] as const)
      assert.deepEqual(readConfig({ SHELFTALKER_ROLES: given }).roles, roles)
    for (const given of ['Web', 'web;worker', 'web,,worker'])
      assert.throws(() => readConfig({ SHELFTALKER_ROLES: given }), ConfigTrouble)
  })

  it('for guarded hosts take names, numbers and brackets, each with its port', () => {
    assert.deepEqual(readConfig({ SHELFTALKER_ALLOW_HOSTS: 'localhost:1, 127.0.0.1:25,[::1]:80,' }).allowHosts, [
      'localhost:1',
      '127.0.0.1:25',
      '[::1]:80',
    ])
    for (const given of ['localhost', '::1:80', 'a b:1', 'https://x:1', ':80'])
      assert.throws(() => readConfig({ SHELFTALKER_ALLOW_HOSTS: given }), ConfigTrouble, given)
  })

  it('for the largest file are in MiB and within reason', () => {
    assert.equal(readConfig({ SHELFTALKER_UPLOAD_MAX_MIB: '1.5' }).uploadMaxBytes, 1.5 * 1024 * 1024)
    for (const given of ['0', '-5', '5000', '50MB'])
      assert.throws(() => readConfig({ SHELFTALKER_UPLOAD_MAX_MIB: given }), ConfigTrouble, given)
  })

  it('of a database of one’s own are both roles of it, or the app’s alone', () => {
    const app = 'postgres://app:x@db.example/shelf'
    assert.equal(readConfig({ DATABASE_URL: app }).database?.owner, null)
    const both = readConfig({ DATABASE_URL: app, DATABASE_OWNER_URL: 'postgresql://owner:y@db.example/shelf' })
    assert.equal(both.database?.owner?.reveal(), 'postgresql://owner:y@db.example/shelf')
  })
})
