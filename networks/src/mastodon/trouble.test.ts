import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Response } from '../http.ts'
import { garbled, troubleOf } from './trouble.ts'

const now = new Date('2026-11-24T09:00:00Z')
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Response => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, body: new TextEncoder().encode(text), cut: false, text: () => text }
}
const asked = (visible: boolean) => ({ visible, what: 'parent' as const, now, secrets: ['token-of-the-library'] })
const read = (status: number, body: unknown, visible = true, headers: Record<string, string> = {}) => {
  const { trouble, rejected } = troubleOf(answer(status, body, headers), asked(visible)).trouble
  return { ...trouble, rejected }
}

test('documented rejections say that the act did not happen', () => {
  assert.deepEqual(read(401, { error: 'x' }), { kind: 'sign-in-again', rejected: true })
  assert.deepEqual(read(403, { error: 'x' }), { kind: 'not-allowed', reason: 'x', rejected: true })
  assert.deepEqual(read(404, { error: 'x' }), { kind: 'gone', what: 'parent', rejected: true })
  assert.deepEqual(read(410, { error: 'x' }), { kind: 'gone', what: 'account', rejected: true })
  const long = { error: 'Validation failed: Text character limit of 500 exceeded' }
  assert.deepEqual(read(422, long), { kind: 'refused', reason: long.error, field: 'text', rejected: true })
})

test('all else after a visible call is unknown, and never a rejection', () => {
  const page = '<h1>Not yours</h1>'
  for (const [status, body] of [
    ...[200, 201, 302, 400, 401, 403, 404, 409, 418, 422, 500, 502, 503].map((code) => [code, page] as const),
    [400, { error: 'Duplicate idempotency key.' }],
    [500, { error: 'x' }],
    [503, { error: 'x' }],
    [200, {}],
  ] as const)
    assert.deepEqual([read(status, body).kind, read(status, body).rejected], ['unknown', false], String(status))
  assert.equal(garbled(answer(200, '{"id":'), asked(true)).trouble.trouble.kind, 'unknown')
})

test('the same after a call that shows nothing is down, refused or garbled', () => {
  assert.equal(read(503, '', false).kind, 'down')
  assert.equal(read(413, '<h1>Too large</h1>', false).kind, 'refused')
  assert.equal(read(400, { error: 'x' }, false).kind, 'refused')
  assert.equal(read(302, '', false).kind, 'garbled')
  assert.equal(garbled(answer(200, '{"id":'), asked(false)).trouble.trouble.kind, 'garbled')
})

test('a 429 names its time: the reset, the seconds or the date to wait, else one window', () => {
  const at = (headers: Record<string, string>) => {
    const { trouble, rejected } = troubleOf(answer(429, 'slow', headers), asked(true)).trouble
    assert.ok(trouble.kind === 'too-fast' && rejected)
    return trouble.retryAt.toISOString()
  }
  assert.equal(at({ 'x-ratelimit-reset': '2026-11-24T09:03:20.123Z' }), '2026-11-24T09:03:20.123Z')
  assert.equal(at({ 'retry-after': '90' }), '2026-11-24T09:01:30.000Z')
  assert.equal(at({ 'retry-after': 'Tue, 24 Nov 2026 09:02:00 GMT' }), '2026-11-24T09:02:00.000Z')
  assert.equal(at({}), '2026-11-24T09:05:00.000Z')
  assert.equal(at({ 'x-ratelimit-reset': 'soon' }), '2026-11-24T09:05:00.000Z')
})

test('a server that echoes the token does not bring it into reason or record', () => {
  const failure = troubleOf(answer(422, { error: 'bad token-of-the-library' }), asked(true))
  assert.equal(JSON.stringify(failure).includes('token-of-the-library'), false)
})
