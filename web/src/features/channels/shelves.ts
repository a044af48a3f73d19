import type { Channel } from './types.ts'

const shelves = ['ours', 'reserved', 'not-ours', 'retired'] as const
export type Shelf = (typeof shelves)[number]

/** Whose a channel is decides where it stands; a retired one stands by itself, whoever's it was. */
const shelfOf = (channel: Pick<Channel, 'standing' | 'state'>): Shelf =>
  channel.state === 'retired' ? 'retired' : channel.standing

/** The registry by shelf, in the order of the list; a shelf without channels is left out. */
export function byShelf<C extends Pick<Channel, 'standing' | 'state'>>(channels: C[]): [Shelf, C[]][] {
  return shelves
    .map((shelf): [Shelf, C[]] => [shelf, channels.filter((channel) => shelfOf(channel) === shelf)])
    .filter(([, list]) => list.length > 0)
}
