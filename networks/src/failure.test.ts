import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed, fromHttpFailure, rawOf, redact, timeLeft } from './failure.ts'
import { HttpFailure, type Response } from './http.ts'
import type { Call } from './port.ts'

const response = (body: string, status = 200): Response => {
  const bytes = new TextEncoder().encode(body)
  return { status, headers: {}, body: bytes, cut: false, text: () => body }
}

test('secrets are taken out of JSON, forms, headers, and wherever a known one is echoed', () => {
  for (const text of [
    '{"access_token":"s3cret-value","scope":"read"}',
    '{"accessJwt": "s3cret-value"}',
    'client_secret=s3cret-value&grant_type=x',
    'Authorization: Bearer s3cret-value',
    'eyJhbGciOiJIUzI1NiJ9.s3cret-value.abc',
    'you sent s3cret-value, which I do not know',
  ])
    assert.equal(redact(text, ['s3cret-value']).includes('s3cret-value'), false, text)
  assert.equal(redact('{"access_token":"abcdefghi","scope":"read"}'), '{"access_token":"[removed]","scope":"read"}')
  assert.equal(redact('{"text":"Story hour at 10"}'), '{"text":"Story hour at 10"}')
})

test('a raw answer is cut to 16 KiB of bytes, after its secrets are gone', () => {
  const raw = rawOf(response('é'.repeat(20_000), 502), new Date('2026-11-24T09:00:00Z'))
  assert.equal(raw.status, 502)
  assert.equal(raw.at, '2026-11-24T09:00:00.000Z')
  assert.ok(new TextEncoder().encode(raw.body).length <= 16 * 1024 + 2)
  const edge = rawOf(response(`${'x'.repeat(16 * 1024 - 20)}"access_token":"abcdefghijkl"`), new Date())
  assert.equal(edge.body.includes('abcdef'), false)
})

test('a request that never left is down, a forbidden address is refused, and one that may have left is unknown', () => {
  assert.equal(fromHttpFailure(new HttpFailure('none', 'no-such-host', 'x')).trouble.kind, 'down')
  assert.equal(fromHttpFailure(new HttpFailure('none', 'forbidden-address', 'x')).trouble.kind, 'refused')
  const lost = fromHttpFailure(new HttpFailure('maybe', 'broken', 'x'))
  assert.deepEqual([lost.trouble.kind, lost.sent, lost.rejected], ['unknown', 'maybe', false])
  assert.throws(() => fromHttpFailure(new TypeError('a fault of ours')), TypeError)
})

test('the time left ends at the deadline', () => {
  const call = { deadline: new Date(5000), clock: () => new Date(4000) } as Call
  assert.equal(timeLeft(call), 1000)
  assert.equal(timeLeft(call, 200), 200)
  assert.ok(timeLeft({ ...call, clock: () => new Date(6000) }) <= 0)
})

test('a failed answer carries the trouble and what is known of the wire', () => {
  const answer = failed({ kind: 'sign-in-again' }, { sent: 'maybe', rejected: true })
  assert.deepEqual(answer, {
    ok: false,
    trouble: { trouble: { kind: 'sign-in-again' }, sent: 'maybe', rejected: true },
  })
})
