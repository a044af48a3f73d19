/** The month of a county: 17 branches, 3,000 posts, each about something and on two channels. */
import { inTx } from '../../server/src/app/tx.ts'
import { type Figures, quantile, round } from '../figure.ts'
import { startServer } from '../processes.ts'
import { received } from '../received.ts'
import { seeder } from '../seed.ts'

const BRANCHES = 17
const POSTS = 3_000
const READS = 60
const WARM_UP = 10

export async function calendarFigures(data: string): Promise<Figures> {
  const server = await startServer({ data })
  const seed = seeder(server.url, data, '')
  try {
    const { key, ctx } = await seed.setUp()
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const ask = (method: string, path: string, body?: unknown) =>
      fetch(`${server.url}/api/v1${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    const made = (await (await ask('GET', '/channels')).json()) as { items: { id: string }[] }
    const facebook = { network: 'facebook', name: 'Harbor on Facebook', manual: true }
    const second = (await (await ask('POST', '/channels', facebook)).json()) as { id: string }
    for (let n = 0; n < BRANCHES; n++) {
      const answer = await ask('POST', '/branches', { name: `Branch ${n + 1}` })
      if (!answer.ok) throw new Error(`/branches answered ${answer.status} ${await answer.text()}`)
    }
    const channels = [made.items[0]!.id, second.id]
    for (let n = 0; n < POSTS; n += 50) {
      const dueAt = new Date(Date.UTC(2027, 2, 1 + ((n / 50) % 31), 13 + (n % 8), n % 60))
      await seed.posts(ctx, [channels[0]!], 50, dueAt)
    }
    await spread(ctx, channels[1]!)
    const times: number[] = []
    let bytes = 0
    for (let n = 0; n < WARM_UP + READS; n++) {
      const from = performance.now()
      const answer = await received(`${server.url}/api/v1/calendar?from=2027-03-01&to=2027-03-31`, headers)
      if (n >= WARM_UP) times.push(answer.at - from)
      if (answer.items !== POSTS) throw new Error(`the month shows ${answer.items} posts`)
      bytes = answer.bytes
    }
    return {
      calendarBusyMonthMs: { value: round(quantile(times, 0.95)), unit: 'ms', aim: 40 },
      calendarBusyMonthBytes: { value: bytes, unit: 'bytes', aim: null },
    }
  } finally {
    await seed.close()
    await server.stop()
  }
}

/** Gives each post a branch, a content area and a second channel, in bulk. */
async function spread(ctx: Parameters<typeof inTx>[0], channel: string): Promise<void> {
  const { sql } = await import('kysely')
  await inTx(ctx, 'bench', async (tx) => {
    await sql`with numbered as (select id, row_number() over (order by id) as n from post), placed as (select id, row_number() over (order by position) as n from branch),
        areas as (select id, row_number() over (order by position) as n, count(*) over () as all from content_area)
      update post p set branch_id = b.id, area_id = a.id from numbered m, placed b, areas a
        where m.id = p.id and b.n = 1 + m.n % ${BRANCHES} and a.n = 1 + m.n % a.all`.execute(tx.db)
    await sql`insert into delivery select (jsonb_populate_record(d, jsonb_build_object('id', i.id, 'key', i.id, 'channel_id', ${channel}::uuid))).*
      from delivery d cross join lateral (select uuidv7() as id where d.id is not null) i`.execute(tx.db)
  })
}
