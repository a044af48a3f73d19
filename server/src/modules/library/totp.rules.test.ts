import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appAddress, base32, codeOf, readCode, stepAt, stepOf } from './totp.rules.ts'

/** RFC 6238 appendix B, SHA-1; its codes have eight digits, ours the last six of them. */
const SECRET = Buffer.from('12345678901234567890')
const VECTORS: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
]
const at = (seconds: number) => new Date(seconds * 1000)

describe('a one-time password', () => {
  for (const [seconds, code] of VECTORS)
    it(`is the standard’s at ${seconds} seconds`, () => {
      assert.equal(codeOf(SECRET, stepAt(at(seconds))), code.slice(-6))
    })

  it('is taken a step before and after its own, and no further', () => {
    const code = codeOf(SECRET, 1000)
    for (const [seconds, step] of [
      [999 * 30, 1000],
      [1000 * 30 + 29, 1000],
      [1001 * 30 + 29, 1000],
      [1002 * 30, null],
      [999 * 30 - 1, null],
    ] as const)
      assert.equal(stepOf(SECRET, code, at(seconds), 0), step, `at ${seconds}`)
  })

  it('is never taken at a step that was used, or before it', () => {
    const now = at(1000 * 30)
    assert.equal(stepOf(SECRET, codeOf(SECRET, 1000), now, 1000), null)
    assert.equal(stepOf(SECRET, codeOf(SECRET, 999), now, 1000), null)
    assert.equal(stepOf(SECRET, codeOf(SECRET, 1001), now, 1000), 1001)
  })

  it('keeps its zeros in front', () => {
    const codes = Array.from({ length: 300 }, (_, step) => codeOf(SECRET, step))
    assert.ok(codes.every((code) => /^\d{6}$/.test(code)))
    assert.ok(codes.some((code) => code.startsWith('0')))
  })
})

describe('the secret', () => {
  it('is written in base32 as RFC 4648 §10 shows, without padding', () => {
    const vectors = {
      '': '',
      f: 'MY',
      fo: 'MZXQ',
      foo: 'MZXW6',
      foob: 'MZXW6YQ',
      fooba: 'MZXW6YTB',
      foobar: 'MZXW6YTBOI',
    }
    for (const [plain, text] of Object.entries(vectors)) assert.equal(base32(Buffer.from(plain)), text)
  })

  it('stands in an address that an app can read, whatever the email holds', () => {
    const address = new URL(appAddress('MZXW6', 'ana+desk@harbor.example', 'social.library.example'))
    assert.equal(address.protocol, 'otpauth:')
    assert.equal(address.searchParams.get('secret'), 'MZXW6')
    assert.equal(address.searchParams.get('issuer'), 'Shelftalker social.library.example')
    assert.equal(
      decodeURIComponent(address.pathname).replace(/^\/*(totp\/)?/, ''),
      'Shelftalker social.library.example:ana+desk@harbor.example',
    )
    assert.ok(!address.search.includes('+'))
  })
})

describe('what is typed', () => {
  it('is a code of the app if it is six digits, however they are spaced', () => {
    for (const typed of ['123456', '123 456', ' 12-34-56 '])
      assert.deepEqual(readCode(typed), { kind: 'app', code: '123456' })
  })
  it('is else a recovery code, in small letters without dashes', () => {
    assert.deepEqual(readCode('ABCD-efgh-2345-mnop'), { kind: 'recovery', code: 'abcdefgh2345mnop' })
    assert.deepEqual(readCode('12345'), { kind: 'recovery', code: '12345' })
  })
})
