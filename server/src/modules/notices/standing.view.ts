/** How the things that notices are about stand now. Reads the tables of other rooms; decides nothing. */
import { type RawBuilder, sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { DeliveryState, WaitingFor } from '#db/schema/publishing.ts'
import type { Member } from './notices.rules.ts'

export interface Standing {
  /** State of the delivery or of the channel's connection. */
  state: string
  waitingFor: WaitingFor | null
  /** How often a person has acted on it: part of `once`. */
  acts: number
  author: string | null
  title: string
  delivery: string | null
  part: number
  parts: number
  reason: string | null
  dueAt: Date | null
  channel: string
  channelName: string
  network: string
  roleAddress: string | null
  closing?: { id: string; by: string; held: number }
}
export type DeliveryStanding = Standing & { state: DeliveryState }

export async function deliveryStanding(tx: TxCtx, id: string): Promise<DeliveryStanding | null> {
  const found = await sql<DeliveryStanding>`
    select d.state, d.waiting_for as "waitingFor", d.title, d.id as delivery, d.part, d.parts, d.reason, d.due_at as "dueAt", d.created_by as author,
      c.id as channel, c.name as "channelName", c.network, c.role_address as "roleAddress",
      (select count(*)::int from attempt a where a.library_id = d.library_id and a.delivery_id = d.id and a.step = 'person') as acts
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
    where d.library_id = ${libraryOf(tx).id} and d.id = ${id}`.execute(tx.db)
  return found.rows[0] ?? null
}

/** A new connection is a new matter: `acts` tells them apart. */
export async function channelStanding(tx: TxCtx, id: string): Promise<Standing | null> {
  const found = await sql<Standing>`
    select n.state, null as "waitingFor", c.name as title, null as delivery, 1 as part, 1 as parts, n.state_detail as reason, null as "dueAt", n.connected_by as author,
      c.id as channel, c.name as "channelName", c.network, c.role_address as "roleAddress", extract(epoch from n.connected_at)::int as acts
    from connection n join channel c on c.library_id = n.library_id and c.id = n.channel_id
    where n.library_id = ${libraryOf(tx).id} and c.id = ${id} and c.state not in ('idea', 'retired')`.execute(tx.db)
  return found.rows[0] ?? null
}

/** One that is in force, or holds something still. Its author needs no letter about her own deed. */
export async function closingStanding(tx: TxCtx, id: string): Promise<Standing | null> {
  const found = await sql<{ title: string; by: string | null; until: Date | null; held: number }>`
    select k.text as title, p.name as by, k.until, (select count(*)::int from closing_hold h where h.library_id = k.library_id and h.closing_id = k.id) as held
    from closing k left join person p on p.id = k.declared_by where k.library_id = ${libraryOf(tx).id} and k.id = ${id} and ${closingOpen}`.execute(
    tx.db,
  )
  const row = found.rows[0]
  if (!row) return null
  const { title, until, by, held } = row
  const nothing = {
    delivery: null,
    part: 1,
    parts: 1,
    reason: null,
    channel: '',
    channelName: '',
    network: '',
    roleAddress: null,
  }
  return {
    ...nothing,
    state: 'declared',
    waitingFor: null,
    acts: 0,
    author: null,
    title,
    dueAt: until,
    closing: { id, by: by ?? '', held },
  }
}
const closingOpen = sql`(k.ended_at is null and (k.until is null or k.until > app.now()) or exists (select 1 from closing_hold h join delivery d on d.library_id = h.library_id and d.id = h.delivery_id
    where h.library_id = k.library_id and h.closing_id = k.id and d.state = 'held' and d.reason = 'closing'))`

/** Whether a notice `n` still says what is so. The same as `noticeOf` in notices.rules.ts, for many rows at once. */
export const stillSo: RawBuilder<boolean> = sql`case n.subject ->> 'kind'
  when 'delivery' then n.kind in ('delivery.lost', 'delivery.doubled') or exists (select 1 from delivery d where d.library_id = n.library_id and d.id = (n.subject ->> 'id')::uuid
    and 'delivery.' || case when d.state = 'waiting' then 'waiting-for-' || d.waiting_for else d.state end = n.kind)
  when 'channel' then exists (select 1 from connection k join channel c on c.library_id = k.library_id and c.id = k.channel_id
    where k.library_id = n.library_id and k.channel_id = (n.subject ->> 'id')::uuid and 'channel.' || k.state = n.kind and c.state not in ('idea', 'retired'))
  when 'closing' then exists (select 1 from closing k where k.library_id = n.library_id and k.id = (n.subject ->> 'id')::uuid and ${closingOpen})
  else true end`

export interface LibraryFacts {
  name: string
  handle: string
  zone: string
  language: string
  members: Member[]
}
export async function libraryFacts(tx: TxCtx): Promise<LibraryFacts> {
  const { id } = libraryOf(tx)
  const found = await sql<LibraryFacts>`
    select l.name, l.handle, l.zone, l.language, coalesce(
      (select jsonb_agg(jsonb_build_object('id', p.id, 'email', p.email, 'language', p.language, 'role', m.role) order by p.created_at)
        from membership m join person p on p.id = m.person_id where m.library_id = l.id and p.left_at is null), '[]') as members
    from library l where l.id = ${id}`.execute(tx.db)
  const row = found.rows[0]
  if (!row) throw new Error('this library is gone')
  return row
}
