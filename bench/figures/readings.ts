/** How fast figures are read: 10,000 posts that are an hour old at one moment, from a peer that answers at once, by the rows' own moments. */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findRunning } from '../../server/src/db/embedded/find-running.ts'
import { type Figures, round } from '../figure.ts'
import { startPeer, startServer } from '../processes.ts'
import { seeder } from '../seed.ts'

const CHANNELS = 100
const POSTS_EACH = 100
const ALL = CHANNELS * POSTS_EACH
/** Posts must be out before they can be read. */
const PATIENCE_MS = 180_000

export async function readingFigures(data: string): Promise<Figures> {
  const peer = await startPeer()
  const allow = new URL(peer.url).host
  const server = await startServer({ data, env: { SHELFTALKER_ALLOW_HOSTS: allow } })
  const seed = seeder(server.url, data, allow)
  const owner = new pg.Client(findRunning(data)!.ownerConfig)
  await owner.connect()
  const count = async (sql: string): Promise<number> => Number((await owner.query(sql)).rows[0].n)
  const reach = async (sql: string, wanted: number) => {
    const until = performance.now() + PATIENCE_MS
    while ((await count(sql)) !== wanted) {
      if (performance.now() > until) throw new Error(`${sql} did not come to ${wanted}`)
      await wait(250)
    }
  }
  try {
    const { ctx } = await seed.setUp()
    const channels = await seed.channels(ctx, CHANNELS, peer.url)
    await seed.posts(ctx, channels, POSTS_EACH, new Date(Date.now() + 1000))
    // Out, and heard of by the room that plans the readings.
    await reach(`select count(*) as n from reading_due where age = '1h'`, ALL)
    await owner.query(`update app.clock set shift = shift + interval '61 minutes'`)
    await reach(`select count(*) as n from reading_due where age = '1h'`, 0)
    const { rows } = await owner.query<{ posts: string; seconds: number; unread: string }>(
      `select count(distinct delivery_id) as posts, extract(epoch from max(as_of) - min(as_of))::float8 as seconds,
         count(*) filter (where missing not in ('not-counted')) as unread from reading where age = '1h'`,
    )
    const { posts, seconds, unread } = rows[0]!
    if (Number(posts) !== ALL || Number(unread) > 0)
      throw new Error(`${posts} of ${ALL} posts were read, ${unread} figures are missing`)
    return {
      readingsPerMinute: { value: round(ALL / (seconds / 60), 0), unit: 'posts', aim: 20_000, better: 'least' },
    }
  } finally {
    await owner.end()
    await seed.close()
    await server.stop()
    await peer.stop()
  }
}
