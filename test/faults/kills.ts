/** Real deaths: a worker process, or Postgres under it, is killed at each of five boundaries. */
import { look } from '../../server/src/app/tx.ts'
import type { FaultPoint } from '../../server/src/modules/publishing/index.ts'
import { scheduled } from '../../server/src/modules/publishing/testing.ts'
import { type End, endOf, settle, type Try } from './acts.ts'
import type { Peer } from './peers.ts'
import { pictureIn, type Stand } from './stand.ts'
import { Worker } from './workers.ts'

/** sender.md, “Proving it”; `prepared`: its pictures are up and that is stored, a minute ahead. */
export const BOUNDARIES = ['claimed', 'prepared', 'releasing', 'accepted', 'settled'] as const
export const BOUNDARY_WORDS: Record<(typeof BOUNDARIES)[number], string> = {
  claimed: 'claimed',
  prepared: 'prepared and stored',
  releasing: '`releasing` committed',
  accepted: 'accepted by the network, not settled',
  settled: 'settled, not yet heard by listeners',
}
export interface Death {
  boundary: FaultPoint
  peer: string
  end: End
}

let counter = 0
async function post(stand: Stand, peer: Peer, channel: string, boundary: FaultPoint): Promise<Try> {
  counter += 1
  const text = `killed ${counter} at ${boundary} ${(counter * 7919).toString(36).repeat(5)}`
  const ahead = boundary === 'prepared'
  const media = ahead || peer.needsPicture ? [await pictureIn(stand, 'A pile of books')] : []
  const [id] = await scheduled(stand.ctx, channel, [text], ahead ? 45_000 : 0, { media })
  return { act: 'post', id: id!, count: async () => (await peer.book(stand, text)).accepted }
}

const MINUTE = 60_000
/** Pictures go up a minute ahead; then its moment comes. */
async function comesDue(stand: Stand, worker: Worker, boundary: FaultPoint): Promise<void> {
  if (boundary !== 'prepared') return
  await worker.order({ do: 'drain' })
  await stand.ground.shift(MINUTE)
}

/** Every fact must be heard in the end, by a worker that lives. */
async function unheard({ ctx }: Stand): Promise<number> {
  const rows = await look(ctx, (tx) => tx.db.selectFrom('fact').select('pending').execute())
  return rows.filter((row) => row.pending.length > 0).length
}

async function finish(stand: Stand, tried: Try, worker: Worker): Promise<End> {
  await settle(stand, tried.id, () => worker.order({ do: 'drain' }))
  const end = await endOf(stand, tried)
  await worker.order({ do: 'hear' })
  if (end.wrong === null && (await unheard(stand)) > 0) return { ...end, wrong: 'a fact stays unheard' }
  return end
}

/** A worker kills itself with signal 9 at the boundary; a clean one finds what it left. */
export async function killWorker(stand: Stand, peer: Peer, channel: string, boundary: FaultPoint): Promise<Death> {
  const tried = await post(stand, peer, channel, boundary)
  await using doomed = await Worker.start(stand.env)
  await comesDue(stand, doomed, boundary)
  await doomed.at({ point: boundary, does: 'kill', delivery: tried.id })
  await doomed.order({ do: 'drain' })
  if (!doomed.ended) throw new Error(`the worker outlived “${boundary}”`)
  await using clean = await Worker.start(stand.env)
  return { boundary, peer: peer.name, end: await finish(stand, tried, clean) }
}

/** Postgres is killed while a worker stands at the boundary; both come back, and the same worker goes on. */
export async function killPostgres(
  stand: Stand,
  peer: Peer,
  channel: string,
  boundary: FaultPoint,
  kill: () => Promise<void>,
): Promise<Death> {
  const tried = await post(stand, peer, channel, boundary)
  await using worker = await Worker.start(stand.env)
  await comesDue(stand, worker, boundary)
  await worker.at({ point: boundary, does: 'ask', delivery: tried.id })
  worker.say({ do: 'drain' })
  await worker.reached(boundary)
  await kill()
  await worker.order({ do: 'go' })
  return { boundary, peer: peer.name, end: await finish(stand, tried, worker) }
}

/** A death that could not be played to its end is told in its cell, and the others are still tried. */
export const told = (peer: Peer, boundary: FaultPoint, death: Promise<Death>): Promise<Death> =>
  death.catch((error: unknown) => ({
    boundary,
    peer: peer.name,
    end: { state: 'not seen to its end', evidence: '', count: 0, wrong: String(error).replaceAll(/\s+/g, ' ') },
  }))
