import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import type { TxCtx } from '#app/ctx.ts'
import type { DeliveryKind, DeliveryState, WaitingFor } from '#db/schema/publishing.ts'

export interface Taken {
  id: string
  kind: DeliveryKind
  origin: 'app' | 'network'
  state: DeliveryState
  waiting_for: WaitingFor | null
  post_id: string | null
  post_version: number | null
  channel_id: string
  language: string | null
  part: number
  parts: number
  title: string
  payload: JsonObject
  due_at: Date
  no_use_after: Date | null
  removed_at: Date | null
  lease_until: Date | null
  claimed_by: string | null
  network: string
  manual: boolean
  /** Of its post; null: of the library as a whole, or not written here. */
  branch_id: string | null
  version: number
}

/** A delivery with its channel's network; the delivery is locked. */
export async function takenRow(tx: TxCtx, id: string): Promise<Taken | undefined> {
  const found = await sql<Taken>`
    select d.id, d.kind, d.origin, d.state, d.waiting_for, d.post_id, d.post_version, d.channel_id, d.language, d.part, d.parts, d.title, d.payload, d.due_at, d.no_use_after, d.removed_at, d.lease_until,
      d.claimed_by, d.version, c.network, c.manual, (select p.branch_id from post p where p.library_id = d.library_id and p.id = d.post_id) as branch_id
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id where d.id = ${id} for update of d`.execute(
    tx.db,
  )
  return found.rows[0]
}
