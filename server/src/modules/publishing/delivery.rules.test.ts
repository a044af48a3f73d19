import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Evidence, Failure } from '@shelftalker/networks/port.ts'
import {
  afterLookUp,
  afterTrouble,
  beforeSending,
  deedsIn,
  LOOK_UP_AFTER,
  type SendingFacts,
} from './delivery.rules.ts'

const at = (minutes: number) => new Date(Date.UTC(2027, 2, 14, 13) + minutes * 60_000)
const due = at(0)
const facts = (more: Partial<SendingFacts> = {}): SendingFacts => ({
  dueAt: due,
  noUseAfter: null,
  lateLimitMinutes: 60,
  libraryPaused: false,
  channelPaused: false,
  channelState: 'active',
  manual: false,
  connection: 'well',
  approved: true,
  urgent: false,
  ...more,
})

describe('before sending', () => {
  it('sends at the moment, prepares before it', () => {
    assert.deepEqual(beforeSending(facts(), at(0)), { go: 'send' })
    assert.deepEqual(beforeSending(facts(), at(-1)), { go: 'prepare' })
  })
  it('sends late by up to an hour, and then holds', () => {
    assert.deepEqual(beforeSending(facts(), at(60)), { go: 'send' })
    assert.deepEqual(beforeSending(facts(), new Date(at(60).getTime() + 1)), {
      next: { state: 'held', reason: 'too-late' },
    })
  })
  it('lets "no use after" win over everything', () => {
    assert.deepEqual(beforeSending(facts({ noUseAfter: at(0) }), at(0)), {
      next: { state: 'held', reason: 'no-use-after' },
    })
    assert.deepEqual(beforeSending(facts({ noUseAfter: at(-5), libraryPaused: true }), at(-1)), {
      next: { state: 'held', reason: 'no-use-after' },
    })
  })
  for (const [name, more, reason] of [
    ['the library is paused', { libraryPaused: true }, 'paused'],
    ['the channel is paused', { channelPaused: true }, 'channel-paused'],
    ['the channel is retired', { channelState: 'retired' }, 'channel-not-active'],
    ['the account is signed out', { connection: 'sign-in-again' }, 'sign-in'],
    ['there is no connection', { connection: 'none' }, 'not-connected'],
    ['it is not approved', { approved: false }, 'approval'],
  ] as const)
    it(`holds at once when ${name} at its moment, and only waits before it`, () => {
      assert.deepEqual(beforeSending(facts(more), at(0)), { next: { state: 'held', reason } })
      const before = beforeSending(facts(more), at(-1))
      assert.ok(
        'next' in before &&
          (before.next.state === 'waiting' || before.next.state === 'scheduled') &&
          before.next.nextAt?.getTime() === due.getTime(),
      )
    })
  it('lets what is urgent pass pause and approval, and nothing else', () => {
    const urgent = (more: Partial<SendingFacts>, minutes = 0) =>
      beforeSending(facts({ urgent: true, ...more }), at(minutes))
    for (const passed of [
      { libraryPaused: true },
      { channelPaused: true },
      { channelState: 'paused' },
      { approved: false },
      { libraryPaused: true, channelPaused: true, channelState: 'paused', approved: false },
    ])
      assert.deepEqual(urgent(passed), { go: 'send' })
    assert.deepEqual(urgent({ libraryPaused: true, manual: true }), { go: 'by-hand' })
    const held = (reason: string) => ({ next: { state: 'held', reason } })
    assert.deepEqual(urgent({ channelState: 'retired' }), held('channel-not-active'))
    assert.deepEqual(urgent({ connection: 'sign-in-again' }), held('sign-in'))
    assert.deepEqual(urgent({ connection: 'none', libraryPaused: true }), held('not-connected'))
    assert.deepEqual(urgent({ noUseAfter: at(0) }), held('no-use-after'))
    assert.deepEqual(urgent({ libraryPaused: true }, 61), held('too-late'))
  })
  it('hands a manual channel to a person at its moment, connected or not', () => {
    assert.deepEqual(beforeSending(facts({ manual: true, connection: 'none' }), at(0)), { go: 'by-hand' })
  })
})

const failure = (trouble: Failure['trouble'], sent: Failure['sent'], rejected = false): Failure => ({
  trouble,
  sent,
  rejected,
})
const down = { kind: 'down', reason: 'x' } as const
const ask = { tries: 0, visibilityLagMs: 0, dueAt: due }

describe('after a trouble', () => {
  const troubles: Failure['trouble'][] = [
    { kind: 'sign-in-again' },
    { kind: 'not-allowed', reason: 'x' },
    { kind: 'refused', reason: 'x' },
    { kind: 'too-fast', retryAt: at(9) },
    { kind: 'quota-spent', until: at(9) },
    { kind: 'gone', what: 'parent' },
    down,
    { kind: 'garbled', reason: 'x' },
    { kind: 'unknown', reason: 'x' },
  ]
  for (const trouble of troubles) {
    it(`is unknown when bytes may have left and nothing is documented: ${trouble.kind}`, () => {
      assert.equal(afterTrouble('release', failure(trouble, 'maybe'), ask, at(1)).state, 'unknown')
    })
    it(`is never unknown before the visible call: ${trouble.kind}`, () => {
      assert.notEqual(afterTrouble('prepare', failure(trouble, 'maybe'), ask, at(1)).state, 'unknown')
      assert.notEqual(afterTrouble('release', failure(trouble, 'none'), ask, at(1)).state, 'unknown')
    })
    it(`is never unknown when the network documents it as a rejection: ${trouble.kind}`, () => {
      assert.notEqual(afterTrouble('release', failure(trouble, 'maybe', true), ask, at(1)).state, 'unknown')
    })
  }
  it('obeys the time that the network names, exactly', () => {
    const next = afterTrouble('release', failure({ kind: 'too-fast', retryAt: at(7) }, 'maybe', true), ask, at(1))
    assert.deepEqual(next, { state: 'waiting', waitingFor: 'network', nextAt: at(7), reason: 'too-fast' })
  })
  it('waits longer from try to try', () => {
    const waits = [0, 1, 2, 3, 9].map(
      (tries) =>
        (
          afterTrouble('prepare', failure(down, 'none'), { ...ask, tries }, at(0)) as { nextAt: Date }
        ).nextAt.getTime() - at(0).getTime(),
    )
    assert.deepEqual(waits, [5_000, 15_000, 30_000, 60_000, 300_000])
  })
  it('waits for the sign-in before the moment and is held after it', () => {
    assert.equal(
      afterTrouble('prepare', failure({ kind: 'sign-in-again' }, 'maybe', true), ask, at(-1)).state,
      'waiting',
    )
    assert.equal(afterTrouble('prepare', failure({ kind: 'sign-in-again' }, 'maybe', true), ask, at(0)).state, 'held')
  })
})

describe('after a look-up', () => {
  const evidence = (more: Partial<Evidence> = {}): Evidence => ({
    class: 'list',
    harmlessForMs: 0,
    lookUpConclusive: true,
    visibilityLagMs: 60_000,
    ...more,
  })
  const looked = (more: Partial<Evidence> = {}, lookUps = 0) => ({
    evidence: evidence(more),
    lookUps,
    releasedAt: at(0),
    deadline: at(0.5),
  })
  const missing = { is: 'not-out' } as const

  it('is out when it was seen', () => {
    assert.deepEqual(
      afterLookUp({ is: 'out', remote: { id: '1', url: null, ref: {} }, publishedAt: null }, looked(), at(1)),
      { state: 'published' },
    )
  })
  it('is sent again only when a conclusive look-up finds nothing after deadline and lag', () => {
    assert.equal(afterLookUp(missing, looked(), at(1)).state, 'unknown')
    assert.equal(afterLookUp(missing, looked(), at(1.5)).state, 'scheduled')
    assert.equal(afterLookUp(missing, looked({ lookUpConclusive: false }), at(1.5)).state, 'unknown')
  })
  it('is sent again with a key only within the key’s time', () => {
    const key = { class: 'key', harmlessForMs: 50 * 60_000, lookUpConclusive: false } as const
    assert.equal(afterLookUp(missing, looked(key), at(10)).state, 'scheduled')
    assert.equal(afterLookUp(missing, looked(key), at(51)).state, 'unknown')
  })
  it('is never sent again while the network gives no answer, and ends with a person', () => {
    for (const found of [null, { is: 'cannot-tell', why: 'x' } as const]) {
      assert.equal(afterLookUp(found, looked(), at(30)).state, 'unknown')
      assert.deepEqual(
        (afterLookUp(found, looked({}, LOOK_UP_AFTER.length), at(30)) as { nextAt: Date | null }).nextAt,
        null,
      )
    }
  })
})

describe('what a person may do', () => {
  const row = {
    kind: 'post',
    waiting_for: null,
    removed_at: null,
    leased: false,
    manual: false,
    canEdit: true,
    canRemove: true,
  }
  it('nothing while it is going out, only settle while it is not confirmed', () => {
    assert.deepEqual(deedsIn({ ...row, state: 'releasing' }), [])
    assert.deepEqual(deedsIn({ ...row, state: 'unknown' }), ['settle'])
  })
  it('remove a thread that stopped only where the network takes posts back, or a person does', () => {
    const stopped = (more: { canRemove?: boolean; manual?: boolean }) =>
      deedsIn({ ...row, state: 'partly', canRemove: false, ...more })
    assert.deepEqual(stopped({ canRemove: true }), ['continue', 'leave', 'remove'])
    assert.deepEqual(stopped({ manual: true }), ['continue', 'leave', 'remove'])
    assert.deepEqual(stopped({}), ['continue', 'leave'])
  })
  it('edit and remove what is out, once', () => {
    assert.deepEqual(deedsIn({ ...row, state: 'published' }), ['edit', 'remove'])
    assert.deepEqual(deedsIn({ ...row, state: 'published', removed_at: at(0) }), [])
    assert.deepEqual(deedsIn({ ...row, state: 'published', canEdit: false }), ['remove'])
  })
})

it('what was made on the network itself can be neither edited nor removed from here', () => {
  const out = { kind: 'post', state: 'published', waiting_for: null, removed_at: null, leased: false } as const
  const can = { manual: false, canEdit: true, canRemove: true }
  assert.deepEqual(deedsIn({ ...out, ...can, origin: 'network' }), [])
  assert.deepEqual(deedsIn({ ...out, ...can, origin: 'app' }), ['edit', 'remove'])
})
