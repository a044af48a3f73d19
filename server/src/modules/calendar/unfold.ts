/** From events as they were written to what stands on some days. It takes a breath now and then: the sender shares this thread. */
import { setImmediate as breathe } from 'node:timers/promises'
import { type Occurrence, occurrencesOf } from './occurrence.rules.ts'
import type { EventRow } from './overlays.view.ts'

/** So many events of others one screen can bear. */
const SHOWN_MAX = 2_000
/** Unfolding takes about 0.05 ms an event that repeats; past it calendars are shown in part. */
const PATIENCE_MS = 1_000
const SLICE_MS = 15

export interface Event extends Occurrence {
  overlay: string
}

/** In the order of the clock. `more`: not all are shown, also where not all rows were read. @param zone the library's */
export async function unfoldEvents(
  { rows, more }: { rows: EventRow[]; more: boolean },
  from: string,
  to: string,
  zone: string,
): Promise<{ events: Event[]; more: boolean }> {
  const events: Event[] = []
  const end = performance.now() + PATIENCE_MS
  let since = performance.now()
  let done = 0
  for (const { overlay, event } of rows) {
    for (const one of occurrencesOf(event, from, to, zone)) events.push({ overlay, ...one })
    done += 1
    if (performance.now() - since > SLICE_MS) {
      if (performance.now() > end) break
      await breathe()
      since = performance.now()
    }
  }
  events.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return { events: events.slice(0, SHOWN_MAX), more: more || done < rows.length || events.length > SHOWN_MAX }
}
/** What fills the day comes before what has an hour. */
const keyOf = ({ first, at }: Occurrence) => `${first} ${at ?? ''}`
