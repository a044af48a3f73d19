import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MEASURES, measureOf } from './dictionary.ts'

const COLLECTION = new URL('../../../../shared/reference/networks-metrics.json', import.meta.url)

interface Collection {
  canonical: Record<string, { kind: string; additive: boolean }>
  networks: Record<string, { post?: { canonical: string }[]; account?: { canonical: string }[] }>
}

test('kinds and what may be added are those of the collection', (t) => {
  if (!existsSync(COLLECTION)) return t.skip('the collection of networks’ documents is not beside the repository')
  const { canonical } = JSON.parse(readFileSync(COLLECTION, 'utf8')) as Collection
  for (const one of MEASURES) {
    assert.ok(canonical[one.measure], `${one.measure} is in the collection`)
    assert.equal(one.kind, canonical[one.measure]!.kind, one.measure)
    assert.equal(one.additive, canonical[one.measure]!.additive, one.measure)
  }
})

test('all that Bluesky and Mastodon tell of posts and accounts is in the dictionary', (t) => {
  if (!existsSync(COLLECTION)) return t.skip('the collection of networks’ documents is not beside the repository')
  const { networks } = JSON.parse(readFileSync(COLLECTION, 'utf8')) as Collection
  for (const name of ['bluesky', 'mastodon']) {
    for (const { canonical } of networks[name]!.post ?? []) assert.equal(measureOf(canonical)?.of, 'post', canonical)
    for (const { canonical } of networks[name]!.account ?? []) {
      // Of single events (who liked, when): they belong to conversations, not to snapshots.
      if (canonical !== 'engagement.total') assert.equal(measureOf(canonical)?.of, 'account', canonical)
    }
  }
})

test('nothing is there twice, and a name that is not there is null', () => {
  assert.equal(new Set(MEASURES.map((one) => one.measure)).size, MEASURES.length)
  assert.equal(measureOf('engagement.applause'), null)
  assert.equal(measureOf(''), null)
})

test('followers are never added up: the same person may follow twice', () => {
  for (const one of MEASURES) if (one.of === 'account') assert.equal(one.additive, false, one.measure)
})
