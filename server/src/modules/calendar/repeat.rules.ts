/** Rules by which events repeat (RFC 5545, 3.3.10), written by strangers: unfolded for some days only, and never further than a bound. */
import { RRuleTemporal } from 'rrule-temporal'
import type { KeptEvent } from '#db/schema/calendar.ts'
import type { Moment } from './moment.rules.ts'

/** What repeats within a day is no event of a library, and would fill any calendar. */
const FREQUENCIES = new Set(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])
const PARTS = 'interval count byday bymonthday byyearday byweekno bymonth bysetpos wkst'.split(' ')
const RULE_MAX = 500
/** Periods that are walked through before a rule counts as one that never comes: eight years of days. */
const STEPS_MAX = 3_000
const DAY_MS = 86_400_000

/** From jCal. null where we do not follow it; then the event stands once. */
export function ruleOf(jCal: unknown, start: Pick<Moment, 'days' | 'zone'>): string | null {
  if (typeof jCal !== 'object' || jCal === null) return null
  const parts = jCal as Record<string, unknown>
  const freq = String(parts.freq).toUpperCase()
  if (!FREQUENCIES.has(freq)) return null
  const written = PARTS.filter((part) => parts[part] !== undefined).map(
    (part) =>
      `${part.toUpperCase()}=${part === 'wkst' && typeof parts[part] === 'number' ? 'SU MO TU WE TH FR SA'.split(' ')[(parts[part] as number) - 1] : String(parts[part])}`,
  )
  const until = parts.until === undefined ? [] : [`UNTIL=${untilOf(String(parts.until), start)}`]
  const rule = [`FREQ=${freq}`, ...written, ...until].join(';')
  return rule.length <= RULE_MAX && /^[A-Z0-9=;,:+-]+$/.test(rule) ? rule : null
}

/** The end as an instant. A day counts to its end; a time without a zone is the event's own. */
function untilOf(written: string, { days, zone }: Pick<Moment, 'days' | 'zone'>): string {
  const utc = written.endsWith('Z')
  const bare = written.replace(/Z$/, '')
  const at = Temporal.PlainDateTime.from(bare.length === 10 ? `${bare}T23:59:59` : bare)
  const instant = at.toZonedDateTime(utc || days ? 'UTC' : (zone ?? 'UTC')).toInstant()
  return instant.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
}

/** The last day on which a series can begin; null: for ever, or not told. */
export function lastDayOf(event: KeptEvent): string | null {
  if (event.rule === undefined) return [event.start, ...(event.also ?? [])].sort().at(-1)!.slice(0, 10)
  const until = /UNTIL=(\d{4})(\d\d)(\d\d)/.exec(event.rule)
  return until ? [`${until[1]}-${until[2]}-${until[3]}`, ...(event.also ?? [])].sort().at(-1)!.slice(0, 10) : null
}

/**
 * The starts of an event between two instants, in their order, as `start` is written.
 * @param zone the library's, for what names none
 */
export function startsOf(event: KeptEvent, from: Temporal.Instant, to: Temporal.Instant, zone: string): string[] {
  const days = event.start.length === 10
  const own = days ? 'UTC' : (event.zone ?? zone)
  const stamp = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(own)
  const within = (text: string) => {
    const at = stamp(text).toInstant()
    return Temporal.Instant.compare(from, at) <= 0 && Temporal.Instant.compare(at, to) <= 0
  }
  const first = stamp(event.start)
  const unfolded =
    event.rule === undefined
      ? [event.start]
      : [
          event.start,
          ...unfold(event.rule, first, from, to).map((at) =>
            days ? at.toPlainDate().toString() : at.toPlainDateTime().toString({ smallestUnit: 'second' }),
          ),
        ]
  const gone = new Set(event.without)
  return [...new Set([...unfolded, ...(event.also ?? [])])]
    .filter((text) => !gone.has(text) && !gone.has(text.slice(0, 10)) && within(text))
    .sort()
}

/** A rule that never comes, counts further than the bound, or makes no sense gives nothing: the event stands at its first start. */
function unfold(
  rule: string,
  first: Temporal.ZonedDateTime,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Temporal.ZonedDateTime[] {
  const started = first.toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
  try {
    const series = new RRuleTemporal({
      rruleString: `DTSTART;TZID=${first.timeZoneId}:${started}\nRRULE:${rule}`,
      maxIterations: STEPS_MAX,
    })
    return series.between(new Date(from.epochMilliseconds - DAY_MS), new Date(to.epochMilliseconds + DAY_MS), true)
  } catch {
    return []
  }
}
