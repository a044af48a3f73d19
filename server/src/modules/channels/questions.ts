/** What other rooms may ask about channels. */
import type { Facts } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { ChannelState, ConnectionState } from '#db/schema/channels.ts'
import { type Pause, pauseOf, shownState } from './channel.rules.ts'
import { isLocal } from './network.ts'

export interface ChannelFor {
  id: string
  network: string
  name: string
  handle: string
  url: string | null
  state: ChannelState
  manual: boolean
  facts: Facts
  /** What its server told of itself; stands above the facts. */
  told: JsonObject | null
  roleAddress: string | null
  paused: Pause | null
  /** null: posted to by hand, or never connected. Our own page is always well. */
  connectionState: ConnectionState | null
}

/** @param ids null: all of the library, oldest first. Unknown ones are left out. One query. */
export async function channelsFor(tx: TxCtx, ids: string[] | null): Promise<ChannelFor[]> {
  const rows = await tx.db
    .selectFrom('channel')
    .leftJoin('connection', (join) =>
      join.onRef('connection.library_id', '=', 'channel.library_id').onRef('connection.channel_id', '=', 'channel.id'),
    )
    .selectAll('channel')
    .select(['told', 'connection.state as connection_state'])
    .where('channel.library_id', '=', libraryOf(tx).id)
    .$if(ids !== null, (it) => it.where('channel.id', 'in', ids!.length > 0 ? ids! : [NONE]))
    .orderBy('channel.id')
    .execute()
  return rows.flatMap((row) => {
    const adapter = tx.networks.get(row.network)
    // A network that this version no longer knows: nothing can be said or sent there.
    if (!adapter) return []
    const paused = pauseOf(row, tx.now)
    return {
      id: row.id,
      network: row.network,
      name: row.name,
      handle: row.handle,
      url: row.url,
      state: shownState(row.state, paused),
      manual: row.manual,
      facts: adapter.facts,
      told: row.told,
      roleAddress: row.role_address,
      paused,
      connectionState: isLocal(adapter) ? 'well' : row.connection_state,
    }
  })
}
const NONE = '00000000-0000-0000-0000-000000000000'
