import type { Facts } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { factsOf } from '#app/networks.ts'
import type { Channel } from '#posts/types.ts'
import type { Content } from './content.ts'
import { type Shown, shownOn } from './preview.ts'

export interface Preview {
  channel: Channel
  /** null: a network that this page does not know. */
  facts: Facts | null
  wordings: Shown[]
}

/** One for each chosen channel, in the order of the channels. */
export function previewsOf(content: Content, channels: Channel[]): Preview[] {
  return channels
    .filter((channel) => content.channels.includes(channel.id))
    .map((channel) => {
      const facts = factsOf(channel.network)
      const told = (channel.connection?.told ?? null) as JsonObject | null
      const wordings = facts ? shownOn(facts, told, content, channel.id) : []
      return { channel, facts, wordings }
    })
}
