import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { ColumnType, Generated } from 'kysely'
import type { JsonColumn, MaybeJsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

/** The ages at which a post is read. */
export type Age = '1h' | '1d' | '7d' | '28d'
export type ReadingSource = 'network' | 'import' | 'typed'

/** What the account's own listing said of a delivery. */
export type CheckResult = 'seen' | 'lost' | 'doubled' | 'not-checked'
/**
 * Why a delivery could not be checked. `not-offered`: the network has no listing for us. `unreadable`: it did not answer in a way we could read.
 * `too-long`: the account posted more than we read. `not-listed`: it stands, and the listing leaves it out. `removed`: we removed it ourselves.
 * `no-id`: nobody knows what the network calls it. `undecided`: the same words are still unsettled on this channel.
 */
export type NotChecked = 'not-offered' | 'unreadable' | 'too-long' | 'not-listed' | 'removed' | 'no-id' | 'undecided'

export interface MeasureTables {
  /** Append-only: the app role can neither change nor delete a row. */
  reading: {
    library_id: string
    id: ColumnType<string, never, never>
    channel_id: string
    /** null: of the account. */
    delivery_id: string | null
    as_of: Timestamp
    /** null: not known; `missing` says why. */
    value: number | null
    /** Account readings: the day in the library's zone. */
    day: string | null
    measure: string
    native: string
    age: Age | null
    source: Generated<ReadingSource>
    missing: string | null
  }
  reading_due: {
    library_id: string
    delivery_id: string
    channel_id: string
    age: Age
    due_at: Timestamp
    tries: Generated<number>
  }
  reading_channel: {
    library_id: string
    channel_id: string
    next_at: Timestamp
    account_due_at: Timestamp
    /** Failed in a row, whatever was asked. */
    tries: Generated<number>
    listed_until: MaybeTimestamp
    lease_token: string | null
    lease_until: MaybeTimestamp
  }
  reading_trouble: {
    library_id: string
    id: Generated<string>
    channel_id: string
    at: Timestamp
    what: 'posts' | 'account' | 'listing'
    trouble: JsonColumn<JsonObject>
    raw: MaybeJsonColumn<JsonObject>
  }
  delivery_check: {
    library_id: string
    delivery_id: string
    channel_id: string
    result: CheckResult
    why: NotChecked | null
    at: Timestamp
    twin_id: string | null
    twin_url: string | null
  }
}
