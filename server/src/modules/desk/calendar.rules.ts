/** From rows of deliveries to the posts of a calendar: pure, since a database groups and packs lists more slowly than this does. */
import type { DeliveryState } from '#db/schema/publishing.ts'

export interface CalendarRow {
  post: string
  channel: string
  title: string
  /** Local time in the library's zone, to the minute. */
  at: string
  state: DeliveryState
  waitingFor: string | null
}
export interface CalendarItem {
  post: string
  title: string
  at: string
  on: { channel: number; state: DeliveryState; waitingFor?: string }[]
}

/** Of a thread's parts the one that needs somebody most speaks for all; that it is out is said when all parts are. */
const WEIGHT: Record<DeliveryState, number> = {
  partly: 0,
  unknown: 1,
  held: 2,
  refused: 3,
  releasing: 4,
  preparing: 4,
  scheduled: 5,
  waiting: 6,
  published: 9,
  cancelled: 10,
}
/** A part that waits for the one before it says nothing of its own. */
const weightOf = (row: CalendarRow) => (row.waitingFor === 'part' ? 8 : WEIGHT[row.state])

/** @param rows in the order of their moments. @param channels ids, in the order in which the answer lists them. */
export function itemsOf(rows: CalendarRow[], channels: string[]): CalendarItem[] {
  const place = new Map(channels.map((id, at) => [id, at]))
  const posts = new Map<string, { item: CalendarItem; said: Map<string, { weight: number; at: number }> }>()
  for (const row of rows) {
    let post = posts.get(row.post)
    if (!post) {
      post = { item: { post: row.post, title: row.title, at: row.at, on: [] }, said: new Map() }
      posts.set(row.post, post)
    }
    const weight = weightOf(row)
    const before = post.said.get(row.channel)
    if (before && before.weight <= weight) continue
    const entry = {
      channel: place.get(row.channel) ?? -1,
      state: row.state,
      ...(row.waitingFor !== null && { waitingFor: row.waitingFor }),
    }
    const at = before?.at ?? post.item.on.length
    post.item.on[at] = entry
    post.said.set(row.channel, { weight, at })
  }
  return [...posts.values()].map(({ item }) => item)
}
