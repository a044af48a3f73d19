/** Who else has this post open, and where in it. Kept by beats: who is silent for a while has gone. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { others, type Place, type Present } from './presence.view.ts'

/** A tab beats every ten seconds; two lost beats and a slow network are no absence. In seconds. */
const GONE_AFTER = 30

/** @returns the others. The news of a beat is told only where something changed, or two who look would wake each other for ever. */
export async function beat(ctx: Ctx, post: string, tab: string, place: Place): Promise<Present[]> {
  const { actor } = ctx
  if (actor.kind !== 'person') return others(ctx, post, null)
  const library = libraryOf(ctx).id
  await inTx(ctx, 'lookAtPost', async (tx) => {
    tx.about = () => {}
    await known(tx, post)
    const { rows } = await sql<{ news: boolean }>`
      with before as (select place, until from presence where library_id = ${library} and post_id = ${post} and person_id = ${actor.id} and tab = ${tab}),
      kept as (
        insert into presence as p (library_id, post_id, person_id, tab, place, since, until)
        values (${library}, ${post}, ${actor.id}, ${tab}, ${place}, ${tx.now}, ${tx.now}::timestamptz + make_interval(secs => ${GONE_AFTER}))
        on conflict (library_id, post_id, person_id, tab) do update
          set place = excluded.place, until = excluded.until, since = case when p.until < ${tx.now} then excluded.since else p.since end)
      select not exists (select 1 from before where place = ${place} and until >= ${tx.now}) as news`.execute(tx.db)
    if (rows[0]!.news) await tell(tx.db, library, post)
    await sql`delete from presence where library_id = ${library} and until < ${tx.now}::timestamptz - interval '10 minutes'`.execute(
      tx.db,
    )
  })
  return others(ctx, post, actor.id)
}

/** The tab is closed. Saying so twice is no trouble. @throws Problem not-found */
export async function leave(ctx: Ctx, post: string, tab: string): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'person') return
  const library = libraryOf(ctx).id
  await inTx(ctx, 'leavePost', async (tx) => {
    tx.about = () => {}
    await known(tx, post)
    const done = await tx.db
      .deleteFrom('presence')
      .where('post_id', '=', post)
      .where('person_id', '=', actor.id)
      .where('tab', '=', tab)
      .executeTakeFirst()
    if (done.numDeletedRows > 0n) await tell(tx.db, library, post)
  })
}

/** Of somebody who is made anonymous: also what is worth nothing any more. */
export const forgetPresence = (tx: TxCtx, person: string): Promise<unknown> =>
  tx.db.deleteFrom('presence').where('person_id', '=', person).execute()

async function known(tx: TxCtx, post: string): Promise<void> {
  const found = await tx.db.selectFrom('post').select('id').where('id', '=', post).executeTakeFirst()
  if (!found) throw notFound('post')
}

/** No row of the facts: it is worth nothing a moment later. Id 0 is before every fact, so that a stream that resumes loses none. */
const tell = (db: Parameters<ReturnType<typeof sql>['execute']>[0], library: string, post: string) =>
  sql`select pg_notify('shelftalker_fact', json_build_object('library', ${library}::text, 'id', 0, 'kind', 'presence.changed', 'subject', json_build_object('kind', 'post', 'id', ${post}::text), 'listeners', 0)::text)`.execute(
    db,
  )
