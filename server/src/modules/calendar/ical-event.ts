/** One event of an iCalendar file, from jCal (RFC 7265) to what we keep. */
import type { KeptEvent, OverlayTold } from '#db/schema/calendar.ts'
import { momentOf } from './moment.rules.ts'
import { plain } from './plain.ts'
import { ruleOf } from './repeat.rules.ts'
import { zoneNamed } from './zones.ts'

/** An event with what joins it to others of its file. */
export interface JCalEvent {
  uid: string
  /** The start that it stands instead of, in its own zone: one of a series was moved or called off. */
  instead: string | null
  calledOff: boolean
  event: KeptEvent
}
type Property = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]]

const MINUTE_MS = 60_000
/** Longer than any exhibition; what claims more is cut. */
const DAYS_MAX = 800
const TIMES_MAX = 1_000

/** @throws Error where it has no start that exists */
export function readEvent(jCal: unknown[], told: OverlayTold): JCalEvent {
  const properties = jCal[1] as Property[]
  const one = (name: string) => properties.find((property) => property[0] === name)
  const all = (name: string) => properties.filter((property) => property[0] === name)
  const text = (name: string, max: number) => plain(String(one(name)?.[3] ?? ''), max)
  const dtstart = one('dtstart')
  if (!dtstart) throw new Error('no start')
  const start = momentOf(String(dtstart[3]), zoneOf(dtstart, told))
  const rrule = one('rrule')
  const rule = rrule ? ruleOf(rrule[3], start) : null
  if (rrule && rule === null) told.unread += 1
  const times = (name: string) =>
    all(name)
      .flatMap((property) => property.slice(3, 3 + TIMES_MAX).map((value) => [property, value] as const))
      .slice(0, TIMES_MAX)
      .map(([property, value]) =>
        start.alike(momentOf(String(Array.isArray(value) ? value[0] : value), zoneOf(property, told))),
      )
  const [without, also] = [times('exdate'), times('rdate')]
  const recurrence = one('recurrence-id')
  return {
    uid: text('uid', 500),
    instead: recurrence ? start.alike(momentOf(String(recurrence[3]), zoneOf(recurrence, told))) : null,
    calledOff: text('status', 20).toUpperCase() === 'CANCELLED',
    event: {
      title: text('summary', 300),
      place: text('location', 300) || null,
      start: start.text,
      zone: start.zone,
      lasts: lastsOf(one('dtend'), one('duration'), start, told),
      ...(rule !== null && { rule }),
      ...(without.length > 0 && { without }),
      ...(also.length > 0 && { also }),
    },
  }
}

/** What stands instead of one of a series takes that one out of it; what is called off is left out. */
export function joined(found: JCalEvent[]): KeptEvent[] {
  const taken = new Map<string, string[]>()
  for (const { uid, instead } of found)
    if (instead !== null) taken.set(uid, [...(taken.get(uid) ?? []), instead].slice(0, TIMES_MAX))
  return found
    .filter(({ calledOff }) => !calledOff)
    .map(({ uid, instead, event }) => {
      const gone = instead === null && event.rule !== undefined ? taken.get(uid) : undefined
      return gone ? { ...event, without: [...(event.without ?? []), ...gone] } : event
    })
}

function zoneOf(property: Property, told: OverlayTold): string | null {
  const named = property[1].tzid
  if (typeof named !== 'string') return null
  const zone = zoneNamed(named)
  const shown = plain(named, 60)
  if (zone === null && !told.unknownZones.includes(shown) && told.unknownZones.length < 10)
    told.unknownZones.push(shown)
  return zone
}

/** Days or minutes, as KeptEvent says. Without an end: the day, or no time at all. */
function lastsOf(
  dtend: Property | undefined,
  duration: Property | undefined,
  start: ReturnType<typeof momentOf>,
  told: OverlayTold,
): number {
  const whole = start.days
  let lasts = whole ? 1 : 0
  if (dtend) {
    const end = momentOf(String(dtend[3]), zoneOf(dtend, told))
    if (end.days === whole)
      lasts = whole
        ? Temporal.PlainDate.from(start.text).until(Temporal.PlainDate.from(end.text)).days
        : Math.round((end.epoch - start.epoch) / MINUTE_MS)
  } else if (duration) {
    const length = Temporal.Duration.from(String(duration[3]))
    const minutes = Math.round(length.total({ unit: 'minutes', relativeTo: Temporal.PlainDate.from('2027-01-01') }))
    lasts = whole ? Math.round(minutes / 1440) : minutes
  }
  return Math.min(Math.max(lasts, whole ? 1 : 0), whole ? DAYS_MAX : DAYS_MAX * 1440)
}
