/** From one row a post to the posts of a calendar: pure. */
import type { DeliveryState } from '#db/schema/publishing.ts'

export interface CalendarRow {
  post: string
  title: string
  /** Its first moment, in seconds since 1970. */
  due: number
  /** One for each delivery: `channel state waitingFor`, with commas between. As text, since a driver reads one text faster than six thousand rows. */
  on: string
  /** Made on the network, by phone; we only found it. */
  native: boolean
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
  /** Posted on the network, not from here: `post` is its delivery, since it has no post. */
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
const weightOf = (state: DeliveryState, waitingFor: string) => (waitingFor === 'part' ? 8 : WEIGHT[state])

type Listed = { id: string }[]
const placesIn = (list: Listed) => new Map(list.map(({ id }, at) => [id, at]))

/** The lists in the order in which the answer has them. @param zone the library's */
export function itemsOf(
  rows: CalendarRow[],
  zone: string,
  channels: Listed,
  people: Listed,
  branches: Listed,
): CalendarItem[] {
  const [place, personAt, branchAt] = [placesIn(channels), placesIn(people), placesIn(branches)]
  // Posts of a month share their hours, and stand alike on the same channels.
  const local = remembered(localTime(zone))
  const leads = remembered((on: string) => leadsOf(on, place))
  return rows.map((row) => {
    const by = row.person === null ? undefined : personAt.get(row.person)
    const branch = row.branch === null ? undefined : branchAt.get(row.branch)
    const item: CalendarItem = { post: row.post, title: row.title, at: local(row.due), on: leads(row.on) }
    if (by !== undefined) item.by = by
    if (branch !== undefined) item.branch = branch
    if (row.native) item.native = true
    return item
  })
}

function remembered<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) {
      value = work(key)
      known.set(key, value)
    }
    return value
  }
}

/** One entry a channel, in the order of the channels. */
function leadsOf(on: string, place: Map<string, number>): CalendarItem['on'] {
  const leads = new Map<number, { weight: number; entry: CalendarItem['on'][number] }>()
  for (const one of on.split(',')) {
    const [id, state, waitingFor] = one.split(' ') as [string, DeliveryState, string]
    const channel = place.get(id) ?? -1
    const weight = weightOf(state, waitingFor)
    const before = leads.get(channel)
    if (before && before.weight <= weight) continue
    leads.set(channel, { weight, entry: waitingFor === '' ? { channel, state } : { channel, state, waitingFor } })
  }
  const entries = [...leads.values()].map(({ entry }) => entry)
  return entries.length > 1 ? entries.sort((one, other) => one.channel - other.channel) : entries
}

const DAY_S = 86_400

/**
 * Answers the local time, to the minute, of seconds since 1970. Offsets are asked for once a day of UTC: a month of posts shares them, and
 * asking for each would take as long as the database does.
 */
function localTime(zone: string): (due: number) => string {
  const offsetAt = (s: number) =>
    Temporal.Instant.fromEpochMilliseconds(s * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9
  /** null: the clocks change within it. */
  const known = new Map<number, number | null>()
  const offsetOn = (day: number): number | null => {
    const offset = offsetAt(day * DAY_S)
    return offset === offsetAt((day + 1) * DAY_S - 1) ? offset : null
  }
  return (due) => {
    const day = Math.floor(due / DAY_S)
    let offset = known.get(day)
    if (offset === undefined) {
      offset = offsetOn(day)
      known.set(day, offset)
    }
    return new Date((due + (offset ?? offsetAt(due))) * 1000).toISOString().slice(0, 16)
  }
}
