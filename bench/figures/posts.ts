/** Making posts one after another, and one month with a thousand of them. */
import { type Figures, median, quantile, round } from '../figure.ts'
import { startServer } from '../processes.ts'
import { received } from '../received.ts'
import { seeder } from '../seed.ts'

const WARM_UP = 50
const MEASURED = 500
const MONTH = { posts: 1000, reads: 40 }

export async function postFigures(data: string): Promise<Figures> {
  const server = await startServer({ data })
  const seed = seeder(server.url, data, '')
  try {
    const { key, ctx } = await seed.setUp()
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const times: number[] = []
    for (let n = 0; n < WARM_UP + MEASURED; n++) {
      const from = performance.now()
      const response = await fetch(`${server.url}/api/v1/posts`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ text: `Story time is back, number ${n}.` }),
      })
      await response.arrayBuffer()
      if (response.status !== 201) throw new Error(`createPost answered ${response.status}`)
      if (n >= WARM_UP) times.push(performance.now() - from)
    }
    const channels = (await (await fetch(`${server.url}/api/v1/channels`, { headers })).json()) as {
      items: { id: string }[]
    }
    await fillMonth(seed, ctx, channels.items[0]!.id)
    const reads: number[] = []
    let bytes = 0
    for (let n = 0; n < MONTH.reads; n++) {
      const from = performance.now()
      const answer = await received(`${server.url}/api/v1/calendar?from=2027-03-01&to=2027-03-31`, headers)
      reads.push(answer.at - from)
      if (answer.items !== MONTH.posts) throw new Error(`the month shows ${answer.items} posts`)
      bytes = answer.bytes
    }
    return {
      createPostMedianMs: { value: round(median(times)), unit: 'ms', aim: 4 },
      createPostP95Ms: { value: round(quantile(times, 0.95)), unit: 'ms', aim: 9 },
      monthOf1000Ms: { value: round(median(reads)), unit: 'ms', aim: 12 },
      monthOf1000Bytes: { value: bytes, unit: 'bytes', aim: 60 * 1024 },
    }
  } finally {
    await seed.close()
    await server.stop()
  }
}

async function fillMonth(
  seed: ReturnType<typeof seeder>,
  ctx: Parameters<typeof seed.posts>[0],
  channel: string,
): Promise<void> {
  for (let n = 0; n < MONTH.posts; n += 10)
    await seed.posts(ctx, [channel], 10, new Date(Date.UTC(2027, 2, 1 + (n % 30), 13 + (n % 8), n % 60)))
}
