/** A post as its page and the composer show it: one query. */

import { titleOf } from '@shelftalker/shared/text/title.ts'
import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { Content, DeliverySummary, Post } from './content.answers.ts'

export const getPost = (ctx: Ctx, id: string): Promise<Post> => look(ctx, (tx) => readPost(tx, id))

interface Row extends Omit<Post, 'title' | 'deliveries' | 'variants' | 'media'> {
  variants: Content['variants'] | null
  media: Content['media'] | null
  deliveries: Dated[] | null
}
/** As JSON tells times. */
type Dated = Omit<DeliverySummary, 'dueAt' | 'publishedAt'> & { dueAt: string; publishedAt: string | null }

/** @throws Problem not-found, also for what another library owns */
export async function readPost(tx: TxCtx, id: string): Promise<Post> {
  const { rows } = await sql<Row>`
    select p.id, p.latest as version, p.title as "workingTitle", p.no_use_after as "noUseAfter", p.branch_id as branch, p.area_id as area, p.serves_id as serves, p.binned_at as "binnedAt",
      p.created_at as "createdAt", p.updated_at as "updatedAt",
      ${personJson('p.created_by')} as "createdBy", ${personJson('p.updated_by')} as "updatedBy",
      v.frozen_at is not null as frozen, ${contentColumns},
      (select json_agg(json_build_object('id', d.id, 'kind', d.kind, 'channel', d.channel_id, 'language', d.language, 'part', d.part, 'parts', d.parts,
         'state', d.state, 'waitingFor', d.waiting_for, 'reason', d.reason, 'postVersion', d.post_version,
         'dueAt', d.due_at, 'publishedAt', d.published_at, 'url', d.url) order by d.created_at, d.channel_id, d.language nulls first, d.part)
       from delivery d where d.post_id = p.id) as deliveries
    from post p join post_version v on v.post_id = p.id and v.number = p.latest
    where p.id = ${id}::uuid`.execute(tx.db)
  const row = rows[0]
  if (!row) throw notFound('post')
  return {
    ...row,
    ...filled(row),
    title: titleOf(row.workingTitle, row.text),
    deliveries: (row.deliveries ?? []).map((one) => ({
      ...one,
      dueAt: new Date(one.dueAt),
      publishedAt: one.publishedAt === null ? null : new Date(one.publishedAt),
    })),
  }
}

export const personJson = (column: string) =>
  sql`(select json_build_object('id', a.id, 'name', a.name) from person a where a.id = ${sql.ref(column)})`

/** What a version `v` holds, with its variants and its uses of pictures. */
export const contentColumns = sql`
  v.text, v.language, v.options, v.channels, v.planned,
  (select json_agg(json_build_object('channel', w.channel_id, 'language', w.language, 'title', w.title, 'text', w.text, 'options', w.options) order by w.id)
   from variant w where w.post_id = v.post_id and w.number = v.number) as variants,
  (select json_agg(json_build_object('file', m.asset_id, 'alt', m.alt, 'decorative', m.decorative, 'focus', m.focus,
     'video', case when a.video is not null then coalesce(m.video, '{"captions":[],"noSpeech":false}'::jsonb) end) order by m.position)
   from media_use m join media_asset a on a.library_id = m.library_id and a.id = m.asset_id where m.post_id = v.post_id and m.number = v.number) as media`

/** An aggregate over no rows is null. */
export const filled = (row: { variants: Content['variants'] | null; media: Content['media'] | null }) => ({
  variants: row.variants ?? [],
  media: row.media ?? [],
})
