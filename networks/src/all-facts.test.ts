import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allFacts, manualAdapters } from './all-facts.ts'
import type { Sourced } from './port.ts'

test('each network is there once, with a mark of one or two letters', () => {
  const names = allFacts.map((facts) => facts.network)
  assert.equal(new Set(names).size, names.length)
  assert.equal(new Set(allFacts.map((facts) => facts.mark)).size, names.length)
  for (const facts of allFacts) {
    assert.match(facts.network, /^[a-z]+$/)
    assert.match(facts.mark, /^[A-Za-z]{1,2}$/)
  }
})

test('each number says where it comes from and when it was read', () => {
  for (const { network, text, media } of allFacts) {
    const numbers: (Sourced<unknown> | null)[] = [
      text.max,
      text.maxBytes,
      text.link,
      ...(Object.values(media) as unknown[]).filter(isSourced),
    ]
    for (const one of numbers) {
      if (one === null) continue
      assert.ok(one.source.length > 3, network)
      assert.ok(!Number.isNaN(Date.parse(one.asOf)), `${network}: ${one.asOf}`)
    }
  }
})

test('a network that nothing speaks to can be posted to by hand, and asks for nothing to connect', () => {
  const manual = manualAdapters()
  assert.deepEqual(
    manual.map((one) => one.facts.network),
    ['facebook', 'instagram', 'linkedin', 'nextdoor', 'x'],
  )
  for (const { facts } of manual) {
    assert.equal(facts.can.manual, true)
    assert.deepEqual(facts.connect, [])
    assert.ok(facts.links.compose)
  }
})

const isSourced = (value: unknown): value is Sourced<unknown> =>
  typeof value === 'object' && value !== null && 'asOf' in value
