import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { ColumnType, Generated } from 'kysely'
import type { JsonColumn, MaybeJsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

export type DeliveryState =
  | 'scheduled'
  | 'preparing'
  | 'releasing'
  | 'published'
  | 'waiting'
  | 'held'
  | 'partly'
  | 'refused'
  | 'unknown'
  | 'cancelled'
export type WaitingFor = 'network' | 'sign-in' | 'person' | 'paused' | 'approval' | 'part'
export type DeliveryKind = 'post' | 'edit' | 'remove'
export type Step = 'prepare' | 'release' | 'look-up' | 'settle' | 'person' | 'wait' | 'recover'

export interface PublishingTables {
  delivery: {
    library_id: string
    id: Generated<string>
    kind: DeliveryKind
    origin: 'app' | 'network'
    post_id: string | null
    post_version: number | null
    channel_id: string
    language: string | null
    part: number
    parts: number
    after_id: string | null
    changes_id: string | null
    /** Of one found on the network: the delivery of ours that it is. */
    same_as: ColumnType<string | null, string | null | undefined, string | null>
    title: string
    state: DeliveryState
    waiting_for: WaitingFor | null
    reason: string | null
    field: string | null
    planned_date: string | null
    planned_time: string | null
    planned_zone: string | null
    due_at: Timestamp
    next_at: MaybeTimestamp
    no_use_after: MaybeTimestamp
    payload: JsonColumn<JsonObject>
    payload_digest: string
    approval_digest: string | null
    prepared: MaybeJsonColumn<JsonObject>
    prepared_digest: string | null
    key: string
    lease_token: string | null
    lease_until: MaybeTimestamp
    released_at: MaybeTimestamp
    release_deadline: MaybeTimestamp
    releases: Generated<number>
    tries: Generated<number>
    look_ups: Generated<number>
    remote_id: string | null
    url: string | null
    remote: MaybeJsonColumn<JsonObject>
    published_at: MaybeTimestamp
    removed_at: MaybeTimestamp
    settled_by: string | null
    claimed_by: string | null
    claimed_at: MaybeTimestamp
    urgent: Generated<boolean>
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
  }
  lane: {
    library_id: string
    channel_id: string
    holder: string | null
    lease_token: string | null
    lease_until: MaybeTimestamp
  }
  attempt: {
    library_id: string
    delivery_id: string
    id: Generated<string>
    step: Step
    at: Timestamp
    ended_at: MaybeTimestamp
    outcome: string
    trouble: MaybeJsonColumn<JsonObject>
    sent: 'none' | 'maybe' | null
    raw: MaybeJsonColumn<JsonObject>
    by_person: string | null
  }
  budget: { key: string; window_start: Timestamp; spent: number; blocked_until: MaybeTimestamp }
}
