/** What each channel gets of a post: its wordings with their parts. Pure. */
import { toldLimits } from '@shelftalker/networks/count.ts'
import { type CountedPart, partsOf, type Wording, wordingsOf } from '@shelftalker/networks/wordings.ts'
import type { ChannelFor } from '#modules/channels/index.ts'
import type { Content } from './content.answers.ts'

export interface Worded {
  channel: ChannelFor
  wording: Wording
  parts: CountedPart[]
}

/** Channels of one network with the same limits share the work of breaking a text into parts. */
export function wordedFor({ post, channels }: { post: Content; channels: ChannelFor[] }): Worded[] {
  const known = new Map<string, CountedPart[]>()
  return channels.flatMap((channel) => {
    const limits = JSON.stringify(toldLimits(channel.told))
    return wordingsOf(post, channel.id).map((wording) => {
      const key = JSON.stringify([channel.network, limits, wording.options.warning, wording.text])
      const parts = known.get(key) ?? partsOf(channel.facts, channel.told, wording)
      known.set(key, parts)
      return { channel, wording, parts }
    })
  })
}
