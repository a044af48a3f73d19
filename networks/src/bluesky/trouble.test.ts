import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../port.ts'
import { troubleOf } from './trouble.ts'

const NOW = new Date('2026-11-24T09:00:00.000Z')
const call = { clock: () => NOW } as Call
const of = (status: number, error: string | null, message = '', headers: Record<string, string> = {}) =>
  troubleOf(call, { status, headers, error: error === null ? null : { error, message } })
const kindOf = (status: number, error: string | null, message?: string) => of(status, error, message).trouble.kind

test('each error of the lexicons tells what to do', () => {
  assert.equal(kindOf(400, 'ExpiredToken'), 'sign-in-again')
  assert.equal(kindOf(400, 'InvalidToken'), 'sign-in-again')
  assert.equal(kindOf(401, 'AuthenticationRequired'), 'sign-in-again')
  assert.equal(kindOf(401, 'AccountTakedown'), 'not-allowed')
  assert.equal(kindOf(401, 'AccountDeactivated'), 'not-allowed')
  assert.equal(kindOf(403, 'AccountNotFound'), 'gone')
  assert.equal(kindOf(400, 'RepoNotFound'), 'gone')
  assert.equal(kindOf(400, 'RecordNotFound'), 'gone')
  assert.equal(kindOf(403, 'Forbidden'), 'not-allowed')
  assert.equal(kindOf(400, 'InvalidRequest'), 'refused')
})

test('what was refused names its field where the message does', () => {
  const text = of(400, 'InvalidRequest', 'text is too big (maximum 300 graphemes)').trouble
  assert.deepEqual(text, { kind: 'refused', reason: 'text is too big (maximum 300 graphemes)', field: 'text' })
  const big = of(413, 'PayloadTooLarge', 'request entity too large').trouble
  assert.deepEqual(big, { kind: 'refused', reason: 'request entity too large', field: 'media' })
})

test('a named 4xx is a rejection; a 5xx and a stranger’s page prove nothing', () => {
  assert.equal(of(400, 'InvalidRequest').rejected, true)
  assert.equal(of(429, 'RateLimitExceeded').rejected, true)
  assert.equal(of(500, 'InternalServerError').rejected, false)
  assert.equal(of(502, null).rejected, false)
  assert.deepEqual([kindOf(403, null), of(403, null).rejected], ['garbled', false])
  assert.deepEqual([kindOf(302, null), of(302, null).rejected], ['garbled', false])
})

test('pictures that the server threw away are uploaded again, not refused', () => {
  assert.deepEqual([kindOf(400, 'BlobNotFound'), of(400, 'BlobNotFound').rejected], ['down', true])
})

test('the wait is the server’s own, in our time', () => {
  const wait = (headers: Record<string, string>) => {
    const { trouble } = of(429, 'RateLimitExceeded', '', headers)
    assert.ok(trouble.kind === 'too-fast')
    return trouble.retryAt.toISOString()
  }
  const reset = String(Date.parse('2026-11-24T09:12:00Z') / 1000)
  assert.equal(wait({ 'ratelimit-reset': reset }), '2026-11-24T09:12:00.000Z')
  assert.equal(wait({ 'ratelimit-reset': reset, date: NOW.toUTCString() }), '2026-11-24T09:12:00.000Z')
  // The server's clock is an hour behind ours: twelve minutes are left by its own.
  const later = String(Date.parse('2026-11-24T08:12:00Z') / 1000)
  assert.equal(wait({ 'ratelimit-reset': later, date: 'Tue, 24 Nov 2026 08:00:00 GMT' }), '2026-11-24T09:12:00.000Z')
  assert.equal(wait({ 'retry-after': '30' }), '2026-11-24T09:00:30.000Z')
  assert.equal(wait({}), '2026-11-24T09:05:00.000Z')
})
