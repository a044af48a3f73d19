/** What the public page shows. Row-level security holds here too: nothing is read before the library is entered. */
import { sql } from 'kysely'
import type { Deps, TxCtx } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import type { BulletinPicture } from '#db/schema/bulletin.ts'

export interface PageLibrary {
  id: string
  handle: string
  name: string
  zone: string
  language: string
}
export interface PagePost {
  id: string
  slug: string
  title: string
  text: string
  language: string | null
  warning: string | null
  media: BulletinPicture[]
  publishedAt: Date
  updatedAt: Date
  /** Further parts of the thread, in order. */
  parts: PagePost[]
}
export interface OfficialChannel {
  network: string
  name: string
  url: string
}
export interface Entered {
  tx: TxCtx
  library: PageLibrary
}

/** Enters the library of a handle, for reading as the public. null: there is none. */
export const asPublic = <T>(deps: Deps, handle: string, work: (entered: Entered) => Promise<T>): Promise<T | null> =>
  look({ ...deps, library: null, actor: { kind: 'nobody' }, tx: null }, async (tx) => {
    const found = await sql<{ id: string | null }>`select app.library_by_handle(${handle}) as id`.execute(tx.db)
    const id = found.rows[0]?.id
    if (!id) return null
    await tx.enter({ id, handle, zone: '' })
    const library = await tx.db
      .selectFrom('library')
      .select(['id', 'handle', 'name', 'zone', 'language'])
      .where('id', '=', id)
      .executeTakeFirst()
    return library ? work({ tx, library }) : null
  })

const COLUMNS = [
  'id',
  'slug',
  'title',
  'text',
  'language',
  'warning',
  'media',
  'published_at',
  'updated_at',
  'root_id',
  'part',
  'removed_at',
] as const

const shown = ({ tx, library }: Entered) =>
  tx.db
    .selectFrom('bulletin_post')
    .select([...COLUMNS])
    .where('library_id', '=', library.id)

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

/** Newest first. @param before id of the post after which to go on. */
export async function latest(
  entered: Entered,
  before: string | null,
  limit: number,
): Promise<{ posts: PagePost[]; older: boolean }> {
  const rows = await shown(entered)
    .where('removed_at', 'is', null)
    .where('root_id', 'is', null)
    .$if(before !== null, (it) =>
      it.where(
        sql<boolean>`(published_at, id) < (select b.published_at, b.id from bulletin_post b where b.library_id = ${entered.library.id} and b.id = ${before})`,
      ),
    )
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { posts: await withParts(entered, rows.slice(0, limit)), older: rows.length > limit }
}

export async function bySlug(entered: Entered, slug: string): Promise<PagePost | 'removed' | null> {
  const row = await shown(entered).where('slug', '=', slug).where('root_id', 'is', null).executeTakeFirst()
  if (!row) return null
  return row.removed_at ? 'removed' : (await withParts(entered, [row]))[0]!
}

/** Parts of all these posts in one query. */
async function withParts(entered: Entered, roots: Row[]): Promise<PagePost[]> {
  if (roots.length === 0) return []
  const parts = await shown(entered)
    .where('removed_at', 'is', null)
    .where(
      'root_id',
      'in',
      roots.map((one) => one.id),
    )
    .orderBy('part')
    .execute()
  return roots.map((root) => {
    const own = parts.filter((one) => one.root_id === root.id).map((one) => postOf(one, []))
    const post = postOf(root, own)
    // A thread has changed when its latest part has.
    for (const one of own) if (one.updatedAt > post.updatedAt) post.updatedAt = one.updatedAt
    return post
  })
}

const postOf = (row: Row, parts: PagePost[]): PagePost => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  text: row.text,
  language: row.language,
  warning: row.warning,
  media: row.media,
  publishedAt: row.published_at,
  updatedAt: row.updated_at,
  parts,
})

/** Months of the library's own calendar, newest first. */
export const months = async ({ tx, library }: Entered): Promise<{ month: string; posts: number }[]> =>
  (
    await sql<{ month: string; posts: number }>`
      select to_char(published_at at time zone ${library.zone}, 'YYYY-MM') as month, count(*) as posts from bulletin_post
      where library_id = ${library.id} and removed_at is null and root_id is null group by 1 order by 1 desc`.execute(
      tx.db,
    )
  ).rows

/** @param from @param to instants between which the month lies. */
export const between = ({ tx, library }: Entered, from: Date, to: Date) =>
  tx.db
    .selectFrom('bulletin_post')
    .select(['slug', 'title', 'language', 'published_at as publishedAt'])
    .where('library_id', '=', library.id)
    .where('removed_at', 'is', null)
    .where('root_id', 'is', null)
    .where('published_at', '>=', from)
    .where('published_at', '<', to)
    .orderBy('published_at', 'desc')
    .execute()

/** When anything of the page changed last, removals included; null while it is empty. */
export const changedAt = async ({ tx, library }: Entered): Promise<Date | null> =>
  (
    await sql<{ at: Date | null }>`select greatest(
      (select updated_at from bulletin_post where library_id = ${library.id} order by updated_at desc limit 1),
      (select max(greatest(declared_at, ended_at, case when until <= app.now() then until end)) from closing where library_id = ${library.id} and banner)) as at`.execute(
      tx.db,
    )
  ).rows[0]!.at

export interface Banner {
  id: string
  text: string
  language: string
  until: Date | null
  /** Of its own post here; null while that is not out. */
  slug: string | null
}
/** What stands above every page: closings that were told, until they end or somebody opens again. The newest first. */
export async function bannersOf({ tx, library }: Entered): Promise<Banner[]> {
  const { rows } = await sql<Banner>`
    select k.id, k.text, k.language, k.until,
      (select b.slug from delivery d join bulletin_post b on b.library_id = d.library_id and b.delivery_id = d.id
        where d.library_id = k.library_id and d.post_id = k.post_id and b.removed_at is null and b.root_id is null limit 1) as slug
    from closing k where k.library_id = ${library.id} and k.banner and k.ended_at is null and (k.until is null or k.until > app.now())
    order by k.declared_at desc limit 5`.execute(tx.db)
  return rows
}

/** What the file store has of a picture, a video or captions that a post shows now. `bytes`: of a video, null of others. */
export interface ShownFile {
  digest: string
  mime: string
  bytes: number | null
}

/** null for every other file of the library. The size stands in the post, so that the store is asked once. */
export async function shownFile({ tx, library }: Entered, digest: string): Promise<ShownFile | null> {
  const row = await tx.db
    .selectFrom('bulletin_media as m')
    .innerJoin('bulletin_post as p', (on) =>
      on.onRef('p.library_id', '=', 'm.library_id').onRef('p.id', '=', 'm.post_id'),
    )
    .select(['m.mime', 'p.media'])
    .where('m.library_id', '=', library.id)
    .where('m.digest', '=', digest)
    .limit(1)
    .executeTakeFirst()
  return row
    ? { digest, mime: row.mime, bytes: row.media.find((one) => one.digest === digest)?.video?.bytes ?? null }
    : null
}

/** The library's accounts elsewhere that it calls its own. */
export async function officialChannels({ tx, library }: Entered): Promise<OfficialChannel[]> {
  const rows = await tx.db
    .selectFrom('channel')
    .select(['network', 'name', 'url'])
    .where('library_id', '=', library.id)
    .where('standing', '=', 'ours')
    .where('state', '=', 'active')
    .where('url', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(({ network, name, url }) => ({ network, name, url: url! }))
}
