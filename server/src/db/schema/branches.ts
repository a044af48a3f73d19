import type { Generated } from 'kysely'
import type { MaybeTimestamp, Timestamp } from './frame.ts'

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
}
