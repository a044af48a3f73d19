import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { ColumnType, Generated } from 'kysely'
import type { JsonColumn, MaybeJsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

/** The ages at which a post is read. */
export type Age = '1h' | '1d' | '7d' | '28d'
export type ReadingSource = 'network' | 'import' | 'typed'

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
    account_tries: Generated<number>
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
}
