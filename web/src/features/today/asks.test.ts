import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askOf } from './asks.ts'

test('each state of a delivery that needs somebody asks its own question', () => {
  for (const state of ['unknown', 'refused', 'held', 'partly'] as const)
    assert.equal(askOf({ kind: 'delivery', state, waitingFor: null }), state)
  assert.equal(askOf({ kind: 'delivery', state: 'waiting', waitingFor: 'person' }), 'person')
  assert.equal(askOf({ kind: 'delivery', state: 'waiting', waitingFor: 'sign-in' }), 'sign-in')
})

test('a state without a question of its own is only shown', () => {
  assert.equal(askOf({ kind: 'delivery', state: 'waiting', waitingFor: 'network' }), 'other')
  assert.equal(askOf({ kind: 'delivery', state: 'releasing', waitingFor: null }), 'other')
  assert.equal(askOf({ kind: 'delivery', state: 'of-tomorrow', waitingFor: null }), 'other')
})

test('a channel or the whole sender asks as what it is', () => {
  assert.equal(askOf({ kind: 'channel', state: 'sign-in-again', waitingFor: null }), 'channel')
  assert.equal(askOf({ kind: 'sending', state: 'held', waitingFor: null }), 'sending')
})
