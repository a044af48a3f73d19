import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askOf } from './asks.ts'

test('each state of a delivery that needs somebody asks its own question', () => {
  for (const state of ['unknown', 'refused', 'held', 'partly'] as const)
    assert.equal(askOf({ kind: 'delivery', state, waitingFor: null, reason: null }), state)
  assert.equal(askOf({ kind: 'delivery', state: 'waiting', waitingFor: 'person', reason: null }), 'person')
  assert.equal(askOf({ kind: 'delivery', state: 'waiting', waitingFor: 'sign-in', reason: null }), 'sign-in')
})

test('what is held because it is of no use any more is not asked to be given a time', () => {
  const held = { kind: 'delivery', state: 'held', waitingFor: null } as const
  assert.equal(askOf({ ...held, reason: 'no-use-after' }), 'spent')
  assert.equal(askOf({ ...held, reason: 'too-late' }), 'held')
})

test('a state without a question of its own is only shown', () => {
  assert.equal(askOf({ kind: 'delivery', state: 'waiting', waitingFor: 'network', reason: null }), 'other')
  assert.equal(askOf({ kind: 'delivery', state: 'releasing', waitingFor: null, reason: null }), 'other')
  assert.equal(askOf({ kind: 'delivery', state: 'of-tomorrow', waitingFor: null, reason: null }), 'other')
})

test('a channel or the whole sender asks as what it is', () => {
  assert.equal(askOf({ kind: 'channel', state: 'sign-in-again', waitingFor: null, reason: null }), 'channel')
  assert.equal(askOf({ kind: 'sending', state: 'held', waitingFor: null, reason: null }), 'sending')
})
