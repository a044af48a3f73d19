/** A person wants to do something with a delivery: the row, locked, if its state allows it. */

import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import type { TxCtx } from '#app/ctx.ts'
import { conflict, notFound } from '#app/problem.ts'
import type { DeliveryKind, DeliveryState, WaitingFor } from '#db/schema/publishing.ts'
import { type Deed, deedsIn } from './delivery.rules.ts'

export interface Taken {
  id: string
  kind: DeliveryKind
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
  version: number
}

/** Why a deed is refused, in words. */
const WHY: Partial<Record<DeliveryState, string>> = {
  releasing: 'It is going out just now. In a moment it is known what became of it.',
  unknown: 'It is not confirmed whether it went out. Look at the channel, then say whether it is there.',
  published: 'It is out.',
  cancelled: 'It was cancelled.',
}

/** @throws Problem not-found, or conflict with the state and what can be done in it (sender.md, 9). */
export async function take(tx: TxCtx, id: string, deed: Deed): Promise<Taken> {
  const found = await sql<Taken>`
    select d.id, d.kind, d.state, d.waiting_for, d.post_id, d.post_version, d.channel_id, d.language, d.part, d.parts, d.title, d.payload, d.due_at, d.no_use_after, d.removed_at, d.lease_until,
      d.claimed_by, d.version, c.network, c.manual
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id where d.id = ${id} for update of d`.execute(
    tx.db,
  )
  const row = found.rows[0]
  if (!row) throw notFound('delivery')
  const can = deedsOf(tx, row)
  if (!can.includes(deed))
    throw conflict(WHY[row.state] ?? 'This cannot be done in its present state.', { state: row.state, can })
  return row
}

export function deedsOf(
  tx: TxCtx,
  row: Pick<Taken, 'kind' | 'state' | 'waiting_for' | 'removed_at' | 'lease_until' | 'network' | 'manual'>,
): Deed[] {
  const adapter = tx.networks.get(row.network)
  return deedsIn({
    ...row,
    leased: row.lease_until !== null && row.lease_until > tx.now,
    canEdit: adapter?.publish?.edit !== undefined,
    canRemove: adapter?.publish?.remove !== undefined,
  })
}
