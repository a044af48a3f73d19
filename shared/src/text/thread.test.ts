import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findEntities } from './entities.ts'
import { countGraphemes } from './graphemes.ts'
import { countMastodon } from './mastodon.ts'
import { hasOwnBreaks, ownParts, proposeBreaks } from './thread.ts'

const upTo = (max: number) => (text: string) => countGraphemes(text) <= max

test('a line of three hyphens is a break, hyphens in a sentence are none', () => {
  assert.deepEqual(ownParts('One\n---\nTwo --- still two\r\n---\r\nThree'), ['One', 'Two --- still two', 'Three'])
  assert.deepEqual(ownParts('---\n\n---\nOnly one\n---'), ['Only one'])
  assert.equal(hasOwnBreaks('a --- b'), false)
  assert.equal(hasOwnBreaks('a\r\n---\r\nb'), true)
})

test('a text that fits stays one part, white space alone is none', () => {
  assert.deepEqual(proposeBreaks(' Story time ', upTo(20), 'plain'), ['Story time'])
  assert.deepEqual(proposeBreaks(' \n ', upTo(20), 'plain'), [])
})

test('paragraphs are kept together first, then sentences, then words', () => {
  const sentence = 'The library opens at nine. '
  assert.deepEqual(proposeBreaks('First paragraph here.\n\nSecond. And third.', upTo(30), 'plain'), [
    'First paragraph here.',
    'Second. And third.',
  ])
  assert.deepEqual(proposeBreaks(sentence.repeat(3), upTo(60), 'plain'), [
    'The library opens at nine. The library opens at nine.',
    'The library opens at nine.',
  ])
  assert.deepEqual(proposeBreaks('one two three four five', upTo(9), 'plain'), ['one two', 'three', 'four five'])
  assert.deepEqual(proposeBreaks('Meet Dr. Okafor, who writes for children', upTo(12), 'plain')[0], 'Meet Dr.')
})

test('a title of a person does not end a sentence', () => {
  assert.deepEqual(
    proposeBreaks('Come and hear Dr. Okafor on Friday night', upTo(30), 'plain')[0],
    'Come and hear Dr. Okafor on',
  )
})

test('a link is never cut, and one that is too long by itself stays whole', () => {
  const link = 'https://example.org/a-very-long-path'
  assert.deepEqual(proposeBreaks(`See ${link} now`, upTo(10), 'plain'), ['See', link, 'now'])
  const longer = `https://example.org/${'a'.repeat(4000)}`
  assert.deepEqual(proposeBreaks(`${longer} now`, upTo(10), 'plain'), [longer, 'now'])
  assert.deepEqual(proposeBreaks(longer, upTo(10), 'plain'), [longer])
})

test('a text much longer than its parts is split as evenly as a short one', () => {
  const parts = proposeBreaks('The library opens at nine. '.repeat(200), upTo(60), 'plain')
  assert.equal(parts.length, 100)
  assert.equal(new Set(parts).size, 1)
})

test('Japanese breaks between words though it has no spaces', () => {
  const parts = proposeBreaks('図書館は明日の朝九時に開きます', upTo(6), 'plain')
  assert.equal(parts.join(''), '図書館は明日の朝九時に開きます')
  assert.ok(parts.every((part) => countGraphemes(part) <= 6))
})

const words = fc.array(
  fc.oneof(
    fc.constantFrom(
      'Story',
      'time.',
      '\n\n',
      'Come!',
      '👩‍🚒',
      '#BookClub',
      '@ana@lib.example',
      'https://a.org/b',
      '図書館',
    ),
    fc.string({ unit: 'grapheme', maxLength: 25 }),
  ),
  { maxLength: 60 },
)
const bare = (text: string) => text.replace(/\s+/g, '')

test('whatever is typed: the words come back in order, no part is empty or over the limit, no entity is cut', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 25, max: 200 }), (pieces, max) => {
      const text = pieces.join(' ')
      const fits = (part: string) => countMastodon(part) <= max
      const parts = proposeBreaks(text, fits, 'mastodon')
      assert.equal(bare(parts.join(' ')), bare(text))
      for (const part of parts) assert.ok(part.trim() !== '' && fits(part), JSON.stringify(part))
      const before = findEntities(text, 'mastodon').filter(({ kind }) => kind !== 'hashtag')
      const written = before.map(({ start, end }) => text.slice(start, end))
      for (const entity of written)
        assert.ok(
          parts.some((part) => part.includes(entity)),
          entity,
        )
    }),
    { numRuns: 300 },
  )
})
