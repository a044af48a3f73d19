/** Writes where a delivery stands now, the story's next line, and the facts, in one transaction; then hands the lane on. */
import type { Failure, RawAnswer, Remote } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import type { Statement } from '#app/tx.ts'
import type { Step } from '#db/schema/publishing.ts'
import type { AccountRow } from '#modules/channels/index.ts'
import type { Loaded } from './claimed.view.ts'
import { LEASE_SECONDS, type Next, TELL_AFTER_LOOK_UPS } from './delivery.rules.ts'
import { storable, storableJson } from './storable.ts'

export interface Line {
  step: Step
  at: Date
  outcome: string
  trouble?: Failure['trouble'] | null
  sent?: 'none' | 'maybe' | null
  raw?: RawAnswer | undefined
  byPerson?: string | null
}
/** What the lane was handed on to; `read` if it was read in the same breath. */
export type Handed = { id: string; token: string; read?: Read } | null
export interface Read {
  job: Loaded | undefined
  row: AccountRow | undefined
}

/** One line of the story. Secrets were taken out where the answer was read; here it is only stored. */
export async function tell(tx: TxCtx, delivery: string, line: Line): Promise<void> {
  await tx.db
    .insertInto('attempt')
    .values({
      library_id: tx.library!.id,
      delivery_id: delivery,
      step: line.step,
      at: line.at,
      ended_at: tx.now,
      outcome: storable(line.outcome),
      trouble: line.trouble ? storableJson(line.trouble) : null,
      sent: line.sent ?? null,
      raw: line.raw ? storableJson(line.raw) : null,
      by_person: line.byPerson ?? null,
    })
    .execute()
}

export interface Out {
  remote: Remote | null
  /** Names the evidence. */
  how: string
  line: Line
  publishedAt?: Date | null
}

/** What `delivery.published` is about. */
export const factOfPublished = (job: Loaded) => ({ kind: 'delivery', id: job.id, post: job.post, of: job.kind })

/**
 * Out: the network said so, or showed it. The row, the story's line, the parts that waited for it, and the fact, in one statement.
 * `done` is false where somebody else settled it meanwhile.
 */
export function settling(
  ctx: Ctx,
  job: Loaded,
  token: string,
  { remote, how, line, publishedAt = null }: Out,
): Statement<{ done: boolean }> {
  const ref = remote ? storableJson(remote.ref) : null
  // Found out by a look-up and never released by this database: the parts after it may be out too (sender.md, 13).
  const after = job.releases === 0 && how.startsWith('look-up') ? 'unknown' : 'scheduled'
  const library = libraryOf(ctx).id
  const fact = JSON.stringify(factOfPublished(job))
  // A late answer that says "out" is good evidence too, even if another worker took the row over meanwhile and knows less.
  return sql`/* kept:settle-published */
    with done as (
      update delivery set state = 'published', waiting_for = null, reason = null, field = null, remote_id = ${remote?.id ?? null}, url = ${remote?.url ?? null}, remote = ${ref}::jsonb,
        published_at = coalesce(${publishedAt}::timestamptz, app.now()), settled_by = ${how}, lease_token = null, lease_until = null, next_at = null, version = version + 1, updated_at = app.now()
      where library_id = ${library} and id = ${job.id} and (lease_token = ${token} or state = 'unknown') and state <> 'published'
      returning library_id, id),
    line as (
      insert into attempt (library_id, delivery_id, step, at, ended_at, outcome, trouble, sent, raw)
      select library_id, id, ${line.step}, ${line.at}::timestamptz, app.now(), ${storable(line.outcome)}, ${line.trouble ? storableJson(line.trouble) : null}::jsonb, ${line.sent ?? null}, ${line.raw ? storableJson(line.raw) : null}::jsonb from done),
    following as (
      update delivery f set state = ${after}, waiting_for = null, next_at = app.now(), updated_at = app.now()
      from done where f.library_id = ${library} and f.after_id = done.id and f.state = 'waiting' and f.waiting_for = 'part' returning 1),
    said as (
      insert into fact (library_id, kind, subject, pending) select library_id, 'delivery.published', ${fact}::jsonb, ${ctx.listenersOf('delivery.published')}::text[] from done
      returning library_id, id, kind, subject, pending)
    select exists (select 1 from done) as done,
      (select pg_notify('shelftalker_fact', json_build_object('library', library_id, 'id', id, 'kind', kind, 'subject', subject, 'listeners', cardinality(pending))::text) from said) as told,
      (select pg_notify('shelftalker_due', '') from following limit 1) as woken`
}

/** The same within a transaction, with what a change does to the post that it changed. */
export async function settlePublished(tx: TxCtx, job: Loaded, token: string, out: Out): Promise<boolean> {
  const found = await settling(tx, job, token, out).execute(tx.db)
  if (!found.rows[0]?.done) return false
  if (job.kind !== 'post') await settleChanged(tx, job, out.remote)
  return true
}

async function settleChanged(tx: TxCtx, job: Loaded, remote: Remote | null): Promise<void> {
  const changed = sql`(select changes_id from delivery where id = ${job.id})`
  if (job.kind === 'remove')
    await sql`update delivery set removed_at = app.now(), version = version + 1 where id = ${changed}`.execute(tx.db)
  else if (remote)
    await sql`update delivery set remote = ${storableJson(remote.ref)}::jsonb, url = ${remote.url}, (post_version, payload, payload_digest) = (select post_version, payload, payload_digest from delivery where id = ${job.id}), version = version + 1 where id = ${changed}`.execute(
      tx.db,
    )
}

/** Anything but out. Says the fact that lets a person hear of it (rule 14). False if the lease was lost. */
export async function settleNext(
  tx: TxCtx,
  job: Loaded,
  token: string,
  next: Exclude<Next, { state: 'published' }>,
  line: Line,
  attempt: { tried: boolean; lookedUp?: boolean },
): Promise<boolean> {
  // In the middle of a thread the public sees a part of it: that is a state of its own.
  const stopped = job.part > 1 && (next.state === 'refused' || next.state === 'held')
  const state = stopped ? 'partly' : next.state
  const waitingFor = next.state === 'waiting' ? next.waitingFor : null
  const reason = 'reason' in next ? storable(next.reason) : null
  const nextAt = 'nextAt' in next ? next.nextAt : null
  const done = await sql`
    update delivery set state = ${state}, waiting_for = ${waitingFor}, reason = ${reason}, field = ${next.state === 'refused' ? next.field : null}, next_at = ${nextAt}::timestamptz,
      tries = tries + ${attempt.tried ? 1 : 0}, look_ups = look_ups + ${attempt.lookedUp ? 1 : 0}, lease_token = null, lease_until = null, version = version + 1, updated_at = app.now()
    where id = ${job.id} and lease_token = ${token}`.execute(tx.db)
  if (done.numAffectedRows !== 1n) return false
  await tell(tx, job.id, line)
  const heard = factOf(state, waitingFor, job.lookUps + (attempt.lookedUp ? 1 : 0), nextAt)
  tx.say(heard, { kind: 'delivery', id: job.id, post: job.post, state } satisfies {
    kind: string
    id: string
  } & JsonObject)
  return true
}

/** Kinds that people are told of; `delivery.changed` only moves the screens that are open. */
function factOf(state: string, waitingFor: string | null, lookUps: number, nextAt: Date | null): string {
  if (state === 'waiting' && waitingFor === 'sign-in') return 'delivery.waiting-for-sign-in'
  if (state === 'waiting' && waitingFor === 'person') return 'delivery.waiting-for-person'
  if (state === 'unknown')
    return lookUps >= TELL_AFTER_LOOK_UPS || nextAt === null ? 'delivery.unknown' : 'delivery.changed'
  return state === 'held' || state === 'refused' || state === 'partly' ? `delivery.${state}` : 'delivery.changed'
}

/** Gives the channel's lane to the next delivery that is due there, or frees it. */
export const handing = (channel: string, token: string): Statement<{ id: string; token: string }> =>
  sql`/* kept:hand-on */ select delivery_id as id, token from app.hand_on(${channel}, ${token}, make_interval(secs => ${LEASE_SECONDS}))`

export const handOn = async (tx: TxCtx, channel: string, token: string): Promise<Handed> =>
  (await handing(channel, token).execute(tx.db)).rows[0] ?? null
