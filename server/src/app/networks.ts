/** Which networks there are: the adapters, the library's own page, and those that a person posts to by hand. */
import { allFacts } from '@shelftalker/networks/all-facts.ts'
import type { Adapter } from '@shelftalker/networks/port.ts'
import { adapters } from '@shelftalker/networks/registry.ts'
import { bulletinAdapter } from '#modules/bulletin/index.ts'

export function allNetworks(): Map<string, Adapter> {
  const known = new Map<string, Adapter>(allFacts.map((facts) => [facts.network, { facts }]))
  for (const adapter of [...adapters, bulletinAdapter()]) known.set(adapter.facts.network, adapter)
  return known
}
