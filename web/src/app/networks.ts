/** What is known of networks, without asking the server. */
import { allFacts } from '@shelftalker/networks/all-facts.ts'
import type { Facts } from '@shelftalker/networks/port.ts'

/** null: a network that this page is too old to know. */
export const factsOf = (network: string): Facts | null => allFacts.find((facts) => facts.network === network) ?? null
/** The library's own page: it publishes, and there is nothing to connect. */
export const isOwnPage = (facts: Facts): boolean => facts.can.publish && facts.connect.length === 0
