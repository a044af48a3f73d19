/** The suite's tests of a network that takes videos: what is prepared once, and what a reader gets of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partOf, pictureOf, videoOf } from './parts.ts'
import type { Bench } from './suite-bench.ts'

const ALT = 'Children around a rug; a librarian reads aloud.'

export function videoTests(bench: Bench): void {
  const factsOf = () => bench.harness.adapter.facts.video
  const filmed = (title: string, way: () => Promise<void>) =>
    test(title, (t) => (factsOf() ? way() : t.skip('the facts say that it takes no video')))
  const part = partOf('Story hour is back.', { media: [videoOf(ALT)] })

  filmed('a video is seen once, with its description, and nothing of it before', async () => {
    const { account } = await bench.connect()
    const prepared = await bench.prepare(account, part)
    assert.deepEqual(await bench.visible(account), [])
    const answer = await bench.publish.release(bench.call(), account, part, prepared, bench.key())
    assert.ok(answer.ok, JSON.stringify(answer))
    const seen = await bench.visible(account)
    assert.deepEqual(
      seen.map(({ text, alts }) => [text, alts]),
      [['Story hour is back.', [ALT]]],
    )
  })

  filmed('preparing a video can be taken up after each step, and then stands as it is', async () => {
    const { account } = await bench.connect()
    const first = await bench.publish.prepare(bench.call(), account, part, null)
    assert.ok(first.ok, JSON.stringify(first))
    const stored = JSON.parse(JSON.stringify(first.value.prepared)) as typeof first.value.prepared
    const prepared = await bench.prepare(account, part, stored)
    assert.deepEqual(await bench.prepare(account, part, prepared), prepared, 'what stands is kept, not made anew')
    bench.assertNoSecrets(prepared, account)
  })

  filmed('a video that was posted is found again after its answer was lost', async () => {
    const { account } = await bench.connect()
    const { prepared, key, since, remote } = await bench.post(account, part)
    const found = await bench.found(account, part, prepared, key, since)
    assert.ok(found.is === 'out', JSON.stringify(found))
    assert.equal(found.remote.id, remote.id)
  })

  filmed(
    'a video that cannot be read from our own store fails before anything is seen, and the next try is whole',
    async () => {
      const { account } = await bench.connect()
      const film = videoOf(ALT)
      const broken = {
        ...film,
        open: async () =>
          (async function* () {
            yield (await film.read()).subarray(0, 100)
            throw new Error('the store broke off')
          })(),
      }
      const answer = await bench.publish
        .prepare(bench.call(), account, partOf('Broken.', { media: [broken] }), null)
        .catch((error: unknown) => ({ ok: false as const, error }))
      assert.equal(answer.ok, false)
      assert.deepEqual(await bench.visible(account), [])
      await bench.post(account, part)
      assert.equal((await bench.visible(account)).length, 1)
    },
  )

  filmed('a video beside a picture does not go out where a video stands alone', async () => {
    if (!factsOf()?.alone) return
    const { account } = await bench.connect()
    const both = partOf('Both.', { media: [pictureOf('A shelf'), videoOf(ALT)] })
    const prepared = await bench.publish.prepare(bench.call(), account, both, null)
    if (prepared.ok) {
      const state = await bench.prepare(account, both, prepared.value.prepared)
      const answer = await bench.publish.release(bench.call(), account, both, state, bench.key())
      assert.ok(!answer.ok && answer.trouble.rejected && answer.trouble.trouble.kind === 'refused')
    } else assert.equal(prepared.trouble.trouble.kind, 'refused')
    assert.deepEqual(await bench.visible(account), [])
  })
}
