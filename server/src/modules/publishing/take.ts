/** A person wants to do something with a delivery: the row, locked, if its state allows it. */

import type { TxCtx } from '#app/ctx.ts'
import { conflict, notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import type { DeliveryState } from '#db/schema/publishing.ts'
import { type Deed, deedsIn } from './delivery.rules.ts'
import { type Taken, takenRow } from './taken.view.ts'

/** Why a deed is refused, in words. */
const WHY: Partial<Record<DeliveryState, string>> = {
  releasing: 'It is going out just now. In a moment it is known what became of it.',
  unknown: 'It is not confirmed whether it went out. Look at the channel, then say whether it is there.',
  published: 'It is out.',
  cancelled: 'It was cancelled.',
}

/** @throws Problem not-found, or conflict with the state and what can be done in it (sender.md, 9). */
export async function take(tx: TxCtx, id: string, deed: Deed): Promise<Taken> {
  const row = await takenRow(tx, id)
  if (!row) throw notFound('delivery')
  need(tx, 'posts.publish', { branch: row.branch_id })
  const can = deedsOf(tx, row)
  if (!can.includes(deed))
    throw conflict(WHY[row.state] ?? 'This cannot be done in its present state.', { state: row.state, can })
  return row
}

export function deedsOf(
  tx: TxCtx,
  row: Pick<Taken, 'kind' | 'origin' | 'state' | 'waiting_for' | 'removed_at' | 'lease_until' | 'network' | 'manual'>,
): Deed[] {
  const adapter = tx.networks.get(row.network)
  return deedsIn({
    ...row,
    leased: row.lease_until !== null && row.lease_until > tx.now,
    canEdit: adapter?.publish?.edit !== undefined,
    canRemove: adapter?.publish?.remove !== undefined,
  })
}
