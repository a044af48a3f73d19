/** Makes deliveries of a post: frozen payload, key and moment in one row each. The row is the schedule. */
import { sql } from 'kysely'
import { libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import type { PlannedTime } from '#db/schema/content.ts'
import type { DeliveryState } from '#db/schema/publishing.ts'
import type { ChannelFor } from '#modules/channels/index.ts'
import { AHEAD_SECONDS, VIDEO_AHEAD_SECONDS } from './delivery.rules.ts'
import { checkDue, passGate } from './gate.ts'
import { digestOfPayload, type FrozenPart, type Order } from './payload.ts'

export interface Scheduling {
  post: string
  version: number
  title: string
  dueAt: Date
  /** null: at once. */
  planned: PlannedTime | null
  noUseAfter: Date | null
  /** Hours or safety: passes pause and approval, and nothing else. */
  urgent?: boolean
  orders: Order[]
}
export interface Scheduled {
  id: string
  channel: string
  state: DeliveryState
  dueAt: Date
  part: number
  parts: number
}

/** @throws Problem conflict where one is out, going out or not confirmed; what merely waits is replaced by the new version. */
export async function schedulePost(tx: TxCtx, input: Scheduling): Promise<Scheduled[]> {
  const channels = await passGate(tx, [...new Set(input.orders.map((order) => order.channel))])
  checkDue(tx, input.dueAt, input.noUseAfter)
  await takeBack(tx, input.post, input.orders)
  const rows = input.orders.flatMap((order) => rowsOf(tx, input, order, channels.get(order.channel)!))
  await tx.db.insertInto('delivery').values(rows).execute().catch(handedOverMeanwhile)
  for (const row of rows) tx.say('delivery.scheduled', { kind: 'delivery', id: row.id, post: input.post })
  tx.wakeSender()
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel_id,
    state: row.state,
    dueAt: row.due_at,
    part: row.part,
    parts: row.parts,
  }))
}

/** Two who hand it over for the first time at once have nothing to lock; the index lets one of them. */
function handedOverMeanwhile(error: { constraint?: string }): never {
  if (error.constraint !== 'delivery_once') throw error
  throw conflict('Somebody else handed this over in the same moment. Look at how it stands now.')
}

/** Frees the places that the new deliveries need: what has not gone out is cancelled, what has is left alone and refuses. */
async function takeBack(tx: TxCtx, post: string, orders: Order[]): Promise<void> {
  const live = await tx.db
    .selectFrom('delivery')
    .select(['id', 'channel_id', 'language', 'state', 'lease_until'])
    .where('post_id', '=', post)
    .where('kind', '=', 'post')
    .where('state', '<>', 'cancelled')
    .forUpdate()
    .execute()
  const wanted = new Set(orders.map((order) => `${order.channel} ${order.language ?? ''}`))
  const mine = live.filter((row) => wanted.has(`${row.channel_id} ${row.language ?? ''}`))
  const fast = mine.find(
    (row) =>
      row.state === 'releasing' ||
      row.state === 'unknown' ||
      (row.state === 'preparing' && row.lease_until && row.lease_until > tx.now),
  )
  if (fast)
    throw conflict(
      fast.state === 'unknown'
        ? 'It is not confirmed whether this went out on one of the channels. Settle that first.'
        : 'This is going out just now.',
      { delivery: fast.id, state: fast.state },
    )
  const out = mine.find((row) => row.state === 'published' || row.state === 'partly')
  if (out)
    throw conflict('This is out on one of the channels already. Change it there, or use it again as a new post.', {
      delivery: out.id,
      state: out.state,
    })
  const ids = mine.map((row) => row.id)
  if (ids.length === 0) return
  await tx.db
    .updateTable('delivery')
    .set({
      state: 'cancelled',
      waiting_for: null,
      next_at: null,
      reason: 'replaced by a newer version',
      updated_at: tx.now,
      version: sql`version + 1`,
    })
    .where('id', 'in', ids)
    .execute()
}

function rowsOf(tx: TxCtx, input: Scheduling, order: Order, channel: ChannelFor) {
  const publish = channel.manual ? null : (tx.networks.get(channel.network)?.publish ?? null)
  let after: string | null = null
  return order.parts.map((payload, at) => {
    const id = tx.ids()
    const first = at === 0
    const row = {
      library_id: libraryOf(tx).id,
      id,
      kind: 'post' as const,
      origin: 'app' as const,
      post_id: input.post,
      post_version: input.version,
      channel_id: order.channel,
      language: order.language,
      part: at + 1,
      parts: order.parts.length,
      after_id: after,
      title: input.title,
      state: (first ? 'scheduled' : 'waiting') as DeliveryState,
      waiting_for: first ? null : ('part' as const),
      planned_date: input.planned?.date ?? null,
      planned_time: input.planned?.time ?? null,
      planned_zone: input.planned?.zone ?? null,
      due_at: input.dueAt,
      next_at: first ? lookAt(tx, input.dueAt, payload, publish !== null) : null,
      no_use_after: input.noUseAfter,
      urgent: input.urgent ?? false,
      payload: JSON.stringify(payload),
      payload_digest: digestOfPayload(payload),
      key: publish?.keyFor(id) ?? id,
      created_at: tx.now,
      created_by: personOf(tx),
      updated_at: tx.now,
    }
    after = id
    return row
  })
}

/** When the sender first looks: a minute ahead where something is to be uploaded, four where it is a video, else at the moment itself. */
export function lookAt(tx: TxCtx, dueAt: Date, payload: FrozenPart, byMachine: boolean): Date {
  const ahead = byMachine ? secondsAhead(payload) : 0
  return new Date(Math.max(tx.now.getTime(), dueAt.getTime() - ahead * 1000))
}

function secondsAhead({ media, card }: FrozenPart): number {
  if (media.some((one) => one.video)) return VIDEO_AHEAD_SECONDS
  return media.length > 0 || card !== null ? AHEAD_SECONDS : 0
}
