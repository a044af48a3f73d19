/** How many answers a poll may be given: as many as the most generous of the chosen channels takes, by what its server told. Pure. */
import { toldLimits } from '@shelftalker/networks/count.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { factsOf } from '#app/networks.ts'
import type { Channel } from '#posts/types.ts'

/** What the server keeps of one post. */
const KEPT = 20
/** Where no chosen network has polls, for those that somebody chose before. */
const USUAL = 4

/** A channel that takes fewer is named by the checks; nothing that another takes is kept from being typed. */
export function mostAnswers(chosen: readonly Pick<Channel, 'network' | 'connection'>[]): number {
  const taken = chosen.flatMap(({ network, connection }) => {
    const poll = factsOf(network)?.poll
    return poll ? [toldLimits((connection?.told as JsonObject) ?? null).pollAnswers ?? poll.answers.value] : []
  })
  return Math.min(KEPT, taken.length > 0 ? Math.max(...taken) : USUAL)
}
