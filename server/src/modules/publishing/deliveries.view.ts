/** Deliveries as a screen or a caller gets them. */

import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { DeliveryKind, DeliveryState, WaitingFor } from '#db/schema/publishing.ts'
import type { Deed } from './delivery.rules.ts'
import { deedsOf } from './take.ts'

export interface DeliveryRow {
  id: string
  kind: DeliveryKind
  post: string | null
  postVersion: number | null
  channel: string
  network: string
  manual: boolean
  title: string
  language: string | null
  part: number
  parts: number
  state: DeliveryState
  waitingFor: WaitingFor | null
  reason: string | null
  field: string | null
  dueAt: Date
  planned: { date: string; time: string; zone: string } | null
  publishedAt: Date | null
  removedAt: Date | null
  url: string | null
  settledBy: string | null
  claimedBy: { id: string; name: string } | null
  version: number
  leaseUntil: Date | null
  noUseAfter: Date | null
  origin: 'app' | 'network'
  sameAs: string | null
}

const columns = sql`
  d.id, d.kind, d.post_id as post, d.post_version as "postVersion", d.channel_id as channel, c.network, c.manual, d.title, d.language, d.part, d.parts, d.state, d.waiting_for as "waitingFor",
  d.reason, d.field, d.due_at as "dueAt", case when d.planned_date is not null then jsonb_build_object('date', d.planned_date, 'time', to_char(d.planned_time, 'HH24:MI'), 'zone', d.planned_zone) end as planned,
  d.published_at as "publishedAt", d.removed_at as "removedAt", d.url, d.settled_by as "settledBy",
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as "claimedBy", d.version, d.lease_until as "leaseUntil", d.no_use_after as "noUseAfter", d.origin, d.same_as as "sameAs"`
const tables = sql`from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id left join person p on p.id = d.claimed_by`

export interface DeliveryFilter {
  post?: string | undefined
  channel?: string | undefined
  state?: DeliveryState | undefined
  limit: number
  after?: string | undefined
}

/** Newest first; `after` is the id of the last one seen. */
export async function listDeliveries(ctx: Ctx, filter: DeliveryFilter) {
  const rows = await look(ctx, async (tx) => {
    const found = await sql<DeliveryRow>`
      select ${columns} ${tables} where d.library_id = ${libraryOf(ctx).id}
        and (${filter.post ?? null}::uuid is null or d.post_id = ${filter.post ?? null}) and (${filter.channel ?? null}::uuid is null or d.channel_id = ${filter.channel ?? null})
        and (${filter.state ?? null}::text is null or d.state = ${filter.state ?? null}) and (${filter.after ?? null}::uuid is null or d.id < ${filter.after ?? null})
      order by d.id desc limit ${filter.limit + 1}`.execute(tx.db)
    return found.rows.map((row) => present(row, offered(tx, row)))
  })
  return { items: rows.slice(0, filter.limit), next: rows.length > filter.limit ? rows[filter.limit - 1]!.id : null }
}

/** With its story: what was tried when, what the network answered, what we know and how. */
export async function getDelivery(ctx: Ctx, id: string) {
  return look(ctx, async (tx) => {
    const found = await sql<DeliveryRow & { text: string | null }>`
      select ${columns}, d.payload ->> 'text' as text ${tables} where d.id = ${id}`.execute(tx.db)
    const row = found.rows[0]
    if (!row) throw notFound('delivery')
    const attempts = await tx.db
      .selectFrom('attempt')
      .leftJoin('person', 'person.id', 'attempt.by_person')
      .select(['step', 'at', 'ended_at as endedAt', 'outcome', 'trouble', 'sent', 'raw', 'person.name as by'])
      .where('delivery_id', '=', id)
      .orderBy('attempt.id')
      .execute()
    return {
      ...present(row, offered(tx, row)),
      text: row.text ?? '',
      attempts: attempts.map(({ raw, ...rest }) => ({ ...rest, answer: answerOf(raw) })),
    }
  })
}

/** What is of no use any more is given no time: that would be refused (`noUseAfter`). Its post is changed and handed over anew, or it is cancelled. */
function offered(tx: TxCtx, row: DeliveryRow): Deed[] {
  const spent = row.noUseAfter !== null && row.noUseAfter <= tx.now
  return deedsOf(tx, asTaken(row)).filter((deed) => !(spent && TIMED.has(deed)))
}
const TIMED: ReadonlySet<Deed> = new Set(['move', 'publishNow', 'retry'])

/** Of the raw answer a person is shown the status and the first words; the whole is kept for the records. */
function answerOf(raw: JsonObject | null): { status: number | null; body: string } | null {
  if (!raw) return null
  return { status: typeof raw.status === 'number' ? raw.status : null, body: String(raw.body ?? '').slice(0, 500) }
}

const asTaken = (row: DeliveryRow) => ({
  kind: row.kind,
  origin: row.origin,
  state: row.state,
  waiting_for: row.waitingFor,
  removed_at: row.removedAt,
  lease_until: row.leaseUntil,
  network: row.network,
  manual: row.manual,
})
function present({ leaseUntil: _, noUseAfter: __, ...row }: DeliveryRow, can: Deed[]) {
  return { ...row, can }
}
