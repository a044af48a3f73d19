import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedFields, contentOf, emptyContent, FIELDS, merge, same } from './content.ts'
import { mend } from './mend.ts'
import { postWith } from './testing.ts'

test('values are the same whatever the order of their keys, and a key without a value is none', () => {
  assert.ok(same({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2 }], a: 1, d: undefined }))
  assert.ok(!same([], {}))
  assert.ok(!same({ a: null }, { a: 0 }))
  assert.ok(!same(['one', 'two'], ['two', 'one']))
})

test('of a post only what is written is taken', () => {
  assert.deepEqual(Object.keys(contentOf(postWith(1, { text: 'One' }))), [...FIELDS])
  assert.deepEqual(changedFields(emptyContent(), { ...emptyContent(), text: 'One', options: { warning: 'Loud' } }), [
    'text',
    'options',
  ])
})

test('what only one of two changed is taken from that one; what both changed is named', () => {
  const base = { ...emptyContent(), text: 'One' }
  const merged = merge(base, { ...base, text: 'Mine', channels: ['a'] }, { ...base, text: 'Theirs', language: 'es' })
  assert.deepEqual(merged.clashes, ['text'])
  assert.deepEqual([merged.content.text, merged.content.channels, merged.content.language], ['Mine', ['a'], 'es'])
})

const fix = { fix: { text: '#WinterCoats' }, at: { start: 6, end: 18 }, field: 'text', values: { tag: '#wintercoats' } }

test('a proposal is put into the text that it is about, and nowhere else', () => {
  const mended = mend({ ...emptyContent(), text: 'Coats #wintercoats now' }, fix)
  assert.deepEqual(mended, { text: 'Coats #WinterCoats now' })
  const variants = [{ channel: 'a', language: null, title: null, text: 'Coats #wintercoats', options: {} }]
  const own = mend({ ...emptyContent(), variants }, { ...fix, field: 'variants.0.text' })
  assert.equal(own?.variants?.[0]?.text, 'Coats #WinterCoats')
})

test('a proposal for words that were typed over meanwhile is not offered', () => {
  assert.equal(mend({ ...emptyContent(), text: 'Warm coats #wintercoats' }, fix), null)
  assert.equal(mend({ ...emptyContent(), text: 'Coats' }, fix), null)
  assert.equal(mend({ ...emptyContent(), text: 'Coats #WinterCoats' }, { ...fix, values: {} }), null)
})
