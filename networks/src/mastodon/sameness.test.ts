import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Book } from '../../../test/peers/mastodon/book.ts'
import { html } from '../../../test/peers/mastodon/render.ts'
import { likeMastodon } from '../../../test/peers/mastodon/switches.ts'
import { partOf } from '../testing/parts.ts'
import { plain, sameness, textOf } from './sameness.ts'
import { StatusAnswer } from './wire.ts'

const status = (content: string, change: object = {}) =>
  StatusAnswer.parse({ id: '1', created_at: '2026-11-24T09:00:00.000Z', visibility: 'public', content, ...change })

test('text comes out of the HTML of several servers as it went in', () => {
  const cases: [string, string][] = [
    ['<p>One<br />two</p><p>three</p>', 'One\ntwo\n\nthree'],
    ['<p>One<br>two</p>', 'One\ntwo'],
    ['<p>5 &lt; 6 &amp;&amp; &quot;x&quot; &#39;y&#39; &#x1F4DA;</p>', '5 < 6 && "x" \'y\' 📚'],
    [
      '<p><a href="https://www.example.org/a/b?c=d&amp;e=f" rel="nofollow"><span class="invisible">https://www.</span><span class="ellipsis">example.org/a/b</span><span class="invisible">?c=d&amp;e=f</span></a></p>',
      'https://www.example.org/a/b?c=d&e=f',
    ],
    [
      '<p><span class="h-card"><a href="https://m.example/@ana" class="u-url mention">@<span>ana</span></a></span> hi</p>',
      '@ana hi',
    ],
    [
      '<p><a href="https://m.example/tags/Books" class="mention hashtag" rel="tag">#<span>Books</span></a></p>',
      '#Books',
    ],
    [
      '<p><a href="https://x.example/a">x.example/a</a> <a href="https://x.example/b">the b</a></p>',
      'https://x.example/a the b https://x.example/b',
    ],
    ['plain text of a server that makes no HTML', 'plain text of a server that makes no HTML'],
    ['<ul><li>one</li><li>two</li></ul>', 'one\n\ntwo'],
  ]
  for (const [html, text] of cases) assert.equal(textOf(html), text)
})

test('what servers change about a text does not make it another', () => {
  const same: [string, string][] = [
    ['a  b\n\nc', 'a b c'],
    ['see https://example.org', 'see https://example.org/'],
    ['see https://EXAMPLE.org/A.', 'see https://example.org/A.'],
    ['https://example.org/büch', 'https://example.org/b%C3%BCch'],
    ['hi @ana@mastodon.example!', 'hi @ana!'],
    ['cafe\u0301', 'café'],
  ]
  for (const [one, other] of same) assert.equal(plain(one), plain(other), one)
  const different: [string, string][] = [
    ['Open today', 'Open Today'],
    ['https://example.org/a', 'https://example.org/b'],
    ['mail ana@library.example', 'mail ana'],
    ['@ana@mastodon.example', '@bea@mastodon.example'],
    ['1,5', '15'],
  ]
  for (const [one, other] of different) assert.notEqual(plain(one), plain(other), one)
})

test('one of our uploads settles it, whatever became of the words', () => {
  const part = partOf('Before', { media: [] })
  const edited = status('<p>After</p>', { media_attachments: [{ id: '7' }], edited_at: '2026-11-24T09:01:00Z' })
  assert.equal(sameness(edited, part, ['7']), 'same')
})

test('the same words with other pictures, or rendered as Markdown, may be ours', () => {
  assert.equal(sameness(status('<p>Hello</p>', { media_attachments: [{ id: '8' }] }), partOf('Hello'), []), 'alike')
  assert.equal(sameness(status('<p><em>Hello</em></p>'), partOf('*Hello*'), []), 'alike')
  const linked = status('<p>See <a href="https://x.example/b">the list</a></p>')
  assert.equal(sameness(linked, partOf('See [the list](https://x.example/b)'), []), 'alike')
  assert.equal(sameness(status('<p>Hello</p>'), partOf('Hello'), ['7']), 'alike')
  assert.equal(sameness(status('<p>Hello</p>'), partOf('Goodbye'), []), 'different')
  assert.equal(sameness(status('<p>Hello</p>', { reblog: { id: '2' } }), partOf('Hello'), []), 'different')
})

test('whatever a person writes is known again in the HTML that a server makes of it', () => {
  const book = new Book()
  book.addAccount('ana')
  const world = { book, switches: likeMastodon(), origin: 'https://m.example' }
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      ...[
        '@ana',
        '@ana@m.example',
        '@bea@other.example',
        'ana@library.example',
        '#Books',
        '#Bücher_2026',
        '&amp;',
        '<b>',
        '"',
        "'",
      ],
      ...[
        'https://example.org',
        'http://www.example.org/a/very/long/path/that/is/cut?x=1&y=<2>#z',
        'https://example.org/(a)',
      ],
      ...[
        'https://bücher.example/ä?q=ö',
        'https://example.org/a%20b.',
        'www.example.org',
        '\n',
        '\n\n',
        '\n\n\n',
        ' ',
        '…',
        '📚👩‍💻🏳️‍🌈',
      ],
    ),
  )
  const known = (text: string) => sameness(status(html(text, world)), partOf(text), [])
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => assert.equal(known(pieces.join(' ')), 'same')),
    { numRuns: 2000 },
  )
  // Glued together, even where an address ends is a matter of opinion: then it must at least not be called another text.
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) =>
      assert.notEqual(known(`The library is open until eight today. ${pieces.join('')}`), 'different'),
    ),
    { numRuns: 2000 },
  )
})

test('two posts of a series in one minute are told apart if they differ enough, else a person is asked', () => {
  const east = 'Closed today: the East branch, because of the storm.'
  assert.equal(sameness(status(`<p>${east}</p>`), partOf(east.replace('East', 'Main')), []), 'alike')
  assert.equal(
    sameness(status(`<p>${east}</p>`), partOf('Story hour moves to half past ten on Friday.'), []),
    'different',
  )
})
