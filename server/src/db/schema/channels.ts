import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Generated } from 'kysely'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

export type ChannelState = 'idea' | 'launching' | 'active' | 'paused' | 'retired'
export type Standing = 'ours' | 'reserved' | 'not-ours'
export type ConnectionState = 'well' | 'sign-in-again' | 'unreachable'

export interface ChannelTables {
  channel: {
    library_id: string
    id: Generated<string>
    network: string
    name: string
    handle: string
    url: string | null
    state: ChannelState
    standing: Standing
    manual: boolean
    role_address: string | null
    paused_reason: string | null
    paused_until: MaybeTimestamp
    paused_at: MaybeTimestamp
    paused_by: string | null
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
  }
  connection: {
    library_id: string
    channel_id: string
    server: string
    account_id: string
    handle: string
    secret: Buffer
    told: JsonColumn<JsonObject>
    state: ConnectionState
    state_detail: string | null
    checked_at: MaybeTimestamp
    connected_by: string | null
    connected_at: Timestamp
  }
  remote_account: { network: string; server: string; account_id: string; library_id: string; channel_id: string }
  network_app: { network: string; server: string; secret: Buffer; created_at: Timestamp }
  pending_sign_in: {
    library_id: string
    state_hash: Buffer
    person_id: string
    network: string
    server: string
    channel_id: string | null
    name: string
    verifier: Buffer
    created_at: Timestamp
  }
}
