/** How late posts come, and how fast many of them go: by the receipts in the peer's own book. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Ctx } from '../../server/src/app/ctx.ts'
import { type Figures, median, round } from '../figure.ts'
import { cpuMs, type Started, startPeer, startServer } from '../processes.ts'
import { type Seeder, seeder } from '../seed.ts'

interface Receipt {
  receivedAt: number
  acceptedAt: number
  wrote: string
}
interface Book {
  totals: { accepted: number; doubled: number; broughtBack: number; overwritten: number }
  receipts: Receipt[]
}
type Server = Awaited<ReturnType<typeof startServer>>
interface Sum {
  doubled: number
  lost: number
}

export async function sendingFigures(folder: (name: string) => string): Promise<Figures> {
  const sum: Sum = { doubled: 0, lost: 0 }
  const today = await day(folder('day'), sum)
  const small = await fleet(folder('fleet-1000'), 200, 5, 1, sum)
  const one = await fleet(folder('fleet-10000'), 2000, 5, 1, sum)
  const two = await fleet(folder('fleet-two'), 2000, 5, 2, sum)
  return {
    onePostLatenessMs: { value: round(today.late), unit: 'ms', aim: 25 },
    burst200ChannelsMs: { value: round(today.channels, 0), unit: 'ms', aim: 400 },
    burst200OneChannelMs: { value: round(today.one, 0), unit: 'ms', aim: 1500 },
    fleet10000Ms: { value: round(one.ms, 0), unit: 'ms', aim: 15_000 },
    fleetCpuMsPerPost: { value: round(one.cpuMs / 10_000), unit: 'ms', aim: 1.2 },
    fleetGrowth: { value: round(one.ms / small.ms), unit: 'ratio', aim: 11 },
    fleetTwoWorkersRatio: { value: round(one.ms / two.ms), unit: 'ratio', aim: 1, better: 'least' },
    doubled: { value: sum.doubled, unit: 'posts', aim: 0 },
    lost: { value: sum.lost, unit: 'posts', aim: 0 },
  }
}

async function withServer<T>(
  data: string,
  work: (server: Server, peer: Started, seed: Seeder) => Promise<T>,
): Promise<T> {
  const peer = await startPeer()
  const allow = new URL(peer.url).host
  const server = await startServer({ data, env: { SHELFTALKER_ALLOW_HOSTS: allow } })
  const seed = seeder(server.url, data, allow)
  try {
    return await work(server, peer, seed)
  } finally {
    await seed.close()
    await server.stop()
    await peer.stop()
  }
}

const bookOf = async (peer: Started): Promise<Book> => (await fetch(`${peer.url}/book`)).json() as Promise<Book>
const clear = (peer: Started) =>
  fetch(`${peer.url}/book/clear`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })

/** Waits for the book to hold `count` posts, then counts what is there twice or missing. */
async function settled(peer: Started, count: number, sum: Sum, patienceMs: number): Promise<Book> {
  const until = performance.now() + patienceMs
  for (;;) {
    const { accepted } = (await (await fetch(`${peer.url}/totals`)).json()) as Book['totals']
    if (accepted >= count || performance.now() > until) break
    await wait(100)
  }
  const book = await bookOf(peer)
  sum.lost += Math.max(0, count - book.totals.accepted)
  sum.doubled += book.totals.doubled + book.totals.broughtBack + Math.max(0, book.totals.accepted - count)
  return book
}
const lastOf = (book: Book) =>
  Math.max(...book.receipts.filter((one) => one.wrote === 'new').map((one) => one.acceptedAt))

/**
 * One installation on one day: fifty single posts, a moment apart (from dueAt to the receipt, and the warming up of what follows), then
 * 200 at one moment on 200 channels, then 200 on one channel in order.
 */
async function day(data: string, sum: Sum): Promise<{ late: number; channels: number; one: number }> {
  return withServer(data, async (_server, peer, seed) => {
    const { ctx } = await seed.setUp()
    const channels = await seed.channels(ctx, 200, peer.url)
    const late = await lateness(peer, seed, ctx, channels, sum)
    const burst = async (on: string[], perChannel: number) => {
      await clear(peer)
      const due = new Date(Date.now() + 4000)
      await seed.posts(ctx, on, perChannel, due)
      return lastOf(await settled(peer, on.length * perChannel, sum, 60_000)) - due.getTime()
    }
    const many = await burst(channels, 1)
    return { late, channels: many, one: await burst(channels.slice(0, 1), 200) }
  })
}

async function lateness(peer: Started, seed: Seeder, ctx: Ctx, channels: string[], sum: Sum): Promise<number> {
  await clear(peer)
  const first = Date.now() + 1500
  const due = Array.from({ length: 50 }, (_, n) => new Date(first + n * 120))
  for (const [n, at] of due.entries()) await seed.posts(ctx, [channels[n % 5]!], 1, at)
  const book = await settled(peer, 50, sum, 20_000)
  const receipts = book.receipts.filter((one) => one.wrote === 'new').sort((a, b) => a.receivedAt - b.receivedAt)
  return median(receipts.map((one, n) => one.receivedAt - due[n]!.getTime()))
}

async function fleet(
  data: string,
  channelCount: number,
  perChannel: number,
  workers: number,
  sum: Sum,
): Promise<{ ms: number; cpuMs: number }> {
  return withServer(data, async (server, peer, seed) => {
    const { ctx } = await seed.setUp()
    const channels = await seed.channels(ctx, channelCount, peer.url)
    await clear(peer)
    const count = channelCount * perChannel
    const second = workers > 1 ? await startSecond(data, peer) : null
    const due = new Date(Date.now() + 3000 + count * 2)
    await seed.posts(ctx, channels, perChannel, due)
    const left = due.getTime() - Date.now()
    if (left < 200) throw new Error('filling took longer than planned; the figure would be wrong')
    await wait(left - 100)
    const before = cpuMs(server.child.pid!)
    const book = await settled(peer, count, sum, 120_000)
    const cpu = cpuMs(server.child.pid!) - before
    await second?.stop()
    return { ms: lastOf(book) - due.getTime(), cpuMs: cpu }
  })
}

/** A second worker process on the same database, as a host would add one. */
async function startSecond(data: string, peer: Started): Promise<Server> {
  const { findRunning } = await import('../../server/src/db/embedded/find-running.ts')
  const { cpSync, mkdirSync } = await import('node:fs')
  const { appConfig } = findRunning(data)!
  const own = `${data}-second`
  mkdirSync(own, { recursive: true })
  cpSync(`${data}/keys`, `${own}/keys`, { recursive: true })
  const url = `postgres://${appConfig.user}:${encodeURIComponent(appConfig.password)}@${encodeURIComponent(appConfig.host)}:${appConfig.port}/${appConfig.database}`
  return startServer({ data: own, env: { DATABASE_URL: url, SHELFTALKER_ALLOW_HOSTS: new URL(peer.url).host } })
}
