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
  /** Who left. */
  who?: string
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

/** Channels that go out through a sign-in that this person made, who is no member any more. */
export async function channelsOfLeaver(tx: TxCtx, person: string | null): Promise<Standing[]> {
  const found = await sql<Standing>`
    select w.state, null as "waitingFor", c.name as title, null as delivery, 1 as part, 1 as parts, null as reason, null as "dueAt", null as author,
      c.id as channel, c.name as "channelName", c.network, c.role_address as "roleAddress", 0 as acts, p.name as who
    from connection w join channel c on c.library_id = w.library_id and c.id = w.channel_id join person p on p.id = w.connected_by
    where w.library_id = ${libraryOf(tx).id} and w.connected_by = ${person} and ${leftBehind} order by c.name, c.id`.execute(
    tx.db,
  )
  return found.rows
}
/** Of a connection `w` with its channel `c`. Who comes back has not left. */
const leftBehind = sql`octet_length(w.secret) > 0 and c.state not in ('idea', 'retired')
  and not exists (select 1 from membership m where m.library_id = w.library_id and m.person_id = w.connected_by)`

/** The invitation by which somebody from outside of the library named an administrator. */
export async function namedStanding(tx: TxCtx, id: string): Promise<Standing | null> {
  const found = await sql<{ title: string; until: Date }>`
    select k.email::text as title, k.expires_at as until from one_time_link k where k.library_id = ${libraryOf(tx).id} and k.id = ${id} and ${namedOpen}`.execute(
    tx.db,
  )
  const row = found.rows[0]
  return row ? { ...nothing, state: 'named', title: row.title, dueAt: row.until } : null
}
/** Used or not, it stands for the week in which the link is good, so that those who were away see it. */
const namedOpen = sql`k.withdrawn_at is null and k.expires_at > app.now()`

/** Of what is about no delivery and no channel. */
const nothing = {
  waitingFor: null,
  acts: 0,
  author: null,
  delivery: null,
  part: 1,
  parts: 1,
  reason: null,
  channel: '',
  channelName: '',
  network: '',
  roleAddress: null,
}

/** All sending, of every library of the installation; null: nothing holds it. `dueAt`: since when it is held. */
export async function sendingStanding(tx: TxCtx): Promise<Standing | null> {
  const row = await tx.db
    .selectFrom('installation')
    .select(['sending_held_reason as reason', 'sending_held_at as at'])
    .executeTakeFirst()
  return row?.reason ? { ...nothing, state: 'held', title: '', reason: row.reason, dueAt: row.at } : null
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
  return { ...nothing, state: 'declared', title, dueAt: until, closing: { id, by: by ?? '', held } }
}
const closingOpen = sql`(k.ended_at is null and (k.until is null or k.until > app.now()) or exists (select 1 from closing_hold h join delivery d on d.library_id = h.library_id and d.id = h.delivery_id
    where h.library_id = k.library_id and h.closing_id = k.id and d.state = 'held' and d.reason = 'closing'))`

/** Whether a notice `n` still says what is so. The same as `noticeOf` in notices.rules.ts, for many rows at once. */
export const stillSo: RawBuilder<boolean> = sql`case n.subject ->> 'kind'
  when 'delivery' then n.kind in ('delivery.lost', 'delivery.doubled') or exists (select 1 from delivery d where d.library_id = n.library_id and d.id = (n.subject ->> 'id')::uuid
    and 'delivery.' || case when d.state = 'waiting' then 'waiting-for-' || d.waiting_for else d.state end = n.kind)
  when 'channel' then case when n.kind = 'channel.connected-by-leaver' then exists (select 1 from connection w join channel c on c.library_id = w.library_id and c.id = w.channel_id
      where w.library_id = n.library_id and w.channel_id = (n.subject ->> 'id')::uuid and w.connected_by = n.person_id and ${leftBehind})
    else exists (select 1 from connection k join channel c on c.library_id = k.library_id and c.id = k.channel_id
    where k.library_id = n.library_id and k.channel_id = (n.subject ->> 'id')::uuid and 'channel.' || k.state = n.kind and c.state not in ('idea', 'retired')) end
  when 'closing' then exists (select 1 from closing k where k.library_id = n.library_id and k.id = (n.subject ->> 'id')::uuid and ${closingOpen})
  when 'invitation' then exists (select 1 from one_time_link k where k.library_id = n.library_id and k.id = (n.subject ->> 'id')::uuid and ${namedOpen})
  when 'installation' then exists (select 1 from installation where sending_held_reason is not null)
  else true end`

/** How the thing of a notice stands. @param person whose matter the notice is, if somebody's */
export async function standingOf(
  tx: TxCtx,
  kind: string,
  subject: { kind: string; id: string },
  person: string | null,
): Promise<Standing | null> {
  if (kind === 'channel.connected-by-leaver')
    return (await channelsOfLeaver(tx, person)).find(({ channel }) => channel === subject.id) ?? null
  if (subject.kind === 'channel') return channelStanding(tx, subject.id)
  if (subject.kind === 'closing') return closingStanding(tx, subject.id)
  if (subject.kind === 'invitation') return namedStanding(tx, subject.id)
  if (subject.kind === 'installation') return sendingStanding(tx)
  return deliveryStanding(tx, subject.id)
}

export interface LibraryFacts {
  name: string
  handle: string
  zone: string
  language: string
  members: Member[]
}
/** Who never chose a language (`en` alone) reads the library's letters in the library's. */
export async function libraryFacts(tx: TxCtx): Promise<LibraryFacts> {
  const { id } = libraryOf(tx)
  const found = await sql<LibraryFacts>`
    select l.name, l.handle, l.zone, l.language, coalesce(
      (select jsonb_agg(jsonb_build_object('id', p.id, 'email', p.email, 'language', case p.language when 'en' then l.language else p.language end, 'role', m.role) order by p.created_at)
        from membership m join person p on p.id = m.person_id where m.library_id = l.id and p.left_at is null), '[]') as members
    from library l where l.id = ${id}`.execute(tx.db)
  const row = found.rows[0]
  if (!row) throw new Error('this library is gone')
  return row
}

/** Of a row `m` of letters: its address is nobody's by now, neither a person's nor a channel's. */
export const toNobody = sql`not (exists (select from person p where p.email = m.recipient)
  or exists (select from channel c where c.library_id = m.library_id and c.role_address::citext = m.recipient))`
