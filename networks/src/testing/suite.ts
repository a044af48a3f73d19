/** One suite for every adapter. It asserts what the port promises, by the peer's own book and not by what the adapter says. */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Harness } from './harness.ts'
import { Bench } from './suite-bench.ts'
import { changeFaultTests } from './suite-change-faults.ts'
import { faultTests } from './suite-faults.ts'
import { measureTests } from './suite-measure.ts'
import { peopleTests } from './suite-people.ts'
import { publishTests } from './suite-publish.ts'
import { videoTests } from './suite-video.ts'

/**
 * Registers all tests of the adapter that `start` puts up with its peer; the peer is started once and closed after them.
 * @param faults false for a variant of a peer whose wire is the same as that of one that was tested with faults
 */
export function adapterSuite(name: string, start: () => Promise<Harness>, { faults = true } = {}): void {
  describe(`the adapter for ${name}`, () => {
    const bench = new Bench()
    before(async () => bench.put(await start()))
    afterEach(() => bench.harness.heal())
    after(() => bench.harness.close())

    test('what the facts promise is there, and nothing is there that they do not', () => {
      const { facts, signIn, publish, measure, people } = bench.harness.adapter
      assert.equal(facts.can.publish, publish !== undefined, 'publish')
      assert.equal(facts.can.edit, publish?.edit !== undefined, 'edit')
      assert.equal(facts.can.remove, publish?.remove !== undefined, 'remove')
      assert.equal(facts.can.measure ?? false, measure !== undefined, 'measure')
      assert.equal(facts.mentions !== undefined, people !== undefined, 'people')
      for (const name of ['register', 'start', 'finish'] as const)
        assert.equal(facts.can.oauth && !signIn?.published, signIn?.[name] !== undefined, name)
      const changes = facts.can.edit || facts.can.remove
      assert.equal(changes, publish?.stands !== undefined, 'after a lost answer one must be able to ask how it stands')
      assert.ok(facts.connect.length > 0, 'a network that publishes says what it needs to connect')
    })

    test('what is typed in connects the account, and its secret stays apart from what may be shown', async () => {
      const { account, health } = await bench.connect()
      assert.ok(health.account.id && health.account.handle && health.account.name)
      assert.notDeepEqual(account.secret, {})
      bench.assertNoSecrets({ account: health.account, told: health.told }, account)
      const again = await bench.harness.adapter.signIn!.health(bench.call(), account)
      assert.ok(again.ok)
      assert.equal(again.value.health.account.id, account.id)
    })

    test('wrong credentials are told as such and never echoed', async (t) => {
      const reason = bench.harness.skips.connect
      if (reason) return t.skip(reason)
      const { server, badFields } = await bench.harness.newAccount()
      const answer = await bench.harness.adapter.signIn!.connect(bench.call(), server, badFields)
      assert.ok(!answer.ok)
      assert.ok(
        ['sign-in-again', 'not-allowed', 'refused'].includes(answer.trouble.trouble.kind),
        answer.trouble.trouble.kind,
      )
      const typed = bench.harness.adapter.facts.connect
        .filter((field) => field.secret)
        .map((field) => badFields[field.name]!)
      for (const secret of typed) assert.equal(JSON.stringify(answer).includes(secret), false)
    })

    publishTests(bench)
    videoTests(bench)
    measureTests(bench, faults)
    peopleTests(bench, faults)
    if (!faults) return
    faultTests(bench)
    changeFaultTests(bench)
  })
}
