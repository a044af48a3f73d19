/** Which ids of an input are not the library's own: part of the statement that writes, so that a save stays one round trip. */
import { type RawBuilder, sql } from 'kysely'
import type { PostChange } from './content.input.ts'

export interface Unknown {
  /** `channels.0`. */
  path: string
  id: string
}

/** Channels and files named in the input that row-level security does not show. Null: nothing is named. */
export function unknownOf({ channels = [], variants = [], media = [] }: PostChange): RawBuilder<unknown> | null {
  const named = [
    ...channels.map((id, i) => ({ path: `channels.${i}`, id })),
    ...variants.flatMap((one, i) => (one.channel === null ? [] : [{ path: `variants.${i}.channel`, id: one.channel }])),
  ]
  const files = media.map((one, i) => ({ path: `media.${i}.file`, id: one.file }))
  const among = (all: Unknown[], table: string) =>
    sql`select r.path, r.id from unnest(${all.map(({ path }) => path)}::text[], ${all.map(({ id }) => id)}::uuid[]) as r (path, id)
        where not exists (select 1 from ${sql.table(table)} t where t.id = r.id)`
  if (named.length === 0 && files.length === 0) return null
  if (files.length === 0) return among(named, 'channel')
  if (named.length === 0) return among(files, 'media_asset')
  return sql`${among(named, 'channel')} union all ${among(files, 'media_asset')}`
}
