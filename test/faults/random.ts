/** Two worker processes, twenty channels, random faults and random deaths; at the end the peers' own books decide. */
import { look } from '../../server/src/app/tx.ts'
import { until } from '../../server/src/app/until.ts'
import { testDatabase } from '../../server/src/db/testing.ts'
import type { FaultPoint } from '../../server/src/modules/publishing/index.ts'
import { scheduled } from '../../server/src/modules/publishing/testing.ts'
import { BOUNDARIES } from './kills.ts'
import { blueskyPeer, bulletinPeer, mastodonPeer, type Peer, type Wire } from './peers.ts'
import { type Stand, stand } from './stand.ts'
import { Worker } from './workers.ts'

export interface Storm {
  deliveries: number
  channels: number
  deaths: number
  doubled: number
  /** Said to be out and not in the book, or in the book and said not to be out. */
  untrue: number
  /** Neither out nor in a state that somebody was told of. */
  lost: number
  states: Record<string, number>
}
interface Sent {
  id: string
  text: string
  peer: Peer
}

const WIRES: Wire[] = ['hang-up-before', 'hang-up-after', 'error-after', 'garbage-after', 'slow-after']
/** mulberry32, a small generator: the same seed gives the same storm. */
function randomFrom(seed: number): (below: number) => number {
  let a = seed
  return (below) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}

/** @param size deliveries in all; `rounds` of faults and deaths before it grows calm */
export async function storm(
  seed: number,
  size: { deliveries: number; channels: number; rounds: number },
): Promise<Storm> {
  const random = randomFrom(seed)
  await using database = await testDatabase()
  const peers = await Promise.all([
    bulletinPeer(),
    blueskyPeer(),
    mastodonPeer(),
    mastodonPeer('gotosocial'),
    mastodonPeer('snac'),
  ])
  try {
    await using on = await stand(
      database,
      peers.flatMap((peer) => peer.host ?? []),
    )
    const sent = await schedule(on, peers, size, random)
    const deaths = await rage(on, peers, size.rounds, random)
    for (const peer of peers) peer.heal()
    await calm(on)
    return { ...(await count(on, sent)), channels: size.channels, deaths }
  } finally {
    await Promise.all(peers.map((peer) => peer.close()))
  }
}

async function schedule(
  on: Stand,
  peers: Peer[],
  size: { deliveries: number; channels: number },
  random: (below: number) => number,
) {
  const [own, ...others] = peers as [Peer, ...Peer[]]
  const channels = [{ peer: own, channel: on.bulletin }]
  while (channels.length < size.channels) {
    const peer = others[channels.length % others.length]!
    channels.push({ peer, channel: await peer.connect(on) })
  }
  const sent: Sent[] = []
  while (sent.length < size.deliveries) {
    const { peer, channel } = channels[sent.length % channels.length]!
    const text = `storm ${sent.length} ${[0, 1, 2, 3].map(() => random(1e9).toString(36)).join(' ')}`
    const [id] = await scheduled(on.ctx, channel, [text], random(12) * 60_000)
    sent.push({ id: id!, text, peer })
  }
  return sent
}

/** Each round: faults are laid, both workers work, one of them dies at a random point or moment, and time passes. */
async function rage(on: Stand, peers: Peer[], rounds: number, random: (below: number) => number): Promise<number> {
  const workers = [await working(on), await working(on)]
  let deaths = 0
  try {
    for (let round = 0; round < rounds; round++) {
      for (const peer of peers) for (let n = random(4); n > 0; n--) peer.lay('post', WIRES[random(WIRES.length)]!)
      const at = random(2)
      const point: FaultPoint = BOUNDARIES[random(BOUNDARIES.length)]!
      if (random(3) > 0) await workers[at]!.at({ point, does: 'kill' })
      await on.ground.shift(60_000)
      for (const worker of workers) worker.say({ do: 'wake' })
      await quiet(on)
      if (random(4) === 0) workers[at]!.signal('SIGKILL')
      for (const [index, worker] of workers.entries())
        if (worker.ended) {
          deaths += 1
          workers[index] = await working(on)
        }
    }
  } finally {
    for (const worker of workers) await worker[Symbol.asyncDispose]()
  }
  return deaths
}

async function working(on: Stand): Promise<Worker> {
  const worker = await Worker.start(on.env)
  await worker.order({ do: 'start' })
  return worker
}

/** Until no living lease is left; what a dead worker holds is waited for no longer than a moment. */
const quiet = (on: Stand): Promise<void> =>
  until(async () => {
    const due = await on.deps.database.pool.query('select app.next_due() <= app.now() as due')
    const rows = await look(on.ctx, (tx) =>
      tx.db.selectFrom('delivery').select('id').where('state', 'in', ['preparing', 'releasing']).execute(),
    )
    return rows.length === 0 && due.rows[0].due !== true
  }, 1_500).catch(() => {})

const STEPS_MS = [61_000, 61_000, 90_000, 300_000, 300_000, 900_000, 1_860_000, 1_860_000, 1_860_000, 1_860_000]
/** One whole worker and time enough for all that still happens by itself. */
async function calm(on: Stand): Promise<void> {
  await using worker = await Worker.start(on.env)
  for (const ms of STEPS_MS) {
    await worker.order({ do: 'drain' })
    await on.ground.shift(ms)
  }
  await worker.order({ do: 'drain' })
  await worker.order({ do: 'hear' })
}

async function count(on: Stand, sent: Sent[]): Promise<Omit<Storm, 'channels' | 'deaths'>> {
  const rows = await look(on.ctx, (tx) => tx.db.selectFrom('delivery').select(['id', 'state', 'next_at']).execute())
  const told = await look(on.ctx, (tx) => tx.db.selectFrom('notice').select('subject').execute())
  const toldOf = new Set(told.map((row) => row.subject.id))
  const found = { deliveries: sent.length, doubled: 0, untrue: 0, lost: 0, states: {} as Record<string, number> }
  for (const { id, text, peer } of sent) {
    const { state, next_at } = rows.find((row) => row.id === id)!
    const { accepted } = await peer.book(on, text)
    found.states[state] = (found.states[state] ?? 0) + 1
    if (accepted > 1) found.doubled += 1
    if (state === 'published' ? accepted === 0 : state !== 'unknown' && accepted > 0) found.untrue += 1
    if (state !== 'published' && (next_at !== null || !toldOf.has(id))) found.lost += 1
  }
  return found
}
