import type { Generated } from 'kysely'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

/** From opening to closing on one day of the week, in local time. `closes` may be 24:00. */
export interface Span {
  /** 1 Monday … 7 Sunday, as ISO 8601 counts. */
  day: number
  opens: string
  closes: string
}
export interface Season {
  name: string
  /** First and last day of it. */
  from: string
  until: string
  /** Instead of the regular week; empty: closed all the while. */
  spans: Span[]
}
export interface Week {
  regular: Span[]
  seasons: Season[]
}

export interface BranchTables {
  branch: {
    library_id: string
    id: Generated<string>
    handle: string
    name: string
    zone: string | null
    address: string | null
    position: Generated<number>
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
    retired_at: MaybeTimestamp
  }
  hours: {
    library_id: string
    id: Generated<string>
    branch_id: string | null
    week: JsonColumn<Week>
    version: Generated<number>
    updated_at: Timestamp
    updated_by: string | null
  }
  closure: {
    library_id: string
    id: Generated<string>
    branch_id: string | null
    first: string
    last: string
    starts: string | null
    ends: string | null
    reason: string
    yearly: Generated<boolean>
    holiday: string | null
    created_at: Timestamp
    created_by: string | null
  }
}
