import assert from 'node:assert/strict'
import { test } from 'node:test'
import { facebookFacts } from '@shelftalker/networks/facebook/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import type { Trouble } from '@shelftalker/networks/port.ts'
import type { ChannelState } from '#db/schema/channels.ts'
import { canMove, claimOf, pauseOf, shownState } from './channel.rules.ts'
import { connectProblem, stateAfter } from './trouble.rules.ts'

const move = (from: ChannelState, to: ChannelState, more: { usable?: boolean; live?: number } = {}) =>
  canMove({ from, to, usable: true, standing: 'ours', live: 0, ...more })

test('a channel goes from idea to active and can be taken up again after it was retired', () => {
  for (const [from, to] of [
    ['idea', 'launching'],
    ['launching', 'idea'],
    ['launching', 'active'],
    ['active', 'paused'],
    ['paused', 'active'],
    ['active', 'retired'],
    ['retired', 'launching'],
  ] as const)
    assert.equal(move(from, to).ok, true, `${from} → ${to}`)
})

test('a channel does not jump: what is retired is not active at once, what is active is no idea', () => {
  for (const [from, to] of [
    ['retired', 'active'],
    ['active', 'idea'],
    ['idea', 'paused'],
  ] as const) {
    const found = move(from, to)
    assert.equal(!found.ok && found.code, 'not-from-here', `${from} → ${to}`)
  }
})

test('nothing becomes active without a way to post, or when it is not ours', () => {
  const bare = move('launching', 'active', { usable: false })
  assert.equal(!bare.ok && bare.code, 'not-connected')
  const foreign = canMove({ from: 'idea', to: 'active', usable: true, standing: 'not-ours', live: 0 })
  assert.equal(!foreign.ok && foreign.code, 'not-ours')
})

test('a channel is not retired over posts that may still go out', () => {
  const found = move('active', 'retired', { live: 2 })
  assert.equal(!found.ok && found.code, 'live-deliveries')
  assert.match(found.ok ? '' : found.message, /2 posts are/)
})

test('a pause is over when its end has passed, without anybody doing it', () => {
  const at = new Date('2027-03-01T10:00:00Z')
  const row = { paused_reason: 'Water', paused_until: new Date('2027-03-01T12:00:00Z'), paused_at: at }
  const during = pauseOf(row, new Date('2027-03-01T11:59:59Z'))
  assert.equal(shownState('active', during), 'paused')
  assert.equal(pauseOf(row, row.paused_until), null)
  assert.ok(pauseOf({ ...row, paused_until: null }, new Date('2099-01-01T00:00:00Z')))
  assert.equal(shownState('retired', during), 'retired')
})

test('a DID is one account on every server; another id is one on its own', () => {
  assert.deepEqual(claimOf({ server: 'https://pds.example', id: 'did:plc:abc' }), {
    server: '',
    account_id: 'did:plc:abc',
  })
  assert.equal(claimOf({ server: 'https://a.example', id: '1' }).server, 'https://a.example')
})

const troubles: Trouble[] = [
  { kind: 'sign-in-again' },
  { kind: 'not-allowed', reason: 'no right to write' },
  { kind: 'refused', reason: 'no', field: 'somewhere' },
  { kind: 'too-fast', retryAt: new Date('2027-01-01T00:00:00Z') },
  { kind: 'quota-spent', until: new Date('2027-01-01T00:00:00Z') },
  { kind: 'gone', what: 'account' },
  { kind: 'down', reason: 'does not answer' },
  { kind: 'garbled', reason: 'not JSON' },
  { kind: 'unknown', reason: 'the connection broke' },
]

test('every trouble names a field that the person sees, or none', () => {
  const paths = new Set(['', 'connection.server', 'connection.accessToken'])
  for (const trouble of troubles) {
    const problem = connectProblem(mastodonFacts, { trouble, sent: 'maybe', rejected: false })
    assert.equal(problem.kind, 'network-trouble')
    assert.ok(paths.has(problem.fields[0]!.path), `${trouble.kind}: ${problem.fields[0]!.path}`)
  }
  assert.equal(
    connectProblem(facebookFacts, { trouble: troubles[0]!, sent: 'none', rejected: false }).fields[0]!.path,
    '',
  )
})

test('a check asks for a new sign-in only where a person can mend it there', () => {
  const states = Object.fromEntries(troubles.map((one) => [one.kind, stateAfter(one).state]))
  assert.deepEqual(states, {
    'sign-in-again': 'sign-in-again',
    'not-allowed': 'sign-in-again',
    gone: 'sign-in-again',
    refused: 'unreachable',
    'too-fast': 'unreachable',
    'quota-spent': 'unreachable',
    down: 'unreachable',
    garbled: 'unreachable',
    unknown: 'unreachable',
  })
})
