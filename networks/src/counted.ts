/**
 * What each network counts for us, by canonical name: as its interface tells it, or as its own figures page shows it where a person types
 * figures in or brings an export. Source: the networks' documents as collected in networks-metrics.json (2026-11).
 */
const COMMON = ['audience.followers', 'engagement.reactions', 'engagement.comments', 'engagement.shares']

const counted: Record<string, readonly string[]> = {
  // Our own page has no trackers: nobody is counted who reads it.
  bulletin: [],
  mastodon: [...COMMON, 'engagement.quotes', 'poll.votes'],
  bluesky: [...COMMON, 'engagement.quotes', 'engagement.saves'],
  facebook: [...COMMON, 'exposure.views', 'exposure.reach', 'video.views'],
  instagram: [...COMMON, 'engagement.saves', 'click.link', 'exposure.views', 'exposure.reach'],
  linkedin: [...COMMON, 'exposure.impressions', 'exposure.reach', 'video.views'],
  nextdoor: [],
  x: [...COMMON, 'engagement.quotes', 'engagement.saves', 'click.link', 'exposure.impressions', 'video.views'],
}

/** @returns null for a network of which nothing is known: then nothing can be said against a measure. */
export const countedBy = (network: string): readonly string[] | null => counted[network] ?? null
