/** What the port promises of people: found while somebody types, named in a way that the network reads, and nothing lost where it does not answer. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findEntities } from '@shelftalker/shared/text/entities.ts'
import { styleOf } from '../count.ts'
import type { Account, People } from '../port.ts'
import type { Bench } from './suite-bench.ts'

const MOST = 8

export function peopleTests(bench: Bench, faults: boolean): void {
  const people = (): People => bench.harness.adapter.people!
  const search = async (account: Account, words: string, most = MOST) => {
    const answer = await people().search(bench.call(), account, words, most)
    assert.ok(answer.ok, `search: ${JSON.stringify(answer)}`)
    bench.assertNoSecrets(answer, account)
    return answer.value.people
  }
  const names = async (account: Account, handle: string) => {
    const answer = await people().names(bench.call(), account, handle)
    assert.ok(answer.ok, `names: ${JSON.stringify(answer)}`)
    bench.assertNoSecrets(answer, account)
    return answer.value.somebody
  }
  const somebody = async (handle: string, name: string) => {
    const whole = await bench.harness.somebody!(handle, name)
    await bench.harness.shown?.()
    return whole
  }

  test('people are found by the beginning of their handle, and nobody where nobody is', async (t) => {
    if (!bench.harness.somebody) return t.skip('this peer has no others')
    const { account } = await bench.connect()
    const handle = await somebody('quillmuseum', 'Quill and Ink House')
    const found = await search(account, 'quillm')
    assert.deepEqual(
      found.map((one) => [one.handle.split('@')[0], one.name]),
      [[handle, 'Quill and Ink House']],
    )
    assert.deepEqual(await search(account, 'zzyzxnobody'), [])
  })

  test('people are found by what they call themselves', async (t) => {
    const reason = bench.harness.somebody ? bench.skip('names') : 'this peer has no others'
    if (reason) return t.skip(reason)
    const { account } = await bench.connect()
    await somebody('xyreadingroom', 'Lantern Reading Room')
    assert.deepEqual(
      (await search(account, 'Lantern')).map((one) => one.name),
      ['Lantern Reading Room'],
    )
  })

  test('no more are answered than were asked for', async (t) => {
    if (!bench.harness.somebody) return t.skip('this peer has no others')
    const { account } = await bench.connect()
    for (const at of ['a', 'b', 'c']) await bench.harness.somebody(`rosterlib${at}`, `Roster ${at}`)
    await bench.harness.shown?.()
    assert.equal((await search(account, 'rosterlib', 2)).length, 2)
  })

  test('what is found is read as a mention in a post, names somebody, and a made-up handle names nobody', async (t) => {
    if (!bench.harness.somebody) return t.skip('this peer has no others')
    const { account } = await bench.connect()
    await somebody('ferryarchive', 'Ferry Archive')
    const [first] = await search(account, 'ferryarchive')
    assert.ok(first)
    const text = `Thanks to @${first.handle}, as ever`
    const read = findEntities(text, styleOf[bench.harness.adapter.facts.text.counts])
    assert.deepEqual(
      read.map((one) => one.kind === 'mention' && text.slice(one.start, one.end)),
      [`@${first.handle}`],
    )
    assert.equal(await names(account, first.handle), true)
    assert.equal(await names(account, first.handle.toUpperCase()), true, 'handles have no case')
    assert.equal(await names(account, first.handle.replace('ferry', 'fairy')), false)
  })

  if (!faults) return
  test('search: an answer that cannot be read, or none, is a trouble, and the next one is good', async (t) => {
    if (!bench.harness.somebody) return t.skip('this peer has no others')
    const { account } = await bench.connect()
    await somebody('garbleguild', 'Garble Guild')
    for (const is of ['garbage-after', 'hang-up-before', 'hang-up-after', 'error-after'] as const) {
      await bench.harness.lay('search', { is })
      const answer = await people().search(bench.call(), account, 'garbleguild', MOST)
      assert.ok(!answer.ok, is)
      assert.ok(['garbled', 'down'].includes(answer.trouble.trouble.kind), `${is}: ${answer.trouble.trouble.kind}`)
      bench.assertNoSecrets(answer, account)
      assert.equal((await search(account, 'garbleguild')).length, 1, is)
    }
  })

  test('search: it gives up at the deadline', async (t) => {
    if (!bench.harness.somebody) return t.skip('this peer has no others')
    const { account } = await bench.connect()
    await bench.harness.lay('search', { is: 'slow-after', ms: 2_000 })
    const answer = await people().search(bench.call(600), account, 'anybody', MOST)
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'down', JSON.stringify(answer))
  })

  test('search: "too fast" says until when, and a lost sign-in is told as one', async (t) => {
    if (!bench.harness.somebody) return t.skip('this peer has no others')
    const { account } = await bench.connect()
    const resetAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 90_000)
    await bench.harness.lay('search', { is: 'too-fast', resetAt })
    const fast = await people().search(bench.call(), account, 'anybody', MOST)
    assert.ok(!fast.ok && fast.trouble.trouble.kind === 'too-fast', JSON.stringify(fast))
    assert.ok(Math.abs(fast.trouble.trouble.retryAt.getTime() - resetAt.getTime()) < 2_000)
    await bench.harness.lay('search', { is: 'signed-out' })
    const out = await people().search(bench.call(), account, 'anybody', MOST)
    assert.ok(!out.ok && out.trouble.trouble.kind === 'sign-in-again', JSON.stringify(out))
  })
}
