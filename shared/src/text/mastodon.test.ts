import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countGraphemes } from './graphemes.ts'
import { countMastodon } from './mastodon.ts'

test('a link counts 23 or what the server says, however long it is', () => {
  const long = `https://example.org/${'a'.repeat(200)}`
  assert.equal(countMastodon(`See ${long}`), 4 + 23)
  assert.equal(countMastodon('See https://a.org'), 4 + 23)
  assert.equal(countMastodon(`See ${long}`, 256), 4 + 256)
  assert.equal(countMastodon('See https://a.org', null), 17)
  assert.equal(countMastodon('a.org'), 5, 'a bare domain is only text there')
})

test('of a mention only the name counts', () => {
  assert.equal(countMastodon('@ana@library.example hello'), '@ana hello'.length)
  assert.equal(countMastodon('@ana hello'), '@ana hello'.length)
})

test('a family is one character, and a content warning is counted too', () => {
  assert.equal(countMastodon('👨‍👩‍👧‍👦 day'), 5)
  assert.equal(countMastodon('day', 23, 'spoiler'), 10)
})

test('without links and mentions it is the number of graphemes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !/[@:]/.test(text)),
      (text) => assert.equal(countMastodon(text), countGraphemes(text)),
    ),
  )
})
