/**
 * A real worker in a process of its own: the product's parts on the database of FAULTS_DATABASE, told by messages what to do.
 * It can kill itself, freeze, or stop and ask at a named point.
 */

import { readConfig } from '../../server/src/app/config.ts'
import { makeDeps } from '../../server/src/app/deps.ts'
import { hearFacts } from '../../server/src/app/hear-facts.ts'
import { LISTENERS } from '../../server/src/app/listeners.ts'
import { makeLog } from '../../server/src/app/log.ts'
import { onReleaseSeconds } from '../../server/src/modules/publishing/faults.ts'
import { type FaultPoint, makeSender, onFaultPoint } from '../../server/src/modules/publishing/index.ts'

/** What a worker does when it comes to a point for the first time (or with `delivery` only for that one). */
export interface AtPoint {
  point: FaultPoint
  does: 'kill' | 'freeze' | 'ask'
  delivery?: string
}
export type Order =
  | { do: 'at'; at: AtPoint }
  | { do: 'drain' }
  | { do: 'start' }
  | { do: 'wake' }
  | { do: 'hear' }
  | { do: 'go' }
export type Told = { done: Order['do']; error?: string } | { at: FaultPoint; delivery: string } | { ready: true }

const config = readConfig(process.env)
const deps = makeDeps(config, makeLog('error'), JSON.parse(process.env.FAULTS_DATABASE ?? '{}'))
const sender = makeSender(deps, { guardClock: process.env.FAULTS_GUARD === 'yes' })
if (process.env.FAULTS_RELEASE_SECONDS) onReleaseSeconds(Number(process.env.FAULTS_RELEASE_SECONDS))
const plans: AtPoint[] = []
let go: (() => void) | null = null
const tell = (told: Told) => new Promise<void>((done) => process.send!(told, undefined, {}, () => done()))

onFaultPoint(async (point, job) => {
  const found = plans.findIndex((one) => one.point === point && (one.delivery ?? job.id) === job.id)
  const [plan] = found < 0 ? [] : plans.splice(found, 1)
  if (!plan) return
  // Nothing more is done, not even told: as a process that is killed.
  if (plan.does === 'kill') process.kill(process.pid, 'SIGKILL')
  await tell({ at: point, delivery: job.id })
  if (plan.does === 'freeze') process.kill(process.pid, 'SIGSTOP')
  else await new Promise<void>((done) => (go = done))
})

async function obey(order: Order): Promise<void> {
  if (order.do === 'at') plans.push(order.at)
  if (order.do === 'drain') await sender.drain()
  if (order.do === 'start') sender.start()
  if (order.do === 'wake') sender.wake()
  if (order.do === 'hear') await hearFacts(deps, LISTENERS).drain()
  if (order.do === 'go') go?.()
}
process.on('message', (order: Order) => {
  obey(order).then(
    () => tell({ done: order.do }),
    (error: unknown) => tell({ done: order.do, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
await tell({ ready: true })
