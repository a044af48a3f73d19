import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyContent } from './content.ts'
import { choose, existing, failed, isUnsaved, newPost, next, reopened, saved, seen, typed } from './save-queue.ts'
import { postWith } from './testing.ts'

const key = () => 'key-1'
const begun = () => newPost({ ...emptyContent(), channels: ['bulletin'] })

test('nothing is sent before the first letter; then the post is made with all that stands there', () => {
  assert.equal(next(begun(), key), null)
  const step = next(typed(begun(), { text: 'C' }), key)
  assert.deepEqual(step?.request, {
    kind: 'create',
    key: 'key-1',
    body: { ...emptyContent(), channels: ['bulletin'], text: 'C' },
  })
})

test('a creation without an answer is repeated as it was, whatever was typed since', () => {
  const first = next(typed(begun(), { text: 'C' }), key)!
  const second = next(typed(failed(first.queue), { text: 'Coats' }), () => 'another')!
  assert.deepEqual(second.request, first.request)
  const after = saved(second.queue, postWith(1, { text: 'C', channels: ['bulletin'] }))
  assert.equal(after.local.text, 'Coats')
  assert.deepEqual(next(after, key)?.request, { kind: 'save', post: 'post-1', version: 1, change: { text: 'Coats' } })
})

test('one request at a time, and each names only what changed since the last answer', () => {
  const step = next(typed(existing(postWith(3, { text: 'One' })), { language: 'en' }), key)!
  assert.deepEqual(step.request, { kind: 'save', post: 'post-1', version: 3, change: { language: 'en' } })
  const meanwhile = typed(step.queue, { text: 'Two' })
  assert.equal(next(meanwhile, key), null)
  const after = saved(meanwhile, postWith(4, { text: 'One', language: 'en' }))
  assert.deepEqual(next(after, key)?.request, { kind: 'save', post: 'post-1', version: 4, change: { text: 'Two' } })
})

test('the server’s spelling of a value is taken over where nothing was typed meanwhile', () => {
  const step = next(typed(existing(postWith(1, {})), { noUseAfter: '2027-03-01T04:59:00Z' }), key)!
  const after = saved(step.queue, postWith(2, { noUseAfter: '2027-03-01T04:59:00.000Z' }))
  assert.equal(isUnsaved(after), false)
  assert.equal(after.local.noUseAfter, '2027-03-01T04:59:00.000Z')
})

test('what two people change in different places is joined, and sent on top of the newer version', () => {
  const mine = typed(existing(postWith(1, { text: 'One' })), { text: 'Mine' })
  const joined = seen(mine, postWith(2, { text: 'One', language: 'es' }))
  assert.equal(joined.clash, null)
  assert.equal(joined.local.language, 'es')
  assert.deepEqual(next(joined, key)?.request, { kind: 'save', post: 'post-1', version: 2, change: { text: 'Mine' } })
})

test('the same change by both is no clash, and an older or the same version is no news', () => {
  const mine = typed(existing(postWith(5, { text: 'One' })), { text: 'Same' })
  assert.equal(isUnsaved(seen(mine, postWith(6, { text: 'Same' }))), false)
  assert.equal(seen(mine, postWith(5, { text: 'Elsewhere' })), mine)
})

test('where both changed the same words nothing is sent until a person chose, and nothing is lost either way', () => {
  const mine = typed(existing(postWith(1, { text: 'One' })), { text: 'Mine', language: 'en' })
  const clash = seen(mine, postWith(2, { text: 'Theirs', channels: ['mastodon'] }))
  assert.deepEqual(clash.clash?.fields, ['text'])
  assert.equal(clash.local.text, 'Mine')
  assert.equal(next(clash, key), null)

  const kept = choose(clash, 'mine')
  assert.deepEqual([kept.local.text, kept.local.language, kept.local.channels], ['Mine', 'en', ['mastodon']])
  assert.equal(kept.version, 2)
  const taken = choose(clash, 'theirs')
  assert.deepEqual([taken.local.text, taken.local.language, taken.local.channels], ['Theirs', 'en', ['mastodon']])
  assert.deepEqual(next(taken, key)?.request, { kind: 'save', post: 'post-1', version: 2, change: { language: 'en' } })
})

test('who types on while a clash waits loses none of it', () => {
  const clash = seen(typed(existing(postWith(1, { text: 'One' })), { text: 'Mine' }), postWith(2, { text: 'Theirs' }))
  assert.equal(choose(typed(clash, { text: 'Mine, and more' }), 'mine').local.text, 'Mine, and more')
})

test('a copy from the browser meets the post as the server has it now', () => {
  const kept = typed(existing(postWith(2, { text: 'One' })), { text: 'Typed offline' })
  const again = reopened(JSON.parse(JSON.stringify(kept)), postWith(4, { text: 'One', language: 'fr' }))
  assert.deepEqual([again.local.text, again.local.language, again.version], ['Typed offline', 'fr', 4])
  assert.deepEqual(reopened(kept, postWith(3, { text: 'Theirs' })).clash?.fields, ['text'])
})
