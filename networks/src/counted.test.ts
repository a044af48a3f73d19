import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GOAL_MEASURES } from '@shelftalker/shared/goals/goal-measures.ts'
import { allFacts } from './all-facts.ts'
import { countedBy } from './counted.ts'
import { adaptersFor } from './registry.ts'

for (const { facts, measure } of adaptersFor(null))
  test(`What is said to be counted on ${facts.name} is what its adapter reads there, and no more`, () => {
    const { post, account } = measure!.counts
    const read = new Set([...post, ...account].map((one) => one.measure))
    const goals = GOAL_MEASURES.map((one) => one.measure)
    const both = (names: Iterable<string>) => [...names].filter((name) => goals.includes(name)).sort()
    assert.deepEqual(both(countedBy(facts.network)!), both(read))
  })

test('Each network of which the product knows has its figures named, and by names that it knows', () => {
  for (const { network } of allFacts) {
    const counted = countedBy(network)
    assert.ok(counted, network)
    assert.equal(new Set(counted).size, counted.length, network)
    for (const name of counted)
      assert.ok(
        GOAL_MEASURES.some((one) => one.measure === name),
        `${network}: ${name}`,
      )
  }
  assert.equal(countedBy('a-network-of-2031'), null)
})
