/** Before somebody is made anonymous: who it is, what goes and what stays; and who of this installation belongs to no library any more. */
import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { conflict, notFound, Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { look } from '#app/tx.ts'
import { type As, hindrance, type Leaver, rightOver } from './forget.rules.ts'

/** @throws Problem not-found */
export async function leaverOf(tx: TxCtx, person: string): Promise<Leaver> {
  const { rows } = await sql<Leaver>`
    select array(select app.libraries_ever_of_person(p.id) order by 1) as ever, array(select app.libraries_of_person(p.id) order by 1) as now,
      p.installation_administrator and not exists (select from person o where o.installation_administrator and o.left_at is null and o.id <> p.id) as "lastKeeper",
      p.left_at is not null as anonymous
    from person p where p.id = ${person}`.execute(tx.db)
  if (!rows[0]) throw noSuch()
  return rows[0]
}
const noSuch = () => notFound('person')

/** @throws Problem not-found for whom the asking one may not know of, not-allowed with `elsewhere` */
export function needRight(ctx: Pick<Ctx, 'actor' | 'library'>, person: string, of: Leaver): As {
  const right = rightOver(ctx.actor, ctx.library?.id ?? null, person, of.ever)
  if (right === null) throw noSuch()
  if (right === 'elsewhere')
    throw new Problem(
      'not-allowed',
      'This person belongs or belonged to another library of this system too. Ask whoever keeps the system.',
      { extra: { code: 'elsewhere' } },
    )
  return right
}

/** @throws Problem conflict `member` or `last-keeper` */
export function needLeft(of: Leaver): void {
  const code = hindrance(of)
  if (code === 'member')
    throw conflict('This person still belongs to a library. End the membership first: nothing was removed.', { code })
  if (code === 'last-keeper')
    throw conflict('Nobody else keeps this system. Somebody else must, before this name can go.', { code })
}

export interface Forgetting {
  id: string
  name: string
  email: string
  goes: {
    sessions: number
    password: boolean
    passkeys: number
    secondStep: boolean
    /** Keys for programs that she made, and that work until now. */
    keys: string[]
  }
  stays: {
    posts: number
    /** Channels that go out by her sign-in at the network, which is not ours to end. */
    channels: string[]
  }
}

/** @throws Problem as `needRight` and `needLeft`; conflict `done` where nothing is left to remove */
export const readForgetting = (ctx: Ctx, person: string): Promise<Forgetting> =>
  look({ ...ctx, library: null, tx: null }, async (tx) => {
    const leaver = await leaverOf(tx, person)
    needRight(ctx, person, leaver)
    if (leaver.anonymous) throw conflict('Name and address of this person are removed already.', { code: 'done' })
    needLeft(leaver)
    const { rows } = await sql<Pick<Forgetting, 'id' | 'name' | 'email' | 'goes'>>`
      select p.id, p.name, p.email::text as email, json_build_object(
        'sessions', (select count(*) from session s where s.person_id = p.id and s.expires_at > ${tx.now}),
        'password', p.password_hash is not null, 'passkeys', (select count(*) from passkey k where k.person_id = p.id),
        'secondStep', exists (select from totp t where t.person_id = p.id and t.confirmed_at is not null), 'keys', '[]'::json) as goes
      from person p where p.id = ${person}`.execute(tx.db)
    const told: Forgetting = { ...rows[0]!, stays: { posts: 0, channels: [] } }
    for (const id of leaver.ever) {
      await tx.enter({ id, handle: '', zone: '' })
      const here = (
        await sql<{ keys: string[]; posts: number; channels: string[] }>`
          select array(select name from api_key where library_id = ${id} and created_by = ${person} and revoked_at is null
              and (expires_at is null or expires_at > ${tx.now}) order by name) as keys,
            (select count(*)::int from post where library_id = ${id} and created_by = ${person}) as posts,
            array(select c.name from connection n join channel c on c.library_id = n.library_id and c.id = n.channel_id
              where n.library_id = ${id} and n.connected_by = ${person} and octet_length(n.secret) > 0 order by c.name) as channels`.execute(
          tx.db,
        )
      ).rows[0]!
      told.goes.keys.push(...here.keys)
      told.stays.channels.push(...here.channels)
      told.stays.posts += here.posts
    }
    return told
  })

/** People with a name who belong to no library: for who keeps the installation. By id. */
export async function listHomeless(ctx: Ctx, page: { limit: number; after?: string | undefined }) {
  need(ctx, 'installation')
  return look({ ...ctx, library: null, tx: null }, async (tx) => {
    const { rows } = await sql<{ id: string; name: string; email: string }>`
      select p.id, p.name, p.email::text as email from person p
      where p.left_at is null and not p.installation_administrator and not exists (select from app.libraries_of_person(p.id))
        and (${page.after ?? null}::uuid is null or p.id > ${page.after ?? null}::uuid)
      order by p.id limit ${page.limit + 1}`.execute(tx.db)
    const items = rows.slice(0, page.limit)
    return { items, next: rows.length > page.limit ? items.at(-1)!.id : null }
  })
}
