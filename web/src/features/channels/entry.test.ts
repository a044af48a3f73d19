import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf, differing, type Entry } from './entry.ts'

const base: Entry = { name: 'Facebook', standing: 'ours', roleAddress: '', handle: 'harbor', url: '' }

test('only what was changed is sent, so that another person’s change is not written back', () => {
  assert.deepEqual(changesOf(base, base, true), {})
  assert.deepEqual(changesOf(base, { ...base, name: 'Facebook page' }, true), { name: 'Facebook page' })
})

test('an address that is taken away becomes none, not an empty one', () => {
  const before = { ...base, roleAddress: 'social@harbor.example', url: 'https://facebook.example/harbor' }
  assert.deepEqual(changesOf(before, { ...before, roleAddress: ' ', url: '' }, true), { roleAddress: null, url: null })
})

test('what the network tells itself is never sent', () => {
  assert.deepEqual(changesOf(base, { ...base, handle: 'other', url: 'https://a.example' }, false), {})
})

test('a clash names the fields that differ', () => {
  assert.deepEqual(differing(base, { ...base, standing: 'reserved', roleAddress: 'a@b.example' }), [
    'standing',
    'roleAddress',
  ])
})
