import { allFacts } from '@shelftalker/networks/all-facts.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Channel } from '#features/post/types.ts'
import type { Content } from './content.ts'
import { type Shown, shown, wordingsFor } from './preview.ts'

export interface Preview {
  channel: Channel
  /** null: a network that this page does not know. */
  facts: Facts | null
  wordings: Shown[]
}

export const factsOf = (network: string): Facts | null => allFacts.find((facts) => facts.network === network) ?? null

/** One for each chosen channel, in the order of the channels. */
export function previewsOf(content: Content, channels: Channel[]): Preview[] {
  return channels
    .filter((channel) => content.channels.includes(channel.id))
    .map((channel) => {
      const facts = factsOf(channel.network)
      const told = (channel.connection?.told ?? null) as JsonObject | null
      const wordings = facts ? wordingsFor(content, channel.id).map((wording) => shown(facts, told, wording)) : []
      return { channel, facts, wordings }
    })
}
