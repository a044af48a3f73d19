/** The conformance cases of twitter-text (Apache-2.0, Twitter, Inc.) against our own counting and finding. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { type Entity, findEntities } from './entities.ts'
import { findHashtags } from './hashtags.ts'
import { findXMentions } from './mentions.ts'
import { type Weights, weigh, weightsV1, weightsV2, weightsV3 } from './weighted.ts'

interface Case {
  description: string
  text: string
  expected: unknown
}
const folder = new URL('../../../../shared/data/twitter-text/', import.meta.url)
const there = existsSync(folder)
const skip = there ? false : 'the conformance files (../shared/data/twitter-text) are not on this machine'

const file = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const sections = (name: string): Record<string, Case[]> => (there ? parse(file(name)).tests : {})
const validate = sections('validate.yml')
const extract = sections('extract.yml')

const links = (text: string) =>
  findEntities(text, 'x').filter((entity): entity is Entity & { kind: 'link' } => entity.kind === 'link')
const tags = (text: string) =>
  findEntities(text, 'x').filter((e): e is Entity & { kind: 'hashtag' } => e.kind === 'hashtag')
const asWritten = (text: string) => links(text).map(({ start, end }) => text.slice(start, end))
/** Their indices count code points, ours UTF-16 units. */
const indices = (text: string, { start, end }: { start: number; end: number }) =>
  [start, end].map((index) => Array.from(text.slice(0, index)).length)
const whole = (text: string, ranges: { start: number; end: number }[]) =>
  ranges.length === 1 && ranges[0]?.start === 0 && ranges[0].end === text.length
const weighed = (weights: Weights) => (text: string) => {
  const { count, permille, fitsTo, valid } = weigh(text, weights)
  return {
    weightedLength: count,
    valid,
    permillage: permille,
    displayRangeStart: 0,
    displayRangeEnd: text.length - 1,
    validRangeStart: 0,
    validRangeEnd: fitsTo - 1,
  }
}

/** What ours answers for a case of each section; sections that nothing here needs are named below. */
const ours: Record<string, [Record<string, Case[]>, (text: string) => unknown]> = {
  tweets: [validate, (text) => weigh(text, weightsV1).valid],
  usernames: [validate, (text) => whole(text, findXMentions(text))],
  'validate hashtags': [{ 'validate hashtags': validate.hashtags ?? [] }, (text) => whole(text, findHashtags(text))],
  urls_without_protocol: [validate, (text) => whole(text, links(text))],
  WeightedTweetsCounterTest: [validate, weighed(weightsV2)],
  WeightedTweetsWithDiscountedEmojiCounterTest: [validate, weighed(weightsV3)],
  UnicodeDirectionalMarkerCounterTest: [validate, weighed(weightsV3)],
  mentions: [extract, (text) => findXMentions(text).map(({ handle }) => handle)],
  mentions_with_indices: [
    extract,
    (text) => findXMentions(text).map((m) => ({ screen_name: m.handle, indices: indices(text, m) })),
  ],
  urls: [extract, asWritten],
  urls_with_indices: [
    extract,
    (text) => links(text).map((link) => ({ url: text.slice(link.start, link.end), indices: indices(text, link) })),
  ],
  urls_with_directional_markers: [
    extract,
    (text) => links(text).map((link) => ({ url: text.slice(link.start, link.end), indices: indices(text, link) })),
  ],
  tco_urls_with_params: [extract, asWritten],
  hashtags: [extract, (text) => tags(text).map(({ tag }) => tag)],
  hashtags_from_astral: [extract, (text) => tags(text).map(({ tag }) => tag)],
  hashtags_with_indices: [extract, (text) => tags(text).map((t) => ({ hashtag: t.tag, indices: indices(text, t) }))],
}

/**
 * Not built, because nothing here needs them: X lists (`lists`, `mentions_or_lists_with_indices`), reply detection,
 * cashtags, and the check of a whole address (`urls` of validate.yml: user names, IP addresses), which the URL parser does.
 */
for (const [name, [cases, answer]] of Object.entries(ours))
  test(`twitter-text, ${name}`, { skip }, async (t) => {
    assert.ok(cases[name]!.length > 0)
    for (const { description, text, expected } of cases[name]!)
      await t.test(description, () => assert.deepEqual(answer(text), expected ?? []))
  })

test('our weights are those of the configuration files', { skip }, () => {
  for (const [name, weights] of Object.entries({ 'v1.json': weightsV1, 'v2.json': weightsV2, 'v3.json': weightsV3 })) {
    const theirs = JSON.parse(file(name))
    assert.equal(weights.max, theirs.maxWeightedTweetLength)
    assert.equal(weights.scale, theirs.scale)
    assert.equal(weights.defaultWeight, theirs.defaultWeight)
    assert.equal(weights.link, theirs.transformedURLLength)
    assert.equal(weights.emojiAsOne, theirs.emojiParsingEnabled ?? false)
    assert.deepEqual(
      weights.ranges.map(({ first, last, weight }) => ({ start: first, end: last, weight })),
      theirs.ranges,
    )
  }
})
