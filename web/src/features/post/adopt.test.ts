import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LikelyPost } from '#posts/types.ts'
import { becomes, shownOf } from './adopt.ts'

const open = (state: NonNullable<LikelyPost['open']>['state'], waitingFor: string | null = null) => ({
  state,
  waitingFor,
  dueAt: '2026-11-24T14:00:00.000Z',
})
const likely = (id: string): LikelyPost => ({
  id,
  title: id,
  branch: null,
  updatedAt: '2026-11-24T14:00:00.000Z',
  open: null,
})

test('what was asked of a person is settled by it, what was still to come is cancelled, and else nothing happens', () => {
  assert.equal(becomes(open('unknown')), 'settles')
  assert.equal(becomes(open('waiting', 'person')), 'settles')
  for (const state of ['scheduled', 'held', 'refused', 'preparing'] as const)
    assert.equal(becomes(open(state)), 'cancels', state)
  for (const waitingFor of ['network', 'sign-in', 'paused'])
    assert.equal(becomes(open('waiting', waitingFor)), 'cancels', waitingFor)
  assert.equal(becomes(null), 'free')
})

test('the likeliest six are shown, and the one that is chosen however far down it stands', () => {
  const all = Array.from({ length: 9 }, (_, at) => likely(`p${at}`))
  const ids = (chosen: string) => shownOf(all, chosen).map(({ id }) => id)
  assert.deepEqual(ids(''), ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'])
  assert.deepEqual(ids('p2'), ids(''))
  assert.deepEqual(ids('p8'), [...ids(''), 'p8'])
  assert.deepEqual(ids('of another search'), ids(''))
  assert.deepEqual(shownOf([], 'p1'), [])
})
