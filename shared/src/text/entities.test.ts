import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type EntityStyle, findEntities } from './entities.ts'

const seen = (text: string, style: EntityStyle) =>
  findEntities(text, style).map(({ start, end }) => text.slice(start, end))

test('a sentence keeps its punctuation and its brackets, a link its own', () => {
  for (const [text, link] of [
    ['Read https://example.org/news.', 'https://example.org/news'],
    ['(see https://example.org/a)', 'https://example.org/a'],
    ['https://en.wikipedia.org/wiki/Emma_(novel), a classic', 'https://en.wikipedia.org/wiki/Emma_(novel)'],
    ['[https://example.org/a]', 'https://example.org/a'],
    ['“https://example.org/a?b=c&d=e”', 'https://example.org/a?b=c&d=e'],
    ['https://example.org:8080/x#top!', 'https://example.org:8080/x#top'],
    ['https://example.org/a(b', 'https://example.org/a'],
    ['<https://example.org/>', 'https://example.org/'],
  ] as const)
    for (const style of ['mastodon', 'bluesky', 'x', 'plain'] as const)
      assert.deepEqual(seen(text, style), [link], style)
})

test('bare domains are links on Bluesky and X only, and never file names or mail addresses', () => {
  const text = 'harborlibrary.org/summer or ask@harborlibrary.org, see flyer.docx and v1.2'
  assert.deepEqual(seen(text, 'bluesky'), ['harborlibrary.org/summer'])
  assert.deepEqual(seen(text, 'x'), ['harborlibrary.org/summer'])
  assert.deepEqual(seen(text, 'mastodon'), [])
  assert.deepEqual(findEntities('Go to harborlibrary.org', 'bluesky'), [
    { kind: 'link', start: 6, end: 23, url: 'https://harborlibrary.org' },
  ])
})

test('paths in any script belong to the link, except where X stops', () => {
  assert.deepEqual(seen('https://ja.example.org/図書館 へ', 'mastodon'), ['https://ja.example.org/図書館'])
  assert.deepEqual(seen('https://ja.example.org/図書館 へ', 'x'), ['https://ja.example.org/'])
})

test('each network has its own mentions', () => {
  const text = '@ana, @ana@library.example and @ana.library.org'
  assert.deepEqual(seen(text, 'mastodon'), ['@ana', '@ana@library.example', '@ana.library.org'])
  assert.deepEqual(seen(text, 'bluesky'), ['@ana.library.org'])
  assert.deepEqual(seen(text, 'plain'), [])
  assert.deepEqual(findEntities('hi @ana@library.example.', 'mastodon'), [
    { kind: 'mention', start: 3, end: 23, handle: 'ana@library.example', local: 'ana' },
  ])
  assert.deepEqual(seen('mail ana@library.example, https://example.org/@ana', 'mastodon'), ['https://example.org/@ana'])
})

test('a hashtag has a letter and stands by itself', () => {
  assert.deepEqual(seen('#StoryTime, (#Books) #2026 C#minor https://a.org/#top', 'mastodon'), [
    '#StoryTime',
    '#Books',
    'https://a.org/#top',
  ])
  assert.deepEqual(seen('#Café! #snow-day (#no', 'bluesky'), ['#Café', '#snow-day'])
})

test('ranges are in order, never overlap, and begin and end at whole characters, whatever is typed', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https://a.org/',
      'a.org',
      '@ana',
      '@b.social',
      '#Tag',
      '(',
      ')',
      ' ',
      '.',
      '/',
      '?',
      'é',
      '👩‍🚒',
      '図',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom<EntityStyle>('mastodon', 'bluesky', 'x', 'plain'), (pieces, style) => {
      const text = pieces.join('')
      let last = 0
      for (const { start, end } of findEntities(text, style)) {
        assert.ok(start >= last && end > start && end <= text.length)
        assert.ok(text.slice(start, end).isWellFormed() || !text.isWellFormed())
        last = end
      }
    }),
  )
})

test('a long run of half a link or tag is read to its end', () => {
  for (const run of [
    'a.',
    'com.',
    'a_.com.',
    '(',
    '@',
    '#',
    '#a',
    'https://',
    'https://a.org/(',
    '!',
    'a-',
    '.',
    'xn--a.',
  ])
    for (const style of ['mastodon', 'bluesky', 'x'] as const)
      assert.equal(seen(`${run.repeat(3000)} https://end.org`, style).at(-1), 'https://end.org', run)
})
