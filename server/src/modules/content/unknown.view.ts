/** Which ids of an input are not the library's own: part of the statement that writes, so that a save stays one round trip. */
import { type RawBuilder, sql } from 'kysely'
import type { PostChange } from './content.input.ts'

export interface Unknown {
  /** `channels.0`. */
  path: string
  id: string
}

/** Channels, files, a branch, a content area and a goal named in the input that row-level security does not show. Null: nothing is named. */
export function unknownOf({
  channels = [],
  variants = [],
  media = [],
  branch = null,
  area = null,
  serves = null,
}: PostChange): RawBuilder<unknown> | null {
  const among = (all: Unknown[], table: string, which = sql``) =>
    all.length === 0
      ? []
      : [
          sql`select r.path, r.id from unnest(${all.map(({ path }) => path)}::text[], ${all.map(({ id }) => id)}::uuid[]) as r (path, id)
              where not exists (select 1 from ${sql.table(table)} t where t.id = r.id ${which})`,
        ]
  const named = [
    ...channels.map((id, i) => ({ path: `channels.${i}`, id })),
    ...variants.flatMap((one, i) => (one.channel === null ? [] : [{ path: `variants.${i}.channel`, id: one.channel }])),
  ]
  const asked = [
    ...among(named, 'channel'),
    ...among(
      media.map((one, i) => ({ path: `media.${i}.file`, id: one.file })),
      'media_asset',
      // Captions are shown with a video, never alone.
      sql`and t.mime <> 'text/vtt'`,
    ),
    ...among(
      media.flatMap((one, i) =>
        (one.video?.captions ?? []).map(({ file }, j) => ({ path: `media.${i}.video.captions.${j}.file`, id: file })),
      ),
      'media_asset',
      sql`and t.mime = 'text/vtt'`,
    ),
    ...among(branch === null ? [] : [{ path: 'branch', id: branch }], 'branch'),
    ...among(area === null ? [] : [{ path: 'area', id: area }], 'content_area'),
    ...(serves === null ? [] : [servesNothing(serves)]),
  ]
  return asked.length === 0 ? null : sql.join(asked, sql` union all `)
}

/** A post serves a goal or an objective of the plan. */
const servesNothing = (id: string) =>
  sql`select 'serves' as path, ${id}::uuid as id where not exists (select 1 from goal g where g.id = ${id}::uuid)
      and not exists (select 1 from plan_part o where o.id = ${id}::uuid and o.kind = 'objective')`
