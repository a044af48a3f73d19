/** What closings are asked with and shown by. Reads the tables of other rooms; decides nothing. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import type { Closing } from './closing.input.ts'
import type { Candidate } from './closing.rules.ts'

export interface Coming extends Candidate {
  channel: string
  network: string
  branchName: string | null
}

/** What is still to go out between two moments, or invites to something that begins between them. Threads by their first part. */
export async function comingBetween(tx: TxCtx, from: Date, until: Date): Promise<Coming[]> {
  const { rows } = await sql<Coming>`
    select d.id as delivery, d.post_id as post, d.title, coalesce(d.payload->>'text', '') as text, p.branch_id as branch, b.name as "branchName",
      d.due_at as "dueAt", d.no_use_after as "noUseAfter", d.channel_id as channel, c.network
    from delivery d join post p on p.library_id = d.library_id and p.id = d.post_id join channel c on c.library_id = d.library_id and c.id = d.channel_id
      left join branch b on b.library_id = p.library_id and b.id = p.branch_id
    where d.library_id = ${libraryOf(tx).id} and d.kind = 'post' and d.part = 1 and not d.urgent
      and (d.state in ('scheduled', 'preparing') or (d.state = 'waiting' and d.waiting_for <> 'part'))
      and (d.due_at >= ${from} and d.due_at < ${until} or d.no_use_after > ${from} and d.no_use_after <= ${until})
    order by d.due_at, d.post_id, c.network, d.id`.execute(tx.db)
  return rows
}

/** Whether sending of the whole installation stands still, and why; and what the library's own pause says. */
export async function standstill(tx: TxCtx): Promise<{ installation: string | null; library: string | null }> {
  const { rows } = await sql<{ installation: string | null; library: string | null }>`
    select i.sending_held_reason as installation, case when l.paused_until is null or l.paused_until > app.now() then l.paused_reason end as library
    from installation i, library l where l.id = ${libraryOf(tx).id}`.execute(tx.db)
  return rows[0]!
}

export async function libraryFacts(tx: TxCtx): Promise<{ name: string; zone: string; language: string }> {
  return tx.db
    .selectFrom('library')
    .select(['name', 'zone', 'language'])
    .where('id', '=', libraryOf(tx).id)
    .executeTakeFirstOrThrow()
}

type Only = { id: string } | { standing: boolean } | { from: Date; until: Date | null }
const inForce = sql`k.ended_at is null and (k.until is null or k.until > app.now())`
function filterOf(only: Only) {
  if ('id' in only) return sql`k.id = ${only.id}`
  if ('standing' in only) return only.standing ? inForce : sql`true`
  const { from, until } = only
  return sql`${inForce} and (k.until is null or k.until > ${from}) and (${until}::timestamptz is null or k.starts_at < ${until})`
}

/** Newest first. @param only one of them, those that are in force or still to come, or of these those that touch a time. @param limit null: all */
async function read(tx: TxCtx, only: Only, limit: number | null): Promise<Closing[]> {
  const library = libraryOf(tx).id
  const person = (column: string) =>
    sql`(select json_build_object('id', a.id, 'name', a.name) from person a where a.id = ${sql.ref(column)})`
  const { rows } = await sql<Closing & { declaredAt: Date }>`
    select k.id, k.kind, k.opening, k.every_branch as "everyBranch", k.zone, k.starts_at as "from", k.until, k.text, k.language, k.banner, k.reason,
      ${inForce} as standing, k.post_id as post, k.declared_at as "declaredAt", ${person('k.declared_by')} as "declaredBy",
      k.ended_at as "endedAt", ${person('k.ended_by')} as "endedBy", k.ended_how as "endedHow", k.again_post_id as "againPost", k.instead_id as instead,
      coalesce((select json_agg(json_build_object('id', b.id, 'name', b.name) order by b.position, b.name) from branch b where b.library_id = k.library_id and b.id = any (k.branches)), '[]') as branches,
      coalesce((select json_agg(json_build_object('id', d.id, 'post', d.post_id, 'channel', c.id, 'name', c.name, 'network', c.network, 'manual', c.manual, 'state', d.state,
          'waitingFor', d.waiting_for, 'reason', d.reason, 'publishedAt', d.published_at, 'url', d.url) order by d.created_at, c.manual, c.id, d.part)
        from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
        where d.library_id = k.library_id and d.post_id in (k.post_id, k.again_post_id) and d.kind = 'post' and d.part = 1), '[]') as deliveries,
      coalesce((select json_agg(json_build_object('delivery', d.id, 'post', d.post_id, 'title', d.title, 'channel', c.id, 'name', c.name, 'network', c.network, 'why', h.why,
          'dueAt', h.due_at, 'state', d.state, 'held', d.state = 'held' and d.reason = 'closing') order by h.due_at, d.post_id, c.id)
        from closing_hold h join delivery d on d.library_id = h.library_id and d.id = h.delivery_id join channel c on c.library_id = d.library_id and c.id = d.channel_id
        where h.library_id = k.library_id and h.closing_id = k.id), '[]') as holds
    from closing k
    where k.library_id = ${library} and ${filterOf(only)}
    order by k.declared_at desc, k.id desc limit ${limit}`.execute(tx.db)
  return rows.map((row) => ({
    ...row,
    // As JSON tells times.
    deliveries: row.deliveries.map((one) => ({ ...one, publishedAt: one.publishedAt && new Date(one.publishedAt) })),
    holds: row.holds.map((one) => ({ ...one, dueAt: new Date(one.dueAt) })),
  }))
}

/** @throws Problem not-found, also for what another library owns. */
export async function readClosing(tx: TxCtx, id: string): Promise<Closing> {
  const [found] = await read(tx, { id }, 1)
  if (!found) throw notFound('closing')
  return found
}
/** More than twenty are history; the log has it. */
export const closingsOf = (tx: TxCtx, standing: boolean): Promise<Closing[]> => read(tx, { standing }, 20)
/** All that are in force or still to come and touch that time, however many a day of snow brings. @param until null: open */
export const closingsTouching = (tx: TxCtx, from: Date, until: Date | null): Promise<Closing[]> =>
  read(tx, { from, until }, null)

/** The words that somebody agreed to, with who it was. */
export const agreedIn = (tx: TxCtx) =>
  tx.db
    .selectFrom('closing_words as w')
    .leftJoin('person', 'person.id', 'w.agreed_by')
    .select(['w.kind', 'w.opening', 'w.language', 'w.text', 'w.version', 'w.agreed_at', 'person.name as by'])
    .where('w.library_id', '=', libraryOf(tx).id)
    .execute()
