import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RichText } from '@atproto/api'
import { byteOffsets } from '@shelftalker/shared/text/bytes.ts'
import { findEntities } from '@shelftalker/shared/text/entities.ts'
import fc from 'fast-check'
import { countFor, proposeParts, toldLimits } from './count.ts'
import type { Facts } from './port.ts'

const known = (value: number) => ({ value, source: 'this test', asOf: '2026-11-01' })
const facts = (counts: Facts['text']['counts'], max: number | null, maxBytes: number | null, link: number | null) => ({
  text: {
    counts,
    max: max === null ? null : known(max),
    maxBytes: maxBytes === null ? null : known(maxBytes),
    link: link === null ? null : known(link),
  },
})
const mastodon = facts('mastodon', 500, null, 23)
const bluesky = facts('graphemes', 300, 3000, null)
const x = facts('weighted', 280, null, 23)
const facebook = facts('utf16', 63206, null, null)

test('what the server told stands above what is written in the facts', () => {
  const text = `${'a'.repeat(600)} https://example.org/`
  assert.deepEqual(countFor(mastodon, null, text), { count: 624, max: 500, bytes: 621, maxBytes: null, over: true })
  const told = { maxCharacters: 5000, charactersPerUrl: 256 }
  assert.deepEqual(countFor(mastodon, told, text), { count: 857, max: 5000, bytes: 621, maxBytes: null, over: false })
  assert.deepEqual(toldLimits({ maxCharacters: '5000', maxMedia: 6, maxAlt: -1 }), {
    maxCharacters: null,
    charactersPerUrl: null,
    maxMedia: 6,
    maxAlt: null,
    maxVideoBytes: null,
    maxVideoPixels: null,
    pollAnswers: null,
    pollAnswerMax: null,
    pollLeastMinutes: null,
    pollMostMinutes: null,
  })
})

test('Bluesky has two limits, and either may be passed alone', () => {
  assert.equal(countFor(bluesky, null, 'a'.repeat(300)).over, false)
  assert.equal(countFor(bluesky, null, 'a'.repeat(301)).over, true)
  const families = '👨‍👩‍👧‍👦'.repeat(121)
  assert.deepEqual(countFor(bluesky, null, families), { count: 121, max: 300, bytes: 3025, maxBytes: 3000, over: true })
})

test('each unit counts as its network does, and no known limit is never over', () => {
  const text = '👩‍🚒 see https://harborlibrary.example.org/a/long/path'
  assert.equal(countFor(bluesky, null, text).count, 51)
  assert.equal(countFor(mastodon, null, text, 'Fire').count, 33)
  assert.equal(countFor(x, null, text).count, 30)
  assert.equal(countFor(facebook, null, text).count, text.length)
  assert.equal(countFor(facts('utf16', 100, null, 23), null, text).count, 33)
  assert.equal(countFor(facts('utf16', null, null, null), null, text.repeat(10_000)).over, false)
})

test('own breaks come first, and a part of them that is too long is broken further', () => {
  const long = 'The library opens at nine. '.repeat(12).trim()
  const parts = proposeParts(bluesky, null, `Hello.\n---\n${long}\n---\n`)
  assert.equal(parts[0], 'Hello.')
  assert.equal(parts.length, 3)
  assert.equal(parts.slice(1).join(' '), long)
})

test('no proposed part is over, on any network', () => {
  const word = fc.oneof(
    fc.constantFrom('Books!', '\n---\n', '\n\n', '👨‍👩‍👧‍👦', 'https://a.org/b', '@ana@lib.example', 'lib.org'),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 80 }), fc.constantFrom(mastodon, bluesky, x), (words, network) => {
      for (const part of proposeParts(network, { maxCharacters: 60 }, words.join(' '))) {
        assert.notEqual(part.trim(), '')
        assert.equal(countFor(network, { maxCharacters: 60 }, part).over, false, part)
      }
    }),
  )
})

test('links, mentions and tags stand where the library of the network itself finds them, to the byte', () => {
  for (const text of [
    'Déjà lu? https://harborlibrary.org/événements, #Café et @ana.bsky.social!',
    '👩‍🚒 harborlibrary.org/summer (see https://example.org/a) #StoryTime.',
    'ask@harborlibrary.org, flyer.docx, #2026, no.such.thingy',
  ]) {
    const rich = new RichText({ text })
    rich.detectFacetsWithoutResolution()
    const theirs = (rich.facets ?? [])
      .map(({ index }) => [index.byteStart, index.byteEnd])
      .sort((a, b) => a[0]! - b[0]!)
    const at = byteOffsets(text)
    assert.deepEqual(
      findEntities(text, 'bluesky').map(({ start, end }) => [at(start), at(end)]),
      theirs,
      text,
    )
  }
})
