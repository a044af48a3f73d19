/** The channels' screens: one query, with what went out last and what is due next. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { look } from '#app/tx.ts'
import type { ChannelState, ConnectionState, Standing } from '#db/schema/channels.ts'
import { type Pause, pauseOf, shownState } from './channel.rules.ts'
import { isLocal } from './network.ts'
import { ownOrigin } from './own-origin.ts'

export interface ChannelView {
  id: string
  network: string
  name: string
  handle: string
  url: string | null
  state: ChannelState
  standing: Standing
  manual: boolean
  roleAddress: string | null
  paused: Pause | null
  connection: {
    server: string
    handle: string
    state: ConnectionState
    detail: string | null
    checkedAt: Date | null
    connectedBy: { id: string; name: string } | null
    connectedAt: Date
    told: JsonObject
  } | null
  lastOutAt: Date | null
  nextDueAt: Date | null
  version: number
}

/** States of a delivery that may still become visible, or of which nobody knows whether it is. */
const LIVE = ['scheduled', 'preparing', 'releasing', 'waiting', 'held', 'partly', 'unknown'] as const

export const countLive = async (tx: TxCtx, channel: string): Promise<number> => {
  const row = await tx.db
    .selectFrom('delivery')
    .select((is) => is.fn.countAll<number>().as('live'))
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .where('state', 'in', [...LIVE])
    .executeTakeFirstOrThrow()
  return row.live
}

export const getChannel = (ctx: Ctx, id: string): Promise<ChannelView> =>
  look(ctx, async (tx) => {
    need(ctx, 'channels.read', { channel: id })
    const [found] = await read(tx, { id })
    if (!found) throw notFound('channel')
    return found
  })

/** In the order in which they were made. */
export const listChannels = (ctx: Ctx, page: { limit: number; after?: string | undefined }) =>
  look(ctx, async (tx) => {
    need(ctx, 'channels.read')
    const found = await read(tx, { after: page.after, limit: page.limit + 1 })
    const items = found.slice(0, page.limit)
    return { items, next: found.length > page.limit ? items.at(-1)!.id : null }
  })

async function read(
  tx: TxCtx,
  what: { id?: string; after?: string | undefined; limit?: number },
): Promise<ChannelView[]> {
  const library = libraryOf(tx)
  const rows = await tx.db
    .selectFrom('channel as c')
    .leftJoin('connection as k', (join) =>
      join.onRef('k.library_id', '=', 'c.library_id').onRef('k.channel_id', '=', 'c.id'),
    )
    .leftJoin('person as p', 'p.id', 'k.connected_by')
    .selectAll('c')
    .select([
      'k.server',
      'k.handle as account_handle',
      'k.state as connection_state',
      'k.state_detail',
      'k.checked_at',
      'k.connected_at',
      'k.told',
      'p.id as person_id',
      'p.name as person_name',
      sql<Date | null>`(select max(d.published_at) from delivery d where d.library_id = c.library_id and d.channel_id = c.id and d.state = 'published' and d.kind = 'post')`.as(
        'last_out_at',
      ),
      sql<Date | null>`(select min(d.due_at) from delivery d where d.library_id = c.library_id and d.channel_id = c.id and d.state in ('scheduled', 'preparing', 'waiting'))`.as(
        'next_due_at',
      ),
    ])
    .where('c.library_id', '=', library.id)
    .$if(what.id !== undefined, (it) => it.where('c.id', '=', what.id!))
    .$if(what.after !== undefined, (it) => it.where('c.id', '>', what.after!))
    .orderBy('c.id')
    .$if(what.limit !== undefined, (it) => it.limit(what.limit!))
    .execute()
  return rows.map((row) => {
    const adapter = tx.networks.get(row.network)
    const paused = pauseOf(row, tx.now)
    const own = adapter && isLocal(adapter) ? `${ownOrigin(tx.config)}/${library.handle}` : null
    return {
      id: row.id,
      network: row.network,
      name: row.name,
      handle: row.handle,
      url: own ?? row.url,
      state: shownState(row.state, paused),
      standing: row.standing,
      manual: row.manual,
      roleAddress: row.role_address,
      paused,
      connection:
        row.server === null
          ? null
          : {
              server: row.server,
              handle: row.account_handle!,
              state: row.connection_state!,
              detail: row.state_detail,
              checkedAt: row.checked_at,
              connectedBy: row.person_id === null ? null : { id: row.person_id, name: row.person_name! },
              connectedAt: row.connected_at!,
              told: row.told!,
            },
      lastOutAt: row.last_out_at,
      nextDueAt: row.next_due_at,
      version: row.version,
    }
  })
}
