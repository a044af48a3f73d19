/** The short run of the faults, second half: real deaths. All of them: `npm run faults`. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BOUNDARY_WORDS, killPostgres, killWorker } from './kills.ts'
import { blueskyPeer, bulletinPeer, mastodonPeer, type Peer } from './peers.ts'
import { killablePostgres } from './postgres.ts'
import { storm } from './random.ts'
import { stand } from './stand.ts'
import { webStories } from './web.ts'
import { withStand } from './with.ts'

/** Each boundary, each class of evidence, and the two that decide. */
const deaths: [() => Promise<Peer>, (keyof typeof BOUNDARY_WORDS)[]][] = [
  [bulletinPeer, ['claimed', 'accepted']],
  [blueskyPeer, ['prepared', 'accepted']],
  [() => mastodonPeer(), ['settled', 'accepted']],
  [() => mastodonPeer('gotosocial'), ['releasing', 'accepted']],
]

describe('a worker that is killed', () => {
  for (const [make, boundaries] of deaths)
    it(`at ${boundaries.map((one) => BOUNDARY_WORDS[one]).join(' and at ')} leaves what a clean one settles`, async () => {
      await withStand(make, async (on, peer, channel) => {
        for (const boundary of boundaries) {
          const { end } = await killWorker(on, peer, channel, boundary)
          assert.deepEqual([end.wrong, end.state, end.count], [null, 'published', 1], `${peer.name} ${end.evidence}`)
        }
      })
    })
})

it('Postgres is killed under a worker, which goes on when it is back', async () => {
  const peer = await mastodonPeer('gotosocial')
  try {
    await using database = await killablePostgres()
    await using on = await stand(database, [peer.host!])
    const channel = await peer.connect(on)
    for (const boundary of ['releasing', 'accepted'] as const) {
      const { end } = await killPostgres(on, peer, channel, boundary, () => database.kill())
      assert.deepEqual([end.wrong, end.state, end.count], [null, 'published', 1], end.evidence)
    }
  } finally {
    await peer.close()
  }
})

it(webStories[0]!.name, async (t) => {
  t.diagnostic(await webStories[0]!.play())
})

it('in a storm of faults and deaths nothing doubles, nothing is lost, and every state is true', async () => {
  const { doubled, untrue, lost } = await storm(7, { deliveries: 40, channels: 8, rounds: 3 })
  assert.deepEqual({ doubled, untrue, lost }, { doubled: 0, untrue: 0, lost: 0 })
})
