/** What is known of every network, in the order in which they are offered. Pure: the browser's composer loads it too. */
import { blueskyFacts } from './bluesky/facts.ts'
import { bulletinFacts } from './bulletin/facts.ts'
import { facebookFacts } from './facebook/facts.ts'
import { instagramFacts } from './instagram/facts.ts'
import { linkedinFacts } from './linkedin/facts.ts'
import { mastodonFacts } from './mastodon/facts.ts'
import { nextdoorFacts } from './nextdoor/facts.ts'
import type { Adapter, Facts } from './port.ts'
import { xFacts } from './x/facts.ts'

export const allFacts: Facts[] = [
  bulletinFacts,
  mastodonFacts,
  blueskyFacts,
  facebookFacts,
  instagramFacts,
  linkedinFacts,
  nextdoorFacts,
  xFacts,
]

/** Networks that only a person posts to: facts, and nothing that speaks. */
export const manualAdapters = (): Adapter[] =>
  allFacts.filter((facts) => !facts.can.publish).map((facts) => ({ facts }))
