/** What a library has in it before a walk begins: posts that are planned, and a past. */
import type { Installed } from './install.ts'
import type { Server } from './server.ts'
import { clockAt } from './write.ts'

export interface Id {
  id: string
}
/** The library's first channel on a network. */
export const channelOf = async ({ ask }: Installed, network: string): Promise<string> => {
  const { items } = await ask<{ items: (Id & { network: string })[] }>('GET', '/channels')
  return items.find((one) => one.network === network)!.id
}
/** Writes a post and schedules it; answers its id. */
export async function plan(library: Installed, post: object, when: { date: string; time: string }): Promise<string> {
  const { id } = await library.ask<Id>('POST', '/posts', post)
  const { date, time } = when
  await library.ask('POST', `/posts/${id}/submit`, { when: { date, time, zone: library.zone } })
  return id
}
/** Day and time on the library's clock. */
export const inMinutes = async (server: Server, { zone }: Installed, minutes: number) =>
  clockAt(zone, await server.now(), minutes)

/** Posts of half a year that went out, each with the comments that it had when it was seven days old. */
export const halfAYear = (server: Server, channel: string) =>
  server.rows(
    `with moment as (select date_trunc('month', app.now()) - interval '6 months' + n * interval '6 days' + interval '9 hours' as at, n from generate_series(0, 30) n),
     made as (
       insert into delivery (library_id, channel_id, state, title, due_at, published_at, payload, payload_digest, key, remote_id, settled_by, created_at, updated_at)
       select c.library_id, c.id, 'published', 'Story time number ' || n, at, at, '{"text":""}', 'd', 'k' || n, 'r' || n, 'answer', at, at
       from channel c, moment where c.id = $1 and at < app.now() - interval '9 days' returning library_id, id, channel_id, published_at)
     insert into reading (library_id, channel_id, delivery_id, as_of, value, measure, native, age)
     select library_id, channel_id, id, published_at + interval '7 days', 3 + extract(doy from published_at)::int / 60, 'engagement.comments', 'replies_count', '7d' from made`,
    [channel],
  )
