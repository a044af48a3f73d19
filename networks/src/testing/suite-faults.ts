/** The suite's tests of a network that misbehaves while something goes out. After each the peer's book decides what is true. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partOf, pictureOf } from './parts.ts'
import type { Bench } from './suite-bench.ts'
import { assertRefusal, callUnder, lost, refusals, under } from './suite-under.ts'

export function faultTests(bench: Bench): void {
  test('after its deadline nothing is sent', async () => {
    const { account } = await bench.connect()
    const part = partOf('Too late')
    const prepared = await bench.prepare(account, part)
    const answer = await bench.publish.release(bench.call(-1), account, part, prepared, bench.key())
    assert.ok(!answer.ok)
    assert.equal(answer.trouble.sent, 'none')
    assert.deepEqual(await bench.visible(account), [])
  })

  test('a call that was cancelled sends nothing', async () => {
    const { account } = await bench.connect()
    const part = partOf('Never mind')
    const prepared = await bench.prepare(account, part)
    const cancelled = { ...bench.call(), signal: AbortSignal.abort() }
    const answer = await bench.publish.release(cancelled, account, part, prepared, bench.key())
    assert.ok(!answer.ok)
    assert.equal(answer.trouble.sent, 'none')
    assert.deepEqual(await bench.visible(account), [])
  })

  for (const fault of [...lost(), ...refusals()])
    under(bench, 'upload', fault, 'nothing is seen, and preparing again mends it', async () => {
      const { account } = await bench.connect()
      const part = partOf('With a picture', { media: [pictureOf('A reading lamp')] })
      await bench.harness.lay('upload', fault)
      const answer = await bench.publish.prepare(callUnder(bench, fault), account, part, null)
      assert.ok(!answer.ok || !answer.value.ready, 'a lost upload is not a ready one')
      bench.assertNoSecrets(answer, account)
      if (!answer.ok) assertRefusal(answer, fault)
      assert.deepEqual(await bench.visible(account), [])
      if (fault.is === 'signed-out') return
      await bench.harness.heal()
      await bench.post(account, part)
      assert.deepEqual(
        (await bench.visible(account)).map((one) => one.alts),
        [['A reading lamp']],
      )
    })

  for (const fault of lost())
    under(bench, 'release', fault, 'nobody claims to know, and in the end it is out once', async () => {
      const { account } = await bench.connect()
      const part = partOf('New books on Friday', { media: [pictureOf('A pile of books')] })
      const prepared = await bench.prepare(account, part)
      const key = bench.key()
      const since = new Date()
      await bench.harness.lay('release', fault)
      const release = () => bench.publish.release(callUnder(bench, fault), account, part, prepared, key)
      bench.assertUnsure(await release(), account)
      await bench.harness.heal()
      const accepted = fault.is !== 'hang-up-before'
      assert.equal((await bench.visible(account)).length, accepted ? 1 : 0)
      const evidence = bench.evidence(account)
      if (evidence.class === 'none') return
      const found = await bench.found(account, part, prepared, key, since)
      if (accepted) {
        assert.ok(found.is === 'out', JSON.stringify(found))
        assert.equal(found.remote.id, (await bench.visible(account))[0]!.id)
      } else bench.assertNotOut(found, account)
      const repeatable = evidence.class === 'id' || evidence.class === 'key'
      if (repeatable || (!accepted && evidence.lookUpConclusive)) {
        const again = await release()
        assert.ok(again.ok, JSON.stringify(again))
        assert.equal((await bench.visible(account)).length, 1)
      }
    })

  for (const fault of refusals())
    under(bench, 'release', fault, 'it is a rejection, and nothing is out', async () => {
      const { account } = await bench.connect()
      const part = partOf('Refused for now')
      const prepared = await bench.prepare(account, part)
      await bench.harness.lay('release', fault)
      const answer = await bench.publish.release(bench.call(), account, part, prepared, bench.key())
      assertRefusal(answer, fault)
      assert.ok(!answer.ok && answer.trouble.rejected, 'documented as a rejection')
      bench.assertNoSecrets(answer, account)
      assert.deepEqual(await bench.visible(account), [])
    })

  for (const fault of [...lost(), ...refusals()])
    under(bench, 'lookUp', fault, 'it never says that the post is not out', async (t) => {
      const { account } = await bench.connect()
      if (bench.evidence(account).class === 'none') return t.skip('evidence is "none": nothing can be looked up')
      const part = partOf('It is out')
      const { prepared, key, since } = await bench.post(account, part)
      await bench.harness.lay('lookUp', fault)
      const answer = await bench.publish.lookUp(callUnder(bench, fault), account, part, prepared, key, since)
      if (answer.ok) assert.equal(answer.value.found.is, 'cannot-tell')
      else assertRefusal(answer, fault)
      bench.assertNoSecrets(answer, account)
    })
}
