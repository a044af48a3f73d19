import { titleOf } from '@shelftalker/shared/text/title.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { Content, versionAnswer, versionList } from './content.answers.ts'
import { contentColumns, filled, personJson } from './post.view.ts'

export type Version = z.output<typeof versionAnswer>
export type VersionHead = z.output<typeof versionList>['items'][number]

const heads = sql`v.number, v.frozen_at as "frozenAt", v.created_at as "createdAt", ${personJson('v.created_by')} as "createdBy"`

/** The versions that are kept, newest first: each frozen one, and the open one. */
export const listVersions = (ctx: Ctx, post: string): Promise<VersionHead[]> =>
  look(ctx, async (tx) => {
    const { rows } = await sql<Omit<VersionHead, 'title'> & { text: string }>`
      select ${heads}, left(v.text, 1000) as text from post_version v where v.post_id = ${post}::uuid order by v.number desc`.execute(
      tx.db,
    )
    if (rows.length === 0) throw notFound('post')
    return rows.map(({ text, ...row }) => ({ ...row, title: titleOf(null, text) }))
  })

export const getVersion = (ctx: Ctx, post: string, number: number): Promise<Version> =>
  look(ctx, (tx) => readVersion(tx, post, number))

/** @throws Problem not-found, also for an open version that a later save replaced */
async function readVersion(tx: TxCtx, post: string, number: number): Promise<Version> {
  const { rows } = await sql<
    Omit<Version, 'title' | 'variants' | 'media'> & {
      variants: Content['variants'] | null
      media: Content['media'] | null
    }
  >`
    select ${heads}, ${contentColumns} from post_version v where v.post_id = ${post}::uuid and v.number = ${number}`.execute(
    tx.db,
  )
  const row = rows[0]
  if (!row) throw notFound('version')
  return { ...row, ...filled(row), title: titleOf(null, row.text) }
}
