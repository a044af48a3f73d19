/** The named points and the wire, in one process on a real database: every network × act × fault. */
import { until } from '../../server/src/app/until.ts'
import { onReleaseSeconds } from '../../server/src/modules/publishing/faults.ts'
import { type FaultPoint, makeSender, onFaultPoint, type Sender } from '../../server/src/modules/publishing/index.ts'
import { type End, endOf, schedule, settle, type Try } from './acts.ts'
import { FAULTS, type Fault, WIRE } from './fault-list.ts'
import type { Act, Peer, Wire } from './peers.ts'
import type { Stand } from './stand.ts'

export interface Cell {
  act: Act
  fault: Fault
  peer: string
  end: End | { impossible: string }
}

/** Why a cell cannot be; null: it can. */
function impossible(peer: Peer, act: Act, fault: Fault): string | null {
  if (!peer.acts.includes(act)) return 'not offered by this network'
  if (peer.evidence === 'local' && (WIRE as readonly string[]).includes(fault))
    return 'no wire: act and settlement are one transaction'
  return null
}

const SHORT_SECONDS = 0.1
/** By delivery: what happens at a point, once. The listener is one for the whole process. */
const plans = new Map<string, { point: FaultPoint; act: () => Promise<void> }>()

/** Tries every cell of one network. The stand's clock is shifted; nothing else may use it meanwhile. */
export async function tryInProcess(
  stand: Stand,
  peer: Peer,
  wanted: (act: Act, fault: Fault) => boolean = () => true,
): Promise<Cell[]> {
  const cells: Cell[] = []
  const channel = await peer.connect(stand)
  const sender = makeSender(stand.deps, { guardClock: false })
  onFaultPoint(async (point, job) => {
    const plan = plans.get(job.id)
    if (plan?.point !== point) return
    plans.delete(job.id)
    await plan.act()
  })
  for (const act of ['post', 'part', 'edit', 'removal'] as const)
    for (const fault of FAULTS) {
      if (!wanted(act, fault)) continue
      const why = impossible(peer, act, fault)
      const end = why === null ? await tryOne(stand, peer, channel, sender, act, fault) : { impossible: why }
      cells.push({ act, fault, peer: peer.name, end })
    }
  await sender.stop()
  return cells
}

async function tryOne(stand: Stand, peer: Peer, channel: string, sender: Sender, act: Act, fault: Fault): Promise<End> {
  const tried = await schedule(stand, peer, channel, sender, act)
  plans.set(tried.id, planOf(stand, peer, tried, fault))
  const short = fault === 'slow-after' || fault === 'lease over before the first byte'
  onReleaseSeconds(short ? SHORT_SECONDS : null)
  await sender.drain()
  onReleaseSeconds(null)
  if (plans.delete(tried.id)) throw new Error(`${peer.name}, ${act}: the sender never came to the point of “${fault}”`)
  peer.heal()
  await settle(stand, tried.id, () => sender.drain())
  return endOf(stand, tried)
}

function planOf(stand: Stand, peer: Peer, tried: Try, fault: Fault): { point: FaultPoint; act: () => Promise<void> } {
  if (fault.startsWith('abandoned: '))
    return {
      point: fault.slice('abandoned: '.length) as FaultPoint,
      act: async () => {
        throw new Error('abandoned by the fault test')
      },
    }
  if ((WIRE as readonly string[]).includes(fault))
    return { point: 'releasing', act: async () => peer.lay(tried.act, fault as Wire) }
  const began = performance.now()
  return {
    point: fault === 'lease over before releasing' ? 'prepared' : 'releasing',
    async act() {
      // What another worker makes of it while this one sleeps.
      const other = makeSender(stand.deps, { guardClock: false })
      await settle(stand, tried.id, () => other.drain())
      if (fault === 'lease over before the first byte')
        await until(() => performance.now() - began > 2 * SHORT_SECONDS * 1000)
    },
  }
}
