import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Totals } from './book.ts'
import type { Fault } from './faults.ts'
import { keyAt } from './harness.ts'
import { startBlueskyContract } from './peer.ts'

const peer = await startBlueskyContract({ anyHandle: /\.test$/ })
const { did, accessJwt } = peer.accounts.signIn('harbor.test', 'abcd-efgh-ijkl-mnop')
after(() => peer.stop())
beforeEach(() => peer.faults.clear())

const POST = 'app.bsky.feed.post'
async function put(text: string, rkey = keyAt(new Date())) {
  const record = { $type: POST, text, createdAt: '2026-11-24T09:00:00.000Z' }
  const answer = await fetch(`${peer.url}/xrpc/com.atproto.repo.putRecord`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessJwt}`, 'content-type': 'application/json' },
    body: JSON.stringify({ repo: did, collection: POST, rkey, record, swapRecord: null }),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const door = async (path: string, body?: object) =>
  (await fetch(`${peer.url}${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {})).json()
const stands = (text: string) => [...peer.repos.of(did).records.values()].some((record) => record.value.text === text)

test('each fault does, or leaves undone, what its name says', async () => {
  const cases: [Fault['kind'], boolean, number | 'cut'][] = [
    ['hang-up-before', false, 'cut'],
    ['hang-up-after', true, 'cut'],
    ['error-before', false, 500],
    ['error-after', true, 500],
    ['garbage', true, 200],
    ['other-shape', true, 200],
    ['slow', true, 200],
    ['too-fast', false, 429],
    ['expired-token', false, 400],
    ['down', false, 502],
    ['proxy', false, 403],
  ]
  for (const [kind, done, status] of cases) {
    await door('/fault', { kind, ms: 1 })
    const answer = await put(kind).catch(() => 'cut' as const)
    assert.equal(answer === 'cut' ? 'cut' : answer.status, status, kind)
    assert.equal(stands(kind), done, kind)
    assert.equal((await put(`after ${kind}`)).status, 200, 'a fault is used up')
  }
})

test('a fault may be for one method, one account, or until it is cleared', async () => {
  await door('/fault', { kind: 'down', on: 'com.atproto.repo.getRecord' })
  await door('/fault', { kind: 'down', did: 'did:plc:somebodyelse' })
  assert.equal((await put('untouched')).status, 200)
  await door('/faults/clear', {})
  await door('/fault', { kind: 'down', on: '*', times: null })
  for (const _time of [1, 2, 3]) assert.equal((await put('down for long')).status, 502)
  await door('/faults/clear', {})
  assert.equal((await put('up again')).status, 200)
})

test('too fast says until when, and has no retry-after', async () => {
  await door('/fault', { kind: 'too-fast', resetAtS: 1_795_500_000 })
  const { headers } = await put('too fast')
  assert.equal(headers.get('ratelimit-reset'), '1795500000')
  assert.equal(headers.get('retry-after'), null)
})

test('the book knows what stands twice, what was brought back and what was repeated', async () => {
  await door('/book/clear', {})
  const before = ((await door('/totals')) as Totals).doubled
  const began = Date.now()
  const key = keyAt(new Date())
  await put('once', key)
  await put('once', key)
  assert.equal(((await door('/totals')) as Totals).doubled, before)
  await put('twice')
  await put('twice')
  peer.repos.of(did).delete({ collection: POST, rkey: key })
  await put('once', key)
  const { totals, receipts } = (await door('/book')) as {
    totals: Totals
    receipts: { receivedAt: number; acceptedAt: number }[]
  }
  assert.equal(totals.doubled, before + 1)
  assert.deepEqual([totals.asked, totals.accepted, totals.repeated, totals.broughtBack], [5, 4, 1, 1])
  for (const { receivedAt, acceptedAt } of receipts)
    assert.ok(receivedAt >= began - 1 && acceptedAt >= receivedAt && acceptedAt <= Date.now() + 1)
})

test('as a process it prints its address, takes any account of the pattern and ends with its parent', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, '--any-handle', '\\.test$'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { url } = JSON.parse(line)
  const signIn = (identifier: string, password: string) =>
    fetch(`${url}/xrpc/com.atproto.server.createSession`, {
      method: 'POST',
      body: JSON.stringify({ identifier, password }),
    })
  assert.equal((await signIn('anybody.test', 'abcd-efgh-ijkl-mnop')).status, 200)
  assert.equal(
    (await signIn('anybody.test', 'mnop-efgh-ijkl-abcd')).status,
    401,
    'the first app password is the account’s',
  )
  assert.equal((await signIn('anybody.example', 'abcd-efgh-ijkl-mnop')).status, 401)
  child.stdin.end()
  assert.equal((await gone)[0], 0)
})
