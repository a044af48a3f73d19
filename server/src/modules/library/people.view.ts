/** The people of a library, and what of the library's work hangs on one of them. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { Role } from '#db/schema/library.ts'

export interface Member {
  id: string
  name: string
  email: string
  role: Role
  /** Empty: everywhere. */
  branches: string[]
  since: Date
  /** When a session of hers was last used, to the minute; null: never, or all are over. */
  lastSeenAt: Date | null
  signsIn: { password: boolean; passkeys: number; secondStep: boolean }
}

const members = (library: string, person: string | null) => sql<Member>`
  select p.id, p.name, p.email::text as email, m.role, m.created_at as since,
    coalesce((select json_agg(b.branch_id order by b.branch_id) from membership_branch b where b.library_id = m.library_id and b.person_id = m.person_id), '[]') as branches,
    (select max(s.last_used_at) from session s where s.person_id = p.id) as "lastSeenAt",
    json_build_object('password', p.password_hash is not null,
      'passkeys', (select count(*) from passkey k where k.person_id = p.id),
      'secondStep', exists (select 1 from totp t where t.person_id = p.id and t.confirmed_at is not null)) as "signsIn"
  from membership m join person p on p.id = m.person_id
  where m.library_id = ${library} and (${person}::uuid is null or m.person_id = ${person}::uuid)
  order by lower(p.name), p.id`

export const listPeople = (ctx: Ctx): Promise<Member[]> =>
  look(ctx, async (tx) => (await members(libraryOf(ctx).id, null).execute(tx.db)).rows)

export interface Former {
  id: string
  /** As anonymous people are called, where `anonymous`. */
  name: string
  leftAt: Date
  anonymous: boolean
  /** Belongs or belonged to another library of this installation too: what is hers as a person is not this library's to remove. */
  elsewhere: boolean
}

/** Who was a member and is none any more, whoever left last first. No addresses: nobody writes to them from here. */
export const listFormer = (ctx: Ctx, page: { limit: number; after?: string | undefined }) =>
  look(ctx, async (tx) => {
    const library = libraryOf(ctx).id
    const { rows } = await sql<Former>`
      with former as (
        select p.id, p.name, f.left_at as "leftAt", p.left_at is not null as anonymous from former_member f join person p on p.id = f.person_id
        where f.library_id = ${library} and not exists (select from membership m where m.library_id = f.library_id and m.person_id = f.person_id)
          and (${page.after ?? null}::uuid is null or (f.left_at, f.person_id) < (select b.left_at, b.person_id from former_member b
            where b.library_id = ${library} and b.person_id = ${page.after ?? null}::uuid))
        order by f.left_at desc, f.person_id desc limit ${page.limit + 1})
      select former.*, exists (select from app.libraries_ever_of_person(former.id) l where l <> ${library}) as elsewhere
      from former order by "leftAt" desc, id desc`.execute(tx.db)
    const items = rows.slice(0, page.limit)
    return { items, next: rows.length > page.limit ? items.at(-1)!.id : null }
  })

export interface Hanging {
  /** Channels whose connection she authorised: it goes on working until the network ends it. */
  connections: { channel: string; name: string; network: string; state: string; connectedAt: Date }[]
  keys: { id: string; name: string; lastUsedAt: Date | null }[]
  /** Posts of hers that are planned, and go out all the same: the next ones, to look at. */
  planned: { delivery: string; post: string | null; title: string; channel: string; dueAt: Date }[]
  plannedInAll: number
  sessions: number
}

/** Asked before somebody is cut off, and after it: what is left to do. */
export const readPerson = (ctx: Ctx, person: string): Promise<Member & { hanging: Hanging }> =>
  look(ctx, async (tx) => {
    const [member] = (await members(libraryOf(ctx).id, person).execute(tx.db)).rows
    if (!member) throw notFound('person')
    return { ...member, hanging: await hangingOf(ctx, person) }
  })

/** Also of somebody who is no member any more. */
export const hangingOf = (ctx: Ctx, person: string): Promise<Hanging> =>
  look(ctx, async (tx) => {
    const library = libraryOf(ctx).id
    const connections = await sql<Hanging['connections'][number]>`
      select c.id as channel, c.name, c.network, n.state, n.connected_at as "connectedAt"
      from connection n join channel c on c.library_id = n.library_id and c.id = n.channel_id
      where n.library_id = ${library} and n.connected_by = ${person} and octet_length(n.secret) > 0 order by c.name`.execute(
      tx.db,
    )
    const keys = await sql<Hanging['keys'][number]>`
      select id, name, last_used_at as "lastUsedAt" from api_key
      where library_id = ${library} and created_by = ${person} and revoked_at is null order by created_at`.execute(
      tx.db,
    )
    const { rows } = await sql<Hanging['planned'][number] & { all: number }>`
      select count(*) over ()::int as all, d.id as delivery, d.post_id as post, d.title, c.name as channel, d.due_at as "dueAt"
      from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
      where d.library_id = ${library} and d.created_by = ${person} and d.state in ('scheduled', 'waiting', 'held') and d.part = 1
      order by d.due_at limit 50`.execute(tx.db)
    const sessions = await sql<{ n: number }>`
      select count(*)::int as n from session where person_id = ${person} and expires_at > ${tx.now}`.execute(tx.db)
    return {
      connections: connections.rows,
      keys: keys.rows,
      planned: rows.map(({ all: _, ...one }) => one),
      plannedInAll: rows[0]?.all ?? 0,
      sessions: sessions.rows[0]!.n,
    }
  })
