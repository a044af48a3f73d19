import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RichText } from '@atproto/api'
import { facetsOf, handlesIn } from './richtext.ts'

interface Facet {
  index: { byteStart: number; byteEnd: number }
  features: Record<string, string>[]
}
const facets = (text: string, dids: Record<string, string> = {}) => facetsOf(text, dids) as unknown as Facet[]

/** What each facet covers, cut out of the bytes, and what it means. */
function read(text: string, dids?: Record<string, string>): string[] {
  const bytes = Buffer.from(text)
  return facets(text, dids).map(({ index, features }) => {
    const { $type, ...rest } = features[0]!
    return `${bytes.subarray(index.byteStart, index.byteEnd)} → ${$type!.split('#')[1]} ${Object.values(rest)[0]}`
  })
}

test('a bare domain becomes a link with https, and is shown as it was written', () => {
  assert.deepEqual(read('Books at harborlibrary.org/new, or ask.'), [
    'harborlibrary.org/new → link https://harborlibrary.org/new',
  ])
})

test('offsets count bytes of UTF-8, whatever stands before', () => {
  assert.deepEqual(read('👩‍👩‍👧 — Größe, 図書館: https://example.org/ä #Bücher'), [
    'https://example.org/ä → link https://example.org/ä',
    '#Bücher → tag Bücher',
  ])
})

test('a mention whose handle was found carries its DID; another stays plain text', () => {
  const text = 'With @Museum.example.org and @nobody.example.org'
  assert.deepEqual(handlesIn(text), ['museum.example.org', 'nobody.example.org'])
  assert.deepEqual(read(text, { 'museum.example.org': 'did:plc:abc' }), ['@Museum.example.org → mention did:plc:abc'])
})

test('an address of mail or of another network is nobody’s mention', () => {
  assert.deepEqual(handlesIn('Write to desk@harborlibrary.org'), [])
})

test('an independent reader finds the same', () => {
  for (const text of [
    'Story hour moves to 10:30: https://library.example.org/events?week=48&place=main #StoryHour',
    'Two #tags, one #tag2! And a number #1',
    'See (https://example.org/a) and example.com.',
    'Ünïcödé 🎉 example.org/path#part 🎉 #Ende',
    'Nothing here. At all, e.g. this',
    'line one\n#tag\nexample.org\n@ana.bsky.social',
  ]) {
    const reader = new RichText({ text })
    reader.detectFacetsWithoutResolution()
    const theirs = (reader.facets ?? []).map(({ index, features }) => {
      const { $type, ...rest } = features[0] as { $type: string } & Record<string, string>
      return { index: { byteStart: index.byteStart, byteEnd: index.byteEnd }, features: [{ $type, ...rest }] }
    })
    // That reader leaves the handle where the DID will be.
    const ours = facets(text, { 'ana.bsky.social': 'ana.bsky.social' })
    assert.deepEqual(
      ours,
      theirs.toSorted((a, b) => a.index.byteStart - b.index.byteStart),
      text,
    )
  }
})
