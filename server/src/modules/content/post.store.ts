/** Writes of posts: a save is one statement, whatever it holds, for a save is what people wait for most often. */
import { type RawBuilder, sql } from 'kysely'
import { libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import type { MediaInput, PostChange, PostInput, VariantInput } from './content.input.ts'
import { personJson } from './post.view.ts'
import { type Unknown, unknownOf } from './unknown.view.ts'

interface Person {
  id: string
  name: string
}
/** What is not the library's own is answered as a list; then nothing is written. */
export async function insertPost(tx: TxCtx, post: PostInput): Promise<{ id: string; by: Person | null } | Unknown[]> {
  const library = libraryOf(tx).id
  const by = personOf(tx)
  const unknown = unknownOf(post)
  const { rows } = await sql<{ id: string | null; by: Person | null; unknown?: Unknown[] }>`
    /* kept:insert-post */ with ${unknown ? sql`unknown as (${unknown}),` : sql``}
    p as (insert into post (library_id, title, latest, no_use_after, branch_id, area_id, serves_id, created_at, created_by, updated_at, updated_by)
      select ${library}::uuid, ${post.title}, 1, ${post.noUseAfter}::timestamptz, ${post.branch}::uuid, ${post.area}::uuid, ${post.serves}::uuid, ${tx.now}::timestamptz, ${by}::uuid, ${tx.now}::timestamptz, ${by}::uuid
      ${unknown ? sql`where not exists (select 1 from unknown)` : sql``} returning id),
    v as (insert into post_version (library_id, post_id, number, text, language, options, channels, planned, created_at, created_by, updated_at)
      select ${library}::uuid, id, 1, ${post.text}, ${post.language}, ${json(post.options)}, ${post.channels}::uuid[], ${json(post.planned)},
             ${tx.now}::timestamptz, ${by}::uuid, ${tx.now}::timestamptz from p)
    ${post.variants.length > 0 ? sql`, vs as (${insertVariants(library, sql`p`, sql`1`, post.variants)})` : sql``}
    ${post.media.length > 0 ? sql`, ms as (${insertMedia(library, sql`p`, sql`1`, post.media)})` : sql``}
    select (select id from p) as id, ${personJson('k.by')} as by ${unknown ? sql`, (select json_agg(unknown) from unknown) as unknown` : sql``}
    from (select ${by}::uuid as by) k`.execute(tx.db)
  const row = rows[0]!
  return row.id === null ? (row.unknown ?? []) : { id: row.id, by: row.by }
}

/**
 * Makes version + 1 out of `version` and the change. The open version goes, a frozen one stays.
 * `saved` is false if the post is not there, is binned or stands at another version, or if something is unknown.
 */
export async function saveVersion(tx: TxCtx, id: string, version: number, change: PostChange) {
  const library = libraryOf(tx).id
  const by = personOf(tx)
  const unknown = unknownOf(change)
  const given = <T>(value: T | undefined, column: string, to: (value: T) => RawBuilder<unknown>) =>
    value === undefined ? sql.ref(column) : to(value)
  const set = [
    ...(change.title !== undefined ? [sql`title = ${change.title}`] : []),
    ...(change.noUseAfter !== undefined ? [sql`no_use_after = ${change.noUseAfter}::timestamptz`] : []),
    ...(change.branch !== undefined ? [sql`branch_id = ${change.branch}::uuid`] : []),
    ...(change.area !== undefined ? [sql`area_id = ${change.area}::uuid`] : []),
    ...(change.serves !== undefined ? [sql`serves_id = ${change.serves}::uuid`] : []),
  ].map((one) => sql`, ${one}`)
  const next = sql`${version + 1}::int`
  const { rows } = await sql<{ saved: boolean; unknown?: Unknown[] | null }>`
    with ${unknown ? sql`unknown as (${unknown}),` : sql``}
    p as (update post set latest = latest + 1, updated_at = ${tx.now}::timestamptz, updated_by = ${by}::uuid ${sql.join(set, sql``)}
      where id = ${id}::uuid and latest = ${version}::int and binned_at is null
      ${unknown ? sql`and not exists (select 1 from unknown)` : sql``} returning id),
    gone as (delete from post_version o using p where o.post_id = p.id and o.number = ${version}::int and o.frozen_at is null),
    v as (insert into post_version (library_id, post_id, number, text, language, options, channels, planned, created_at, created_by, updated_at)
      select o.library_id, o.post_id, ${next}, ${given(change.text, 'o.text', (value) => sql`${value}::text`)},
        ${given(change.language, 'o.language', (value) => sql`${value}::text`)}, ${given(change.options, 'o.options', json)},
        ${given(change.channels, 'o.channels', (value) => sql`${value}::uuid[]`)}, ${given(change.planned, 'o.planned', json)},
        ${tx.now}::timestamptz, ${by}::uuid, ${tx.now}::timestamptz
      from post_version o join p on o.post_id = p.id where o.number = ${version}::int),
    vs as (${
      change.variants
        ? insertVariants(library, sql`p`, next, change.variants)
        : sql`insert into variant (library_id, post_id, number, channel_id, language, title, text, options)
              select o.library_id, o.post_id, ${next}, o.channel_id, o.language, o.title, o.text, o.options
              from variant o join p on o.post_id = p.id where o.number = ${version}::int order by o.id`
    }),
    ms as (${
      change.media
        ? insertMedia(library, sql`p`, next, change.media)
        : sql`insert into media_use (library_id, post_id, number, position, asset_id, alt, decorative, focus, video)
              select o.library_id, o.post_id, ${next}, o.position, o.asset_id, o.alt, o.decorative, o.focus, o.video
              from media_use o join p on o.post_id = p.id where o.number = ${version}::int`
    })
    select exists (select 1 from p) as saved ${unknown ? sql`, (select json_agg(unknown) from unknown) as unknown` : sql``}`.execute(
    tx.db,
  )
  return { saved: rows[0]!.saved, unknown: rows[0]!.unknown ?? [] }
}

const WHAT: Record<string, string> = {
  media: 'file',
  branch: 'branch',
  area: 'content area',
  serves: 'goal or objective',
}
/** @throws Problem bad-input that names each field. */
export function refuseUnknown(unknown: Unknown[]): never {
  const fields = unknown.map(({ path }) => ({
    path,
    code: 'not-found',
    message: `There is no such ${WHAT[path.split('.')[0]!] ?? 'channel'} in this library.`,
  }))
  throw new Problem('bad-input', `${fields[0]!.message.slice(0, -1)}: ${unknown.map(({ path }) => path).join(', ')}.`, {
    fields,
  })
}

const json = (value: unknown) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`

const insertVariants = (
  library: string,
  post: RawBuilder<unknown>,
  number: RawBuilder<unknown>,
  variants: VariantInput[],
) =>
  sql`insert into variant (library_id, post_id, number, channel_id, language, title, text, options)
      select ${library}::uuid, ${post}.id, ${number}, x.channel, x.language, x.title, x.text, x.options
      from ${post}, jsonb_to_recordset(${json(variants)}) as x (channel uuid, language text, title text, text text, options jsonb)`

const insertMedia = (library: string, post: RawBuilder<unknown>, number: RawBuilder<unknown>, media: MediaInput[]) =>
  sql`insert into media_use (library_id, post_id, number, position, asset_id, alt, decorative, focus, video)
      select ${library}::uuid, ${post}.id, ${number}, x.position, x.file, x.alt, x.decorative, nullif(x.focus, 'null'::jsonb), nullif(x.video, 'null'::jsonb)
      from ${post}, jsonb_to_recordset(${json(media.map((one, position) => ({ ...one, position })))})
        as x (position int, file uuid, alt text, decorative boolean, focus jsonb, video jsonb)`
