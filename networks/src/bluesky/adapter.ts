/** Bluesky, by the AT Protocol's own HTTP interface (XRPC) of the account's server (PDS). README.md has the why. */
import type { Adapter, Budget, Evidence } from '../port.ts'
import { blueskyFacts } from './facts.ts'
import { lookUp, SOON_MS } from './look-up.ts'
import { measure } from './measure.ts'
import { people } from './people.ts'
import { preparing } from './prepare.ts'
import { release } from './release.ts'
import { remove, stands } from './remove.ts'
import { baseOf } from './session.ts'
import { signIn } from './sign-in.ts'
import { tidOf } from './tid.ts'
import { VIDEO_SERVICE } from './video-service.ts'

const HOUR = 60 * 60_000
const UPLOADS = { post: 0, edit: 0, remove: 0, media: 1 }

export const bluesky: Adapter = {
  facts: blueskyFacts,
  signIn,
  measure,
  people,
  publish: {
    /**
     * A second write can never double. It can bring back a post that a person deleted after the first, so that it is
     * called harmless only while the first is fresh; later `lookUp` decides (README, "What remains").
     */
    evidence(): Evidence {
      return { class: 'id', harmlessForMs: SOON_MS, lookUpConclusive: true, visibilityLagMs: 5_000 }
    },
    /**
     * Points of an account: https://docs.bsky.app/docs/advanced-guides/rate-limits, read 2026-11-24 (create 3, update 2,
     * delete 1). The reference PDS counts a put as 2; a new post is counted as a creation, so that we are never over.
     */
    budgets(account): Budget[] {
      const who = `bluesky:${account.id}`
      const cost = { post: 3, edit: 2, remove: 1 }
      return [
        { key: `${who}:hour`, limit: 5_000, windowMs: HOUR, cost },
        { key: `${who}:day`, limit: 35_000, windowMs: 24 * HOUR, cost },
        // A server takes 3,000 requests in five minutes from one address, whatever they are for: readings leave half of it to posts.
        {
          key: `bluesky:${baseOf(account)}:reading`,
          limit: 1_500,
          windowMs: 5 * 60_000,
          cost: { post: 0, edit: 0, remove: 0, reading: 1 },
        },
        // The reference PDS counts uploads by the address that they come from: all accounts of an installation share it.
        { key: `bluesky:${baseOf(account)}:uploads`, limit: 1_000, windowMs: 24 * HOUR, cost: UPLOADS },
      ]
    },
    keyFor: tidOf,
    prepare: preparing(VIDEO_SERVICE),
    release,
    lookUp,
    remove,
    stands,
  },
}

/** The same with another video service than Bluesky's own. @param service its origin */
export const blueskyWith = (service: string): Adapter => ({
  ...bluesky,
  publish: { ...bluesky.publish!, prepare: preparing(service) },
})
