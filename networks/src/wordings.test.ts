import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { blueskyFacts } from './bluesky/facts.ts'
import { facebookFacts } from './facebook/facts.ts'
import { mastodonFacts } from './mastodon/facts.ts'
import { partsOf, type Wordable, type Wording, wordingsOf } from './wordings.ts'

const variant = (given: Partial<Wordable['variants'][number]>) => ({
  channel: null,
  language: null,
  title: null,
  text: null,
  options: {},
  ...given,
})
const post = (variants: Wordable['variants']): Wordable => ({
  text: 'Own',
  language: 'en',
  options: { warning: 'cake' },
  variants,
})
const brief = (all: Wording[]) => all.map(({ language, written, text, field }) => [language, written, text, field])
const wording = (text: string, options: Wording['options'] = {}) => ({
  ...wordingsOf(post([]), 'a')[0]!,
  text,
  options,
})

describe('the wordings of a channel', () => {
  it('are the post’s own text where it has no variant', () => {
    assert.deepEqual(brief(wordingsOf(post([variant({ channel: 'b', text: 'B' })]), 'a')), [
      [null, 'en', 'Own', 'text'],
    ])
  })
  it('are its variants and nothing else where it has any', () => {
    assert.deepEqual(brief(wordingsOf(post([variant({ channel: 'a', language: 'es', text: 'Hola' })]), 'a')), [
      ['es', 'es', 'Hola', 'variants.0.text'],
    ])
  })
  it('take what they lack from their language, then from the post', () => {
    const all = [
      variant({ language: 'es', text: 'General', title: 'Título' }),
      variant({ channel: 'a', language: 'es' }),
      variant({ channel: 'a', language: 'fr', options: { warning: 'gâteau' } }),
    ]
    const found = wordingsOf(post(all), 'a')
    assert.deepEqual(brief(found), [
      ['es', 'es', 'General', 'variants.0.text'],
      ['fr', 'fr', 'Own', 'text'],
    ])
    assert.deepEqual(
      found.map(({ title }) => title),
      ['Título', null],
    )
    assert.deepEqual(
      found.map(({ options }) => options.warning),
      ['cake', 'gâteau'],
    )
  })
})

describe('the parts of a wording', () => {
  it('are broken where the person did, and further where that is too long', () => {
    const parts = partsOf(blueskyFacts, null, wording(`One\n---\n${'word '.repeat(100)}`))
    assert.equal(parts.length, 3)
    assert.equal(parts[0]!.text, 'One')
    assert.ok(parts.every(({ over }) => !over))
  })
  it('leave room for the content warning where it is counted', () => {
    const text = 'x '.repeat(250).trim()
    assert.equal(partsOf(mastodonFacts, null, wording(text)).length, 1)
    assert.equal(partsOf(mastodonFacts, null, wording(text, { warning: 'cake' })).length, 2)
    assert.equal(partsOf(blueskyFacts, null, wording('x'.repeat(300), { warning: 'cake' })).length, 1)
  })
  it('are one with paragraphs where a network has no threads', () => {
    assert.deepEqual(
      partsOf(facebookFacts, null, wording('One\n---\nTwo')).map(({ text }) => text),
      ['One\n\nTwo'],
    )
  })
  it('are never none', () => {
    assert.deepEqual(
      partsOf(mastodonFacts, null, wording(' \n---\n ')).map(({ text }) => text),
      [''],
    )
  })
  it('of a book are one that is too long', () => {
    const parts = partsOf(mastodonFacts, null, wording('word '.repeat(10_000)))
    assert.deepEqual(
      parts.map(({ over }) => over),
      [true],
    )
  })
})
