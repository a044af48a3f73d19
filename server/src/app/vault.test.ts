/** What is sealed opens in its place with its key, and otherwise not at all. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { encryptionKey, keyFolder, knownInstallation, rememberInstallation } from './keys.ts'
import { Secret } from './secret.ts'
import { digestOf, makeVault, newToken, VaultTrouble } from './vault.ts'

const vault = makeVault(Buffer.alloc(32, 7))

describe('a secret', () => {
  it('of any shape comes back as it was, and twice sealed never looks the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (value, place) => {
        const plain = JSON.parse(JSON.stringify(value)) as Record<string, never>
        const [one, two] = [vault.seal(plain, place), vault.seal(plain, place)]
        assert.deepEqual(vault.open(one, place), plain)
        assert.notDeepEqual(one, two)
      }),
    )
  })

  it('opens nowhere but in its own place, and with no other key', () => {
    const sealed = vault.seal({ password: 'hunter2' }, 'connection:1')
    assert.throws(() => vault.open(sealed, 'connection:2'), VaultTrouble)
    assert.throws(() => makeVault(Buffer.alloc(32, 8)).open(sealed, 'connection:1'), VaultTrouble)
    assert.ok(!sealed.includes('hunter2'))
  })

  it('with any one bit turned, cut short or drawn out does not open, and says nothing of what it held', () => {
    const sealed = vault.seal({ password: 'hunter2' }, 'here')
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const damaged = Buffer.from(sealed)
        damaged[bit >> 3]! ^= 1 << (bit & 7)
        assert.throws(
          () => vault.open(damaged, 'here'),
          (error: Error) => error instanceof VaultTrouble && !/hunter2/.test(error.message),
        )
      }),
    )
    for (const length of [0, 1, 28, sealed.length - 1])
      assert.throws(() => vault.open(sealed.subarray(0, length), 'here'), VaultTrouble)
    assert.throws(() => vault.open(Buffer.concat([sealed, Buffer.from([0])]), 'here'), VaultTrouble)
  })

  it('is never printed, in whatever way it is put into words', () => {
    const secret = new Secret('hunter2')
    for (const said of [String(secret), `${secret}`, JSON.stringify({ secret }), secret.toString()])
      assert.doesNotMatch(said, /hunter2/)
    assert.equal(secret.reveal(), 'hunter2')
  })

  it('needs a key of 32 bytes', () => {
    for (const length of [0, 16, 31, 33]) assert.throws(() => makeVault(Buffer.alloc(length)), VaultTrouble)
  })
})

describe('a token of ours', () => {
  it('is long, made of letters that an address takes, never twice the same, and known by its digest alone', () => {
    const tokens = Array.from({ length: 500 }, newToken)
    assert.equal(new Set(tokens).size, 500)
    for (const token of tokens) assert.match(token, /^[\w-]{43}$/)
    assert.deepEqual(digestOf(tokens[0]!), digestOf(tokens[0]!))
    assert.notDeepEqual(digestOf(tokens[0]!), digestOf(tokens[1]!))
  })
})

describe('the key folder', () => {
  const inFolder = (work: (config: { data: string; key: Secret | null }) => void) => {
    const data = mkdtempSync(join(tmpdir(), 'shelftalker-keys-'))
    try {
      work({ data, key: null })
    } finally {
      rmSync(data, { recursive: true })
    }
  }

  it('makes a key once, readable by its owner alone, and gives the same one ever after', () =>
    inFolder((config) => {
      const key = encryptionKey(config)
      assert.equal(key.length, 32)
      assert.deepEqual(encryptionKey(config), key)
      assert.equal(statSync(keyFolder(config)).mode & 0o777, 0o700)
      assert.equal(statSync(join(keyFolder(config), 'encryption-key')).mode & 0o777, 0o600)
    }))

  it('with a broken key in it is left as it is and named: a new key would open nothing', () =>
    inFolder((config) => {
      encryptionKey(config)
      const file = join(keyFolder(config), 'encryption-key')
      writeFileSync(file, 'half a k')
      assert.throws(() => encryptionKey(config), new RegExp(`${file} does not hold a key of 32 bytes`))
      assert.equal(readFileSync(file, 'utf8'), 'half a k')
    }))

  it('is not asked where the settings hold the key', () =>
    inFolder((config) => {
      const given = Buffer.alloc(32, 3)
      assert.deepEqual(encryptionKey({ ...config, key: new Secret(given.toString('base64')) }), given)
      assert.throws(() => statSync(keyFolder(config)))
    }))

  it('remembers which installation it belongs to', () =>
    inFolder((config) => {
      assert.equal(knownInstallation(config), null)
      rememberInstallation(config, 'one')
      rememberInstallation(config, 'two')
      assert.equal(knownInstallation(config), 'two')
    }))
})
