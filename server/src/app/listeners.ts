/** Who listens to what, in one list. A listener's name stands in the rows that are still to be heard: never rename one lightly. */
import { measureListeners } from '#modules/measures/index.ts'
import { noticeListeners } from '#modules/notices/index.ts'
import { publishingListeners } from '#modules/publishing/index.ts'
import { type Listener, listenersIn } from './fact.ts'

export const LISTENERS: readonly Listener[] = [...noticeListeners, ...publishingListeners, ...measureListeners]

/** Names of those who hear a kind of fact; app/tx.ts writes them with it. */
export const listenersOf = listenersIn(LISTENERS)
