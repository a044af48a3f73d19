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
  /** `network`: made there, by phone; we only found it. */
  origin: string
  person: string | null
  branch: string | null
}
export interface CalendarItem {
  post: string
  title: string
  at: string
  /** Places in the answer's lists of people and branches; left out where there is none. */
  by?: number
  branch?: number
  /** Posted on the network, not from here. */
  native?: true
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

type Listed = { id: string }[]
const placesIn = (list: Listed) => new Map(list.map(({ id }, at) => [id, at]))

/** @param rows in the order of their moments. The lists in the order in which the answer has them. */
export function itemsOf(rows: CalendarRow[], channels: Listed, people: Listed, branches: Listed): CalendarItem[] {
  const [place, personAt, branchAt] = [placesIn(channels), placesIn(people), placesIn(branches)]
  const posts = new Map<string, { item: CalendarItem; said: Map<string, { weight: number; at: number }> }>()
  for (const row of rows) {
    let post = posts.get(row.post)
    if (!post) {
      const [by, branch] = [personAt.get(row.person ?? ''), branchAt.get(row.branch ?? '')]
      const item: CalendarItem = { post: row.post, title: row.title, at: row.at, on: [] }
      if (by !== undefined) item.by = by
      if (branch !== undefined) item.branch = branch
      if (row.origin === 'network') item.native = true
      post = { item, said: new Map() }
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
