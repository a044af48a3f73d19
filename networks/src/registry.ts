/** The list of networks: one line each. Adapters are added by the server (the Bulletin's stands in its own room). */
import { bluesky, blueskyWith } from './bluesky/adapter.ts'
import { mastodon } from './mastodon/adapter.ts'
import type { Adapter } from './port.ts'

/** @param blueskyVideo origin of another video service than Bluesky's own; null: that one */
export const adaptersFor = (blueskyVideo: string | null): Adapter[] => [
  mastodon,
  blueskyVideo === null ? bluesky : blueskyWith(blueskyVideo),
]
