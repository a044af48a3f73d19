/** What a channel is called in the composer. Pure. */
import type { Channel } from '#posts/types.ts'

type One = Pick<Channel, 'id' | 'network' | 'name'>

/** Its own name, where its network alone would not tell it from another of these channels; else nothing. */
export const nameBeside = (channel: One, among: One[]): string | null =>
  among.some(({ network, id }) => network === channel.network && id !== channel.id) ? channel.name : null

/** `Mastodon`, or `Mastodon · Kids on Mastodon` where there are several. `network`: its name in words. */
export function calledAmong(network: string, channel: One, among: One[]): string {
  const name = nameBeside(channel, among)
  return name === null ? network : `${network} · ${name}`
}
