/** Two workers, and one that sleeps. */
import assert from 'node:assert/strict'
import { until } from '../../server/src/app/until.ts'
import { makeSender } from '../../server/src/modules/publishing/index.ts'
import { scheduled, standing, storyOf } from '../../server/src/modules/publishing/testing.ts'
import { settle } from './acts.ts'
import { mastodonPeer, type Peer } from './peers.ts'
import type { Story } from './singles.ts'
import type { Stand } from './stand.ts'
import { withStand } from './with.ts'
import { Worker } from './workers.ts'

/** The least forgiving of those that can be looked up: whatever is sent twice is there twice. */
const ignoresKeys = () => mastodonPeer('gotosocial')

/**
 * A real worker freezes at a point; another one settles meanwhile what it left; then it wakes. Its visible call has a tenth of a second
 * here, so that its deadline is over by then: in life the lease alone is more than twice as long as that time.
 */
const frozen = (point: 'prepared' | 'releasing'): Promise<string> =>
  withStand(ignoresKeys, async (stand, peer, channel) => {
    const [id] = await scheduled(stand.ctx, channel, [`asleep at ${point}, 8f3a lighthouse`])
    await using sleeper = await Worker.start({ ...stand.env, FAULTS_RELEASE_SECONDS: '0.1' })
    await sleeper.at({ point, does: 'freeze' })
    sleeper.say({ do: 'drain' })
    await sleeper.reached(point)
    const asleep = performance.now()
    const other = makeSender(stand.deps, { guardClock: false })
    await settle(stand, id!, () => other.drain())
    assert.equal((await standing(stand.ctx, id!)).state, 'published')
    await until(() => performance.now() - asleep > 500)
    sleeper.signal('SIGCONT')
    await sleeper.order({ do: 'drain' })
    const { accepted } = await peer.book(stand, `asleep at ${point}, 8f3a lighthouse`)
    assert.equal(accepted, 1, 'the sleeper sent it again')
    const row = await standing(stand.ctx, id!)
    assert.equal(row.state, 'published')
    const lines = await storyOf(stand.ctx, id!)
    return `woke after another worker had sent it: in the peer’s book once, releases by this database: ${row.releases}, lines of the story by step: ${lines.map((line) => line.step).join(', ')}`
  })

/**
 * Six are begun in one commit on six channels. Two stand before their first byte, four are accepted and wait to be settled together, when the
 * worker is killed. None of it is written: each must be looked up by itself, and only those that are not there may be released again.
 */
async function killedTogether(stand: Stand, peer: Peer, channel: string): Promise<string> {
  const channels = [channel]
  while (channels.length < 6) channels.push(await peer.connect(stand))
  const texts = channels.map((_, n) => `together ${n} ${'fghijk'[n]!.repeat(8)}`)
  const ids: string[] = []
  for (const [n, text] of texts.entries()) ids.push(...(await scheduled(stand.ctx, channels[n]!, [text])))
  const counts = () => Promise.all(texts.map(async (text) => (await peer.book(stand, text)).accepted))
  const states = () => Promise.all(ids.map(async (id) => (await standing(stand.ctx, id)).state))

  await using doomed = await Worker.start(stand.env)
  const pointOf = (n: number) => (n < 2 ? ('releasing' as const) : ('accepted' as const))
  for (const [n, delivery] of ids.entries()) await doomed.at({ point: pointOf(n), does: 'ask', delivery })
  doomed.say({ do: 'drain' })
  for (const n of ids.keys()) await doomed.reached(pointOf(n))
  assert.deepEqual(await counts(), [0, 0, 1, 1, 1, 1])
  assert.deepEqual(new Set(await states()), new Set(['releasing']))
  doomed.signal('SIGKILL')
  await doomed.gone()

  await using clean = await Worker.start(stand.env)
  for (const id of ids) await settle(stand, id, () => clean.order({ do: 'drain' }))
  assert.deepEqual(await counts(), [1, 1, 1, 1, 1, 1])
  assert.deepEqual(new Set(await states()), new Set(['published']))
  const releases = await Promise.all(ids.map(async (id) => (await standing(stand.ctx, id)).releases))
  assert.deepEqual(releases, [2, 2, 1, 1, 1, 1])
  for (const id of ids)
    assert.ok(
      (await storyOf(stand.ctx, id)).some((line) => line.step === 'look-up'),
      'released again without a look-up',
    )
  return 'begun in one commit, killed before the one that settles: each was looked up; the two that had not left were released again, the four that were out were not; each is in the peer’s book once'
}

export const workerStories: Story[] = [
  {
    name: 'two workers drain one delivery at the same time',
    play: () =>
      withStand(ignoresKeys, async (stand, peer, channel) => {
        const texts = [1, 2, 3, 4, 5].map((n) => `both ${n} ${'abcde'[n - 1]!.repeat(8)}`)
        for (const text of texts) await scheduled(stand.ctx, channel, [text])
        await using one = await Worker.start(stand.env)
        await using two = await Worker.start(stand.env)
        await Promise.all([one.order({ do: 'drain' }), two.order({ do: 'drain' })])
        await one.order({ do: 'drain' })
        const counts = await Promise.all(texts.map(async (text) => (await peer.book(stand, text)).accepted))
        assert.deepEqual(counts, [1, 1, 1, 1, 1])
        return 'five deliveries, two processes: each is in the peer’s book once'
      }),
  },
  {
    name: 'a worker is killed with six in hand that were begun together',
    play: () => withStand(ignoresKeys, killedTogether),
  },
  { name: 'a worker that froze before `releasing` wakes after its lease', play: () => frozen('prepared') },
  {
    name: 'a worker that froze after `releasing`, before the first byte, wakes after its lease',
    play: () => frozen('releasing'),
  },
]
