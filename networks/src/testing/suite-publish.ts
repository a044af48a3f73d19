/** The suite's tests of a network that behaves: what is seen, once, and what can be found, changed and removed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, Remote } from '../port.ts'
import { partOf, pictureOf } from './parts.ts'
import type { Bench } from './suite-bench.ts'

const TEXT =
  'Story hour moves to 10:30. Tea & "biscuits" after: https://library.example.org/events/story-hour?week=48&place=main #StoryHour'

export function publishTests(bench: Bench): void {
  test('preparing shows nothing, and can be repeated with what stands so far', async () => {
    const { account } = await bench.connect()
    const part = partOf(TEXT, { media: [pictureOf('A red door'), pictureOf('A blue door', 40)] })
    const first = await bench.prepare(account, part)
    const again = await bench.prepare(account, part, first)
    assert.deepEqual(again, first, 'what stands is kept, not made anew')
    assert.deepEqual(await bench.visible(account), [])
    await bench.prepare(account, part)
    assert.deepEqual(await bench.visible(account), [])
  })

  test('a release is seen once, with text, pictures, alt texts and language', async (t) => {
    const { account } = await bench.connect()
    const media = [pictureOf('A red door'), pictureOf('A blue door', 40)]
    const { remote } = await bench.post(account, partOf(TEXT, { media, language: 'es' }))
    const seen = await bench.visible(account)
    assert.equal(seen.length, 1)
    assert.equal(seen[0]!.id, remote.id)
    assert.equal(seen[0]!.text, TEXT)
    assert.deepEqual(seen[0]!.alts, ['A red door', 'A blue door'])
    assert.equal(seen[0]!.parentId, null)
    const reason = bench.skip('language')
    if (reason) t.diagnostic(`language not checked: ${reason}`)
    else assert.equal(seen[0]!.language, 'es')
  })

  test('a content warning stands before the text', async (t) => {
    if (!bench.harness.adapter.facts.can.warning) return t.skip('the facts say that there are no content warnings')
    const reason = bench.skip('warning')
    if (reason) return t.skip(reason)
    const { account } = await bench.connect()
    await bench.post(account, partOf('The whole story', { options: { warning: 'Spoilers for the book club' } }))
    assert.equal((await bench.visible(account))[0]!.warning, 'Spoilers for the book club')
  })

  test('a second release with the same key is as harmless as the evidence says', async (t) => {
    const { account } = await bench.connect()
    const evidence = bench.evidence(account)
    if (evidence.class !== 'id' && evidence.class !== 'key') {
      assert.equal(evidence.harmlessForMs, 0, 'without an id or a key no time is harmless')
      return t.skip(`evidence is "${evidence.class}": nobody may release twice here`)
    }
    const part = partOf(TEXT)
    const { remote, prepared, key } = await bench.post(account, part)
    const second = await bench.publish.release(bench.call(), account, part, prepared, key)
    assert.ok(second.ok, JSON.stringify(second))
    assert.equal(second.value.remote.id, remote.id)
    assert.equal((await bench.visible(account)).length, 1)
  })

  test('two posts with keys of their own are two posts', async () => {
    const { account } = await bench.connect()
    const first = await bench.post(account, partOf('Good morning'))
    const second = await bench.post(account, partOf('Good evening'))
    assert.notEqual(first.remote.id, second.remote.id)
    assert.deepEqual(
      (await bench.visible(account)).map((one) => one.text),
      ['Good morning', 'Good evening'],
    )
  })

  test('a look-up finds what is out, and says of the rest that it is not', async () => {
    const { account } = await bench.connect()
    if (bench.evidence(account).class === 'none') return
    const part = partOf(TEXT, { media: [pictureOf('A red door')] })
    const { remote, prepared, key, since } = await bench.post(account, part)
    const found = await bench.found(account, part, prepared, key, since)
    assert.ok(found.is === 'out', JSON.stringify(found))
    assert.equal(found.remote.id, remote.id)
    const other = partOf('Nobody ever sent this')
    bench.assertNotOut(
      await bench.found(account, other, await bench.prepare(account, other), bench.key(), since),
      account,
    )
  })

  test('a look-up is not deceived by an older post that reads the same', async (t) => {
    const reason = bench.skip('older')
    if (reason) return t.skip(reason)
    const { account } = await bench.connect()
    if (bench.evidence(account).class === 'none') return t.skip('evidence is "none": nothing can be looked up')
    const part = partOf('Closed today because of the storm.')
    await bench.harness.postEarlier(account, part, 30)
    const prepared = await bench.prepare(account, part)
    bench.assertNotOut(await bench.found(account, part, prepared, bench.key(), new Date()), account)
    const { remote, key, since } = await bench.post(account, part)
    const found = await bench.found(account, part, prepared, key, since)
    assert.ok(found.is === 'out', JSON.stringify(found))
    assert.equal(found.remote.id, remote.id)
  })

  test('the parts of a thread hang on each other, and each is found as itself', async (t) => {
    if (!bench.harness.adapter.facts.can.threads) return t.skip('the facts say that there are no threads')
    const { account } = await bench.connect()
    const remotes: Remote[] = []
    for (const number of [1, 2, 3]) {
      const parent = remotes.at(-1) ?? null
      const part = partOf(`Part ${number} of the tour`, { parent, root: remotes[0] ?? null, number, count: 3 })
      const { remote, prepared, key, since } = await bench.post(account, part)
      remotes.push(remote)
      if (bench.evidence(account).class === 'none') continue
      const found = await bench.found(account, part, prepared, key, since)
      assert.ok(found.is === 'out' && found.remote.id === remote.id, JSON.stringify(found))
    }
    const seen = await bench.visible(account)
    assert.deepEqual(
      seen.map((one) => [one.id, one.parentId]),
      remotes.map((one, n) => [one.id, remotes[n - 1]?.id ?? null]),
    )
  })

  test('an edit changes the text in its place, and the post stands so', async (t) => {
    const { edit, stands } = bench.publish
    if (!edit || !stands) return t.skip('the facts say that a post cannot be edited')
    const { account } = await bench.connect()
    const { remote } = await bench.post(account, partOf('Open until 6'))
    const better = partOf('Open until 8', { media: [pictureOf('The door at night')] })
    const answer = await edit(bench.call(), account, remote, better, await bench.prepare(account, better))
    assert.ok(answer.ok, JSON.stringify(answer))
    const seen = await bench.visible(account)
    assert.deepEqual([seen.length, seen[0]!.text, seen[0]!.alts], [1, 'Open until 8', ['The door at night']])
    const now = await stands(bench.call(), account, answer.value.remote)
    assert.ok(now.ok)
    assert.deepEqual(now.value.stands, { text: 'Open until 8' })
  })

  test('a removed post is gone, and removing it again is no trouble', async (t) => {
    const { remove, stands } = bench.publish
    if (!remove || !stands) return t.skip('the facts say that a post cannot be removed')
    const { account } = await bench.connect()
    const kept = await bench.post(account, partOf('This one stays'))
    const { remote } = await bench.post(account, partOf('This one goes'))
    for (const _time of [1, 2]) {
      const answer: Answer<{ gone: true }> = await remove(bench.call(), account, remote)
      assert.ok(answer.ok, JSON.stringify(answer))
    }
    const now = await stands(bench.call(), account, remote)
    assert.ok(now.ok)
    assert.equal(now.value.stands, 'gone')
    assert.deepEqual(
      (await bench.visible(account)).map((one) => one.id),
      [kept.remote.id],
    )
  })
}
