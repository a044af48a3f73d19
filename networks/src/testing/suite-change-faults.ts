/** The suite's tests of a network that misbehaves while a post is edited or removed. */
import assert from 'node:assert/strict'
import type { Account, Answer } from '../port.ts'
import type { SuiteFault } from './harness.ts'
import { partOf } from './parts.ts'
import type { Bench } from './suite-bench.ts'
import { assertRefusal, callUnder, lost, refusals, under } from './suite-under.ts'

export function changeFaultTests(bench: Bench): void {
  for (const fault of refusals()) {
    under(bench, 'edit', fault, 'it is a rejection, and the post is as it was', async (t) => {
      const { edit } = bench.publish
      if (!edit) return t.skip('the facts say that a post cannot be edited')
      const { account } = await bench.connect()
      const { remote } = await bench.post(account, partOf('Open until 6'))
      const better = partOf('Open until 8')
      const prepared = await bench.prepare(account, better)
      await bench.harness.lay('edit', fault)
      await assertRejected(await edit(bench.call(), account, remote, better, prepared), fault, account)
    })

    under(bench, 'remove', fault, 'it is a rejection, and the post is as it was', async (t) => {
      const { remove } = bench.publish
      if (!remove) return t.skip('the facts say that a post cannot be removed')
      const { account } = await bench.connect()
      const { remote } = await bench.post(account, partOf('Open until 6'))
      await bench.harness.lay('remove', fault)
      await assertRejected(await remove(bench.call(), account, remote), fault, account)
    })
  }
  const assertRejected = async (answer: Answer<unknown>, fault: SuiteFault, account: Account): Promise<void> => {
    assertRefusal(answer, fault)
    assert.ok(!answer.ok && answer.trouble.rejected, 'documented as a rejection')
    bench.assertNoSecrets(answer, account)
    assert.deepEqual(
      (await bench.visible(account)).map((one) => one.text),
      ['Open until 6'],
    )
  }

  for (const fault of lost()) {
    under(bench, 'edit', fault, 'nobody claims to know, and how it stands can be asked', async (t) => {
      const { edit, stands } = bench.publish
      if (!edit || !stands) return t.skip('the facts say that a post cannot be edited')
      const { account } = await bench.connect()
      const { remote } = await bench.post(account, partOf('Open until 6'))
      const better = partOf('Open until 8')
      const prepared = await bench.prepare(account, better)
      await bench.harness.lay('edit', fault)
      bench.assertUnsure(await edit(callUnder(bench, fault), account, remote, better, prepared), account)
      await bench.harness.heal()
      const now = await stands(bench.call(), account, remote)
      assert.ok(now.ok)
      assert.deepEqual(now.value.stands, { text: fault.is === 'hang-up-before' ? 'Open until 6' : 'Open until 8' })
    })

    under(bench, 'remove', fault, 'nobody claims to know, and removing again ends it', async (t) => {
      const { remove, stands } = bench.publish
      if (!remove || !stands) return t.skip('the facts say that a post cannot be removed')
      const { account } = await bench.connect()
      const { remote } = await bench.post(account, partOf('Off with it'))
      await bench.harness.lay('remove', fault)
      bench.assertUnsure(await remove(callUnder(bench, fault), account, remote), account)
      await bench.harness.heal()
      const now = await stands(bench.call(), account, remote)
      assert.ok(now.ok)
      assert.equal(now.value.stands === 'gone', fault.is !== 'hang-up-before')
      assert.ok((await remove(bench.call(), account, remote)).ok)
      assert.deepEqual(await bench.visible(account), [])
    })
  }
}
