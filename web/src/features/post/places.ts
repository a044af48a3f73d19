/** The deliveries of a post, put together as a person thinks of them: one place for each channel and language. Pure. */
import type { Delivery } from '#posts/types.ts'

export interface Place {
  key: string
  channel: string
  network: string
  language: string | null
  manual: boolean
  /** Of a thread all; else one. In their order. */
  parts: Delivery[]
  /** What speaks for the place: the first part that is not out, else the first. */
  head: Delivery
  /** Edits and removals that are not done yet. */
  changes: Delivery[]
  /** Of all deliveries that ever were here: letters and lists name any of them. */
  ids: string[]
  /** All that was out here was removed. */
  removed: boolean
}

const over = new Set<Delivery['state']>(['published', 'cancelled'])

/** In the order of the post's channels. What was replaced or cancelled shows only where nothing else is. */
export function placesOf(deliveries: Delivery[], channels: string[]): Place[] {
  const groups = Map.groupBy(
    deliveries.toSorted((one, other) => one.id.localeCompare(other.id)),
    ({ channel, language }) => `${channel} ${language ?? ''}`,
  )
  const rank = (channel: string) => channels.indexOf(channel) + 1 || channels.length + 1
  const places = [...groups].flatMap(([key, all]) => {
    const posts = all.filter(({ kind }) => kind === 'post')
    const live = posts.filter(({ state }) => state !== 'cancelled')
    const newest = Math.max(...posts.map(({ postVersion }) => postVersion ?? 0))
    const parts = (live.length > 0 ? live : posts.filter(({ postVersion }) => (postVersion ?? 0) === newest)).toSorted(
      (one, other) => one.part - other.part,
    )
    const head = parts.find(({ state }) => state !== 'published') ?? parts[0]
    if (!head) return []
    const { channel, network, language, manual } = head
    const changes = all.filter(({ kind, state }) => kind !== 'post' && !over.has(state))
    const out = parts.filter(({ state }) => state === 'published')
    const removed = out.length > 0 && out.every(({ removedAt }) => removedAt !== null)
    return [{ key, channel, network, language, manual, parts, head, changes, ids: all.map(({ id }) => id), removed }]
  })
  return places.toSorted((one, other) => rank(one.channel) - rank(other.channel))
}

/** How many places stand in each state, as they are called: `[['state.out', 3], …]`. */
export function tallyOf<Word>(places: Place[], wordOf: (place: Place) => Word): [Word, number][] {
  return [...Map.groupBy(places, wordOf)].map(([word, all]) => [word, all.length])
}
