import assert from 'node:assert/strict'
import { it } from 'node:test'
import { storable, storableJson } from './storable.ts'

it('takes out what Postgres cannot keep, and nothing else', () => {
  assert.equal(storable('a\0b\ud800c 📚'), 'a\ufffdb\ufffdc 📚')
  assert.equal(storableJson({ body: '<\0>', status: 200, at: null }), '{"body":"<\ufffd>","status":200,"at":null}')
})
