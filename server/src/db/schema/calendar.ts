import type { Generated } from 'kysely'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

/** An event as it was written, without what no calendar of ours shows. Times are local to its own zone. */
export interface KeptEvent {
  title: string
  place: string | null
  /** `2027-03-14`: the whole day; `2027-03-14T09:00:00`: a moment in `zone`. */
  start: string
  /** IANA; null: the library's own. */
  zone: string | null
  /** Days where it has whole days, else minutes. */
  lasts: number
  /** RFC 5545, `FREQ=WEEKLY;BYDAY=MO`; its end as an instant. */
  rule?: string
  /** Starts that are left out, as `start` is written; or a day, for all of it. */
  without?: string[]
  /** Further starts, as `start` is written. */
  also?: string[]
}
/** What is to be said of a copy beside its events. */
export interface OverlayTold {
  /** Events that could not be read. */
  unread: number
  /** Zones that nobody knows: their times are taken as the library's own. */
  unknownZones: string[]
  /** It holds more than is kept. */
  more: boolean
}
export type OverlayTrouble =
  | 'no-answer'
  | 'private-address'
  | 'no-such-host'
  | 'status'
  | 'too-large'
  | 'no-calendar'
  | 'turns'
  | 'address-lost'
  /** Something broke on our side; the log has it. */
  | 'unforeseen'

export interface CalendarTables {
  calendar_note: {
    library_id: string
    id: Generated<string>
    first: string
    last: string
    text: string
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
    updated_by: string | null
    removed_at: MaybeTimestamp
  }
  calendar_overlay: {
    library_id: string
    id: Generated<string>
    name: string
    kind: 'address' | 'file'
    secret: Buffer | null
    host: string | null
    etag: string | null
    last_modified: string | null
    good_at: MaybeTimestamp
    events: Generated<number>
    told: JsonColumn<OverlayTold>
    tried_at: MaybeTimestamp
    tries: Generated<number>
    trouble: OverlayTrouble | null
    trouble_since: MaybeTimestamp
    next_at: MaybeTimestamp
    claim: string | null
    claimed_until: MaybeTimestamp
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    removed_at: MaybeTimestamp
  }
  overlay_event: {
    library_id: string
    overlay_id: string
    number: number
    first: string
    last: string | null
    event: JsonColumn<KeptEvent>
  }
}
