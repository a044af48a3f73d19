/** The short run of the faults, first half: points and wires in one process, and the stories. All of it: `npm run faults`. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { tryInProcess } from './in-process.ts'
import { blueskyPeer, bulletinPeer, mastodonPeer, silentPeer } from './peers.ts'
import { stories } from './singles.ts'
import { withStand } from './with.ts'

const peers = {
  'the Bulletin (local transaction)': bulletinPeer,
  'Bluesky (id)': blueskyPeer,
  'Mastodon (key)': () => mastodonPeer(),
  'GoToSocial (list)': () => mastodonPeer('gotosocial'),
  'Pixelfed (list, keys burned)': () => mastodonPeer('pixelfed'),
  'snac (list that proves nothing)': () => mastodonPeer('snac'),
  'a network that cannot be asked': silentPeer,
}
/** For what is not a plain post these tell most. */
const TELLING = ['abandoned: releasing', 'abandoned: accepted', 'hang-up-before', 'hang-up-after']

describe('whatever goes wrong, nothing doubles and nothing is lost', () => {
  for (const [name, make] of Object.entries(peers))
    it(`on ${name}`, async () => {
      const cells = await withStand(make, (on, peer) =>
        tryInProcess(on, peer, (act, fault) => act === 'post' || TELLING.includes(fault)),
      )
      const wrong = cells.filter((cell) => 'wrong' in cell.end && cell.end.wrong !== null)
      assert.deepEqual(wrong, [])
    })
})

describe('a story of faults', () => {
  for (const story of stories)
    it(story.name, async (t) => {
      t.diagnostic(await story.play())
    })
})
