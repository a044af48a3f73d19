/** Which networks there are: the adapters, the library's own page, and those that a person posts to by hand. */
import { allFacts } from '@shelftalker/networks/all-facts.ts'
import type { Adapter } from '@shelftalker/networks/port.ts'
import { adaptersFor } from '@shelftalker/networks/registry.ts'
import { bulletinAdapter } from '#modules/bulletin/index.ts'

/** @param blueskyVideo see the setting SHELFTALKER_BLUESKY_VIDEO */
export function allNetworks(blueskyVideo: string | null = null): Map<string, Adapter> {
  const known = new Map<string, Adapter>(allFacts.map((facts) => [facts.network, { facts }]))
  for (const adapter of [...adaptersFor(blueskyVideo), bulletinAdapter()]) known.set(adapter.facts.network, adapter)
  return known
}
