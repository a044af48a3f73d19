import type { Json, JsonObject } from '@shelftalker/shared/json.ts'
import type { ColumnType, Generated } from 'kysely'

/** `timestamptz`: read as Date, written as Date. */
export type Timestamp = ColumnType<Date, Date, Date>
export type MaybeTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>
/** `jsonb`: read parsed, written as text. */
export type JsonColumn<T = Json> = ColumnType<T, string, string>
export type MaybeJsonColumn<T = Json> = ColumnType<T | null, string | null | undefined, string | null>

export interface FrameTables {
  installation: {
    one: Generated<boolean>
    id: Generated<string>
    created_at: ColumnType<Date, never, never>
    sending_held_reason: 'restored' | 'copied' | 'clock-jumped' | 'by-hand' | null
    sending_held_at: MaybeTimestamp
    sending_held_detail: string | null
  }
  audit: {
    library_id: string
    id: Generated<string>
    at: Timestamp
    actor: JsonColumn<JsonObject>
    verb: string
    subject: JsonColumn<JsonObject>
    detail: JsonColumn<JsonObject>
  }
  fact: {
    library_id: string
    id: Generated<string>
    at: Timestamp
    kind: string
    subject: JsonColumn<JsonObject>
    pending: string[]
    tries: Generated<number>
    next_at: Timestamp
    trouble: string | null
  }
  idempotency: {
    library_id: string
    key: string
    route: string
    digest: Buffer
    status: number | null
    body: MaybeJsonColumn
    created_at: ColumnType<Date, never, never>
  }
}
