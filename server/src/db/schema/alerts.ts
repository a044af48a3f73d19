import type { Generated } from 'kysely'
import type { MaybeTimestamp, Timestamp } from './frame.ts'

export type ClosingKind = 'snow' | 'power' | 'safety' | 'holiday' | 'other'
export type ClosingOpening = 'closed' | 'late'

export interface AlertTables {
  closing: {
    library_id: string
    id: Generated<string>
    kind: ClosingKind
    opening: ClosingOpening
    branches: string[]
    every_branch: boolean
    zone: string
    starts_at: Timestamp
    until: MaybeTimestamp
    text: string
    language: string
    banner: boolean
    reason: string | null
    post_id: string
    declared_at: Timestamp
    declared_by: string | null
    ended_at: MaybeTimestamp
    ended_by: string | null
    ended_how: 'again' | 'instead' | null
    again_post_id: string | null
    instead_id: string | null
  }
  closing_hold: {
    library_id: string
    closing_id: string
    delivery_id: string
    why: 'branch' | 'event' | 'chosen'
    due_at: Timestamp
  }
  closing_words: {
    library_id: string
    kind: ClosingKind
    opening: ClosingOpening | 'again'
    language: string
    text: string
    version: Generated<number>
    agreed_by: string | null
    agreed_at: Timestamp
  }
}
