/** From one row a post to the posts of a calendar, as JSON text: pure. A busy month has thousands, and is written once instead of built, walked and written. */
import type { DeliveryState } from '#db/schema/publishing.ts'

/** As text throughout: a driver reads few texts faster than many values, and what repeats is understood once. */
export interface CalendarRow {
  post: string
  title: string
  /** Its first moment, in whole seconds since 1970. */
  due: string
  /** One for each delivery: `channel state waitingFor`, with commas between. */
  on: string
  /** `person branch area n`: who made it, for which branch, what it is about, and whether it was made on the network, by phone, where we only found it. */
  marks: string
}
interface Entry {
  /** Its place in the answer's list of channels. */
  channel: number
  state: DeliveryState
  waitingFor?: string
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
type Lists = Record<'channels' | 'people' | 'branches' | 'areas', Listed>
const placesIn = (list: Listed) => new Map(list.map(({ id }, at) => [id, at]))

/**
 * An array of items as `calendar.answer.ts` describes them. `by`, `branch` and `area` are places in the answer's lists, left out where there is none;
 * a native post has no post of ours, so its `post` is its delivery.
 * @param lists each in the order in which the answer has them @param zone the library's
 */
export function itemsText(rows: CalendarRow[], zone: string, lists: Lists): string {
  const place = placesIn(lists.channels)
  const of = { person: placesIn(lists.people), branch: placesIn(lists.branches), area: placesIn(lists.areas) }
  // Posts of a month share their hours, stand alike on the same channels, and come from the same people.
  const local = remembered(localTime(zone))
  const leads = remembered((on: string) => JSON.stringify(leadsOf(on, place)))
  const marks = remembered((text: string) => marksOf(text, of))
  const parts: string[] = []
  for (const row of rows) {
    const begin = parts.length === 0 ? '{"post":"' : ',{"post":"'
    const title = JSON.stringify(row.title)
    parts.push(
      begin,
      row.post,
      '","title":',
      title,
      ',"at":"',
      local(row.due),
      '","on":',
      leads(row.on),
      marks(row.marks),
    )
  }
  return `[${parts.join('')}]`
}

/** How an item ends. Who left is on no list, and so is not named. */
function marksOf(marks: string, places: Record<'person' | 'branch' | 'area', Map<string, number>>): string {
  const [person, branch, area, native] = marks.split(' ') as [string, string, string, string]
  const said = (name: string, at: number | undefined) => (at === undefined ? '' : `,"${name}":${at}`)
  const where = said('by', places.person.get(person)) + said('branch', places.branch.get(branch))
  return `${where}${said('area', places.area.get(area))}${native ? ',"native":true' : ''}}`
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
function leadsOf(on: string, place: Map<string, number>): Entry[] {
  const leads = new Map<number, { weight: number; entry: Entry }>()
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
function localTime(zone: string): (due: string) => string {
  const offsetAt = (s: number) =>
    Temporal.Instant.fromEpochMilliseconds(s * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9
  /** null: the clocks change within it. */
  const known = new Map<number, number | null>()
  const offsetOn = (day: number): number | null => {
    const offset = offsetAt(day * DAY_S)
    return offset === offsetAt((day + 1) * DAY_S - 1) ? offset : null
  }
  return (seconds) => {
    const due = Number(seconds)
    const day = Math.floor(due / DAY_S)
    let offset = known.get(day)
    if (offset === undefined) {
      offset = offsetOn(day)
      known.set(day, offset)
    }
    return new Date((due + (offset ?? offsetAt(due))) * 1000).toISOString().slice(0, 16)
  }
}
