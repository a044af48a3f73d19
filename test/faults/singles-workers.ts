/** Two workers, and one that sleeps. */
import assert from 'node:assert/strict'
import { until } from '../../server/src/app/until.ts'
import { makeSender } from '../../server/src/modules/publishing/index.ts'
import { scheduled, standing, storyOf } from '../../server/src/modules/publishing/testing.ts'
import { settle } from './acts.ts'
import { mastodonPeer } from './peers.ts'
import type { Story } from './singles.ts'
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
  { name: 'a worker that froze before `releasing` wakes after its lease', play: () => frozen('prepared') },
  {
    name: 'a worker that froze after `releasing`, before the first byte, wakes after its lease',
    play: () => frozen('releasing'),
  },
]
