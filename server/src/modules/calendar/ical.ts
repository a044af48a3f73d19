/**
 * Reads an iCalendar file (RFC 5545) as strangers write them: event by event, so that one that is broken costs itself only, and with a breath
 * between them, so that a large one does not keep the sender waiting. Text only: no link, picture or script of it is kept.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import ICAL from 'ical.js'
import type { KeptEvent, OverlayTold } from '#db/schema/calendar.ts'
import { type JCalEvent, joined, readEvent } from './ical-event.ts'
import { plain } from './plain.ts'

/** A year of a busy county has some thousand. */
export const EVENTS_MAX = 20_000
/** Some carry pictures within an event; those are dropped with it. */
const EVENT_MAX = 256 * 1024
const SLICE_MS = 15

export class NoCalendar extends Error {}
export interface ReadCalendar {
  /** As the calendar calls itself. */
  name: string | null
  events: KeptEvent[]
  told: OverlayTold
}

/** @throws NoCalendar where the bytes are something else */
export async function readCalendar(bytes: Uint8Array): Promise<ReadCalendar> {
  const text = decode(bytes)
  if (!/^\s*BEGIN:VCALENDAR\s*$/im.test(text.slice(0, 4_096))) throw new NoCalendar('this is not a calendar')
  const found: JCalEvent[] = []
  const told: OverlayTold = { unread: 0, unknownZones: [], more: false }
  let since = performance.now()
  for (const block of blocksOf(text)) {
    if (found.length >= EVENTS_MAX) {
      told.more = true
      break
    }
    try {
      if (block === null) throw new Error('too long')
      found.push(readEvent(ICAL.parse(block) as unknown[], told))
    } catch {
      told.unread += 1
    }
    if (performance.now() - since > SLICE_MS) {
      await breathe()
      since = performance.now()
    }
  }
  return { name: nameIn(text), events: joined(found), told }
}

/** Each VEVENT as text; null for one that is longer than any event. */
function* blocksOf(text: string): Generator<string | null> {
  const edge = /^(BEGIN|END):VEVENT[ \t]*\r?$/gim
  let from: number | null = null
  for (let match = edge.exec(text); match; match = edge.exec(text)) {
    if (match[1]!.toUpperCase() === 'BEGIN') from = match.index
    else if (from !== null) {
      const to = match.index + match[0].length
      yield to - from > EVENT_MAX ? null : text.slice(from, to)
      from = null
    }
  }
}

function nameIn(text: string): string | null {
  const head = text.slice(0, 65_536).split(/^BEGIN:VEVENT/im, 1)[0]!
  const said = /^(?:X-WR-CALNAME|NAME)(?:;[^:\r\n]{0,200})?:(.{1,400})/im.exec(head)?.[1]
  return said ? plain(said.replace(/\\([,;\\])/g, '$1'), 120) || null : null
}

function decode(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  // A lone carriage return ends a line on very old machines.
  return new TextDecoder(wide).decode(bytes).replace(/\r\n?/g, '\n')
}
