import { allFacts } from '@shelftalker/networks/all-facts.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import type { paths, Role } from '#app/api.types.ts'

export type Channel = paths['/channels']['get']['responses'][200]['content']['application/json']['items'][number]
export type Standing = Channel['standing']
export type State = Channel['state']

/** What is known of a network; null for one that this page is too old to know. */
export const factsOf = (network: string): Facts | null => allFacts.find((facts) => facts.network === network) ?? null
/** The library's own page: it publishes, and there is nothing to connect. */
export const isOwnPage = (facts: Facts): boolean => facts.can.publish && facts.connect.length === 0
/** Networks of which a channel can be added, in the order in which they are offered. */
export const addable = (): Facts[] => allFacts.filter((facts) => !isOwnPage(facts))

/** The server holds to the same lists (`channels.manage`, `pause`). */
export const mayManage = (role: Role): boolean => ['administrator', 'manager'].includes(role)
export const mayPause = (role: Role): boolean => ['administrator', 'manager', 'director'].includes(role)
