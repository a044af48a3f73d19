import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Generated } from 'kysely'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

export type PlanKind = 'plan' | 'priority' | 'objective'

export interface StrategyTables {
  plan_part: {
    library_id: string
    id: Generated<string>
    kind: PlanKind
    of_id: string | null
    words: string
    starts: string | null
    ends: string | null
    position: Generated<number>
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
    retired_at: MaybeTimestamp
  }
  content_area: {
    library_id: string
    id: Generated<string>
    name: string
    position: Generated<number>
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
    retired_at: MaybeTimestamp
  }
  goal: {
    library_id: string
    id: Generated<string>
    measure: string
    per: 'now' | 'month' | 'post'
    channel_id: string | null
    objective_id: string | null
    name: string | null
    why: string
    baseline: number
    baseline_n: number | null
    baseline_from: string | null
    baseline_to: string | null
    baseline_how: 'own' | 'typed'
    target: number
    starts: string
    due: string
    owner_id: string | null
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
    closed_at: MaybeTimestamp
    closed_by: string | null
    closed_reason: string | null
  }
  goal_version: {
    library_id: string
    goal_id: string
    version: number
    stated: JsonColumn<JsonObject>
    at: Timestamp
    by_person: string | null
  }
}
