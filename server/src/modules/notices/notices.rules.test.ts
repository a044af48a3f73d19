import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Member, noticeOf, recipientsOf } from './notices.rules.ts'

const member = (id: string, role: Member['role']): Member => ({
  id,
  email: `${id}@harbor.example`,
  language: 'en',
  role,
})
const members = [
  member('ana', 'member'),
  member('ben', 'manager'),
  member('cleo', 'administrator'),
  member('dee', 'director'),
]
const to = (kind: Parameters<typeof recipientsOf>[0], author: string | null, roleAddress: string | null = null) =>
  recipientsOf(kind, { author, roleAddress, members, language: 'de' }).map(
    ({ email, why }) => `${email.split('@')[0]} ${why}`,
  )

test('each state that waits for somebody has its notice, the others have none', () => {
  assert.equal(noticeOf('refused', null), 'delivery.refused')
  assert.equal(noticeOf('waiting', 'sign-in'), 'delivery.waiting-for-sign-in')
  assert.equal(noticeOf('waiting', 'person'), 'delivery.waiting-for-person')
  for (const waitingFor of ['network', 'paused', 'approval', 'part'] as const)
    assert.equal(noticeOf('waiting', waitingFor), null)
  for (const state of ['scheduled', 'preparing', 'releasing', 'published', 'cancelled'] as const)
    assert.equal(noticeOf(state, null), null)
})

test('what is grave goes to the author, the role address, and those who look after the channels', () => {
  assert.deepEqual(to('delivery.refused', 'ana', 'social@harbor.example'), [
    'ana author',
    'social role-address',
    'ben manager',
    'cleo manager',
  ])
})

test('posting by hand is the author’s and the role address’s; without them somebody still hears', () => {
  assert.deepEqual(to('delivery.waiting-for-person', 'ana', 'social@harbor.example'), [
    'ana author',
    'social role-address',
  ])
  assert.deepEqual(to('delivery.waiting-for-person', null), ['ben manager', 'cleo manager'])
})

test('an address gets one letter, and who left the library gets none', () => {
  assert.deepEqual(to('delivery.held', 'ben', 'Cleo@Harbor.example'), ['ben author', 'Cleo role-address'])
  assert.deepEqual(to('delivery.held', 'gone'), ['ben manager', 'cleo manager'])
})
