/** The suite's tests of a network that misbehaves, step by step. After each the peer's book decides what is true. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Answer, Part } from '../port.ts'
import type { SuiteFault, SuiteStep } from './harness.ts'
import { partOf, pictureOf } from './parts.ts'
import type { Bench } from './suite-bench.ts'

/** Shorter than any answer that is late. */
const SHORT_MS = 400
const LATE_MS = 1500

const lost = (before: boolean): SuiteFault[] =>
  before
    ? [{ is: 'hang-up-before' }]
    : [{ is: 'hang-up-after' }, { is: 'error-after' }, { is: 'garbage-after' }, { is: 'slow-after', ms: LATE_MS }]

export function faultTests(bench: Bench): void {
  /** A test under one fault; skipped with the harness's reason where the peer can't play it. */
  const under = (step: SuiteStep, fault: SuiteFault, title: string, body: (t: TestContext) => Promise<void>): void => {
    test(`${step}, ${fault.is}: ${title}`, async (t) => {
      const reason = bench.skip(`${step}: ${fault.is}`)
      if (reason) return t.skip(reason)
      await body(t)
    })
  }
  const callUnder = (fault: SuiteFault) => bench.call(fault.is === 'slow-after' ? SHORT_MS : undefined)
  const resetAt = (): Date => new Date(Math.ceil(Date.now() / 1000) * 1000 + 120_000)
  const refusals = (): SuiteFault[] => [{ is: 'too-fast', resetAt: resetAt() }, { is: 'signed-out' }]

  test('after its deadline nothing is sent', async () => {
    const { account } = await bench.connect()
    const part = partOf('Too late')
    const prepared = await bench.prepare(account, part)
    const answer = await bench.publish.release(bench.call(-1), account, part, prepared, bench.key())
    assert.ok(!answer.ok)
    assert.equal(answer.trouble.sent, 'none')
    assert.deepEqual(await bench.visible(account), [])
  })

  for (const fault of [...lost(true), ...lost(false), ...refusals()])
    under('upload', fault, 'nothing is seen, and preparing again mends it', async () => {
      const { account } = await bench.connect()
      const part = partOf('With a picture', { media: [pictureOf('A reading lamp')] })
      await bench.harness.lay('upload', fault)
      const answer = await bench.publish.prepare(callUnder(fault), account, part, null)
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

  for (const fault of [...lost(true), ...lost(false)])
    under('release', fault, 'nobody claims to know, and in the end it is out once', async () => {
      const { account } = await bench.connect()
      const part = partOf('New books on Friday', { media: [pictureOf('A pile of books')] })
      const prepared = await bench.prepare(account, part)
      const key = bench.key()
      const since = new Date()
      await bench.harness.lay('release', fault)
      const release = () => bench.publish.release(callUnder(fault), account, part, prepared, key)
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
    under('release', fault, 'it is a rejection, and nothing is out', async () => {
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

  for (const fault of [...lost(true), ...lost(false), ...refusals()])
    under('lookUp', fault, 'it never says that the post is not out', async (t) => {
      const { account } = await bench.connect()
      if (bench.evidence(account).class === 'none') return t.skip('evidence is "none": nothing can be looked up')
      const part = partOf('It is out')
      const { prepared, key, since } = await bench.post(account, part)
      await bench.harness.lay('lookUp', fault)
      const answer = await bench.publish.lookUp(callUnder(fault), account, part, prepared, key, since)
      if (answer.ok) assert.equal(answer.value.found.is, 'cannot-tell')
      else assertRefusal(answer, fault)
      bench.assertNoSecrets(answer, account)
    })

  for (const fault of [...lost(true), ...lost(false)]) {
    under('edit', fault, 'nobody claims to know, and how it stands can be asked', async (t) => {
      const { edit, stands } = bench.publish
      if (!edit || !stands) return t.skip('the facts say that a post cannot be edited')
      const { account } = await bench.connect()
      const { remote } = await bench.post(account, partOf('Open until 6'))
      const better: Part = partOf('Open until 8')
      const prepared = await bench.prepare(account, better)
      await bench.harness.lay('edit', fault)
      bench.assertUnsure(await edit(callUnder(fault), account, remote, better, prepared), account)
      await bench.harness.heal()
      const now = await stands(bench.call(), account, remote)
      assert.ok(now.ok)
      assert.deepEqual(now.value.stands, { text: fault.is === 'hang-up-before' ? 'Open until 6' : 'Open until 8' })
    })

    under('remove', fault, 'nobody claims to know, and removing again ends it', async (t) => {
      const { remove, stands } = bench.publish
      if (!remove || !stands) return t.skip('the facts say that a post cannot be removed')
      const { account } = await bench.connect()
      const { remote } = await bench.post(account, partOf('Off with it'))
      await bench.harness.lay('remove', fault)
      bench.assertUnsure(await remove(callUnder(fault), account, remote), account)
      await bench.harness.heal()
      const now = await stands(bench.call(), account, remote)
      assert.ok(now.ok)
      assert.equal(now.value.stands === 'gone', fault.is !== 'hang-up-before')
      assert.ok((await remove(bench.call(), account, remote)).ok)
      assert.deepEqual(await bench.visible(account), [])
    })
  }
}

/** Where the network said no in its own way, the trouble says the same. */
function assertRefusal(answer: Answer<unknown>, fault: SuiteFault): void {
  assert.ok(!answer.ok, 'a refusal is not good')
  const { trouble } = answer.trouble
  if (fault.is === 'signed-out') assert.equal(trouble.kind, 'sign-in-again')
  if (fault.is !== 'too-fast') return
  assert.ok(trouble.kind === 'too-fast', trouble.kind)
  assert.equal(trouble.retryAt.getTime(), fault.resetAt.getTime())
}
