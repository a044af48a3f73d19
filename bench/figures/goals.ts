/** One goal's page and Today on a library that has lived: a year on four channels, posts read at seven days, followers read daily. */
import { sql } from 'kysely'
import { inTx } from '../../server/src/app/tx.ts'
import { type Figures, quantile, round } from '../figure.ts'
import { startServer } from '../processes.ts'
import { seeder } from '../seed.ts'

const CHANNELS = 4
/** A channel says something every nine hours or so: forty a fortnight. */
const POSTS_EACH = 1_000
const HOURS_BETWEEN = 9
const READS = 200
const WARM_UP = 20

export async function goalFigures(data: string): Promise<Figures> {
  const server = await startServer({ data })
  const seed = seeder(server.url, data, '')
  try {
    const { key, ctx } = await seed.setUp()
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const send = async (path: string, body: unknown) => {
      const answer = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as { id: string }
    }
    const channels = await readChannels(ctx)
    await liveAYear(ctx, channels)
    const due = `${new Date().getUTCFullYear() + 1}-12-31`
    const goals: string[] = []
    for (const channel of [channels[0], channels[1]])
      goals.push((await send('/goals', { measure: 'engagement.comments', channel, target: 9_999, due })).id)
    goals.push((await send('/goals', { measure: 'audience.followers', channel: channels[2], target: 99_999, due })).id)
    const time = async (path: (n: number) => string) => {
      const times: number[] = []
      for (let n = 0; n < WARM_UP + READS; n++) {
        const from = performance.now()
        const answer = await fetch(`${server.url}/api/v1${path(n)}`, { headers })
        await answer.arrayBuffer()
        if (!answer.ok) throw new Error(`${path(n)} answered ${answer.status}`)
        if (n >= WARM_UP) times.push(performance.now() - from)
      }
      return round(quantile(times, 0.95))
    }
    return {
      goalPageMs: { value: await time((n) => `/goals/${goals[n % goals.length]}`), unit: 'ms', aim: 30 },
      todayPageMs: { value: await time(() => '/today'), unit: 'ms', aim: 60 },
    }
  } finally {
    await seed.close()
    await server.stop()
  }
}

/** Channels that are read, without an account behind them: goals are stated on no others. */
async function readChannels(ctx: Parameters<typeof inTx>[0]): Promise<string[]> {
  return inTx(ctx, 'bench', async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into channel (library_id, network, name, handle, manual, state, standing, created_at)
      select ${ctx.library!.id}, 'mastodon', 'Mastodon ' || n, '', false, 'active', 'ours', app.now() from generate_series(1, ${CHANNELS}) n
      returning id`.execute(tx.db)
    return rows.map(({ id }) => id)
  })
}

/** In bulk, as the sender and the reader would have left it. */
async function liveAYear(ctx: Parameters<typeof inTx>[0], channels: string[]): Promise<void> {
  await inTx(ctx, 'bench', async (tx) => {
    await sql`with past as (
        select uuidv7() as id, uuidv7() as post, c.id as channel, app.now() - make_interval(hours => n * ${HOURS_BETWEEN}) as at
        from unnest(${channels}::uuid[]) as c (id), generate_series(1, ${POSTS_EACH}) n),
      posts as (insert into post (library_id, id, title, latest, created_at, updated_at) select ${ctx.library!.id}, post, 'Story time', 1, at, at from past)
      insert into delivery (library_id, id, post_id, post_version, channel_id, state, title, due_at, published_at, payload, payload_digest, key, settled_by, created_at, updated_at)
      select ${ctx.library!.id}, id, post, 1, channel, 'published', 'Story time', at, at, '{"text":"Story time"}', 'd', id::text, 'person', at, at from past`.execute(
      tx.db,
    )
    await sql`insert into reading (library_id, channel_id, delivery_id, as_of, value, measure, native, age)
      select d.library_id, d.channel_id, d.id, d.published_at + a.after, 3 + length(d.id::text) % 7, m.measure, m.measure, a.age
      from delivery d, unnest(array['engagement.comments', 'engagement.shares', 'engagement.reactions']) as m (measure),
        (values ('1h', interval '1 hour'), ('1d', interval '1 day'), ('7d', interval '7 days'), ('28d', interval '28 days')) as a (age, after)
      where d.published_at + a.after < app.now()`.execute(tx.db)
    await sql`insert into reading (library_id, channel_id, as_of, value, measure, native, day)
      select ${ctx.library!.id}, c.id, app.now() - make_interval(days => n), 5000 - n, 'audience.followers', 'followers', (app.now() - make_interval(days => n))::date
      from unnest(${channels}::uuid[]) as c (id), generate_series(0, 400) n`.execute(tx.db)
  })
}
