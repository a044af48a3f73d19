/** Mastodon and the servers that speak its API: what may be trusted depends on the software behind an account. */
import type { Adapter, Budget, Evidence } from '../port.ts'
import { mastodonFacts } from './facts.ts'
import { lookUp } from './look-up.ts'
import { measure } from './measure.ts'
import { prepare } from './media.ts'
import { people } from './people.ts'
import { signIn } from './sign-in.ts'
import { edit, release, remove, stands } from './status.ts'

/** Seen to give the first post again for the same key, for an hour after it (reference: Mastodon's and Hollo's sources, 2026). */
const HONOURS_KEYS = new Set(['mastodon', 'hollo'])
/** Ten minutes short of the hour: our clock, their clock, and the time a request is on its way. */
const KEY_LIVES_MS = 50 * 60_000
/** Their list of an account reads the table that posting writes. Of others we don't know. */
const LISTS_TRULY = new Set(['mastodon', 'hollo', 'gotosocial', 'pixelfed'])
/** A read replica that lags, a request still queued in front of the application when we gave up. */
const LAG_MS = 60_000

const MINUTE = 60_000
const softwareOf = (told: { software?: unknown }): string => String(told.software ?? 'unknown')

export const mastodon: Adapter = {
  facts: mastodonFacts,
  signIn,
  measure,
  people,
  publish: {
    evidence(account): Evidence {
      const software = softwareOf(account.told)
      const key = HONOURS_KEYS.has(software)
      return {
        class: key ? 'key' : 'list',
        harmlessForMs: key ? KEY_LIVES_MS : 0,
        lookUpConclusive: LISTS_TRULY.has(software),
        visibilityLagMs: LAG_MS,
      }
    },
    /** Mastodon's limits (docs.joinmastodon.org/api/rate-limits, read 2026-11-23); others are held to the same. A picture is an upload and, as a rule, one question after it. */
    budgets(account): Budget[] {
      const who = `mastodon:${account.server}:${account.id}`
      return [
        { key: who, limit: 300, windowMs: 5 * MINUTE, cost: { post: 1, edit: 1, remove: 1, media: 2, reading: 1 } },
        // Readings leave half of it to posts.
        { key: `${who}:reading`, limit: 150, windowMs: 5 * MINUTE, cost: { post: 0, edit: 0, remove: 0, reading: 1 } },
        { key: `${who}:media`, limit: 30, windowMs: 30 * MINUTE, cost: { post: 0, edit: 0, remove: 0, media: 1 } },
        { key: `${who}:remove`, limit: 30, windowMs: 30 * MINUTE, cost: { post: 0, edit: 0, remove: 1 } },
      ]
    },
    keyFor: (seed) => `shelftalker-${seed}`,
    prepare,
    release,
    lookUp: (call, account, part, prepared, _key, since) => lookUp(call, account, part, prepared, since),
    edit,
    remove,
    stands,
  },
}
