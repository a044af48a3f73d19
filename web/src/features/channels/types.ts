import { allFacts } from '@shelftalker/networks/all-facts.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import type { paths } from '#app/api.types.ts'
import { isOwnPage } from '#app/networks.ts'

export type Channel = paths['/channels']['get']['responses'][200]['content']['application/json']['items'][number]
export type Standing = Channel['standing']
export type State = Channel['state']

/** Networks of which a channel can be added, in the order in which they are offered. */
export const addable = (): Facts[] => allFacts.filter((facts) => !isOwnPage(facts))
