import type { Adapter, Call } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'

/** @throws Problem bad-input that names the field. */
export function adapterFor(ctx: Ctx, network: string): Adapter {
  const adapter = ctx.networks.get(network)
  if (!adapter)
    throw badInput('network', 'unknown', `“${network}” is none of ${[...ctx.networks.keys()].sort().join(', ')}.`)
  return adapter
}

/** The network that lives in our own database needs nobody's sign-in. */
export const isLocal = (adapter: Adapter): boolean => adapter.publish !== undefined && adapter.signIn === undefined

/** A person waits for the answer. */
const PATIENCE_MS = 25_000

/**
 * For calls between transactions: a slow server must not hold a row. (Under an Idempotency-Key the frame's own transaction is open
 * meanwhile; it holds nothing but that key.)
 */
export function callOf(ctx: Ctx, ms = PATIENCE_MS): Call {
  const now = ctx.clock.now()
  return {
    http: ctx.http,
    now,
    deadline: new Date(now.getTime() + ms),
    clock: () => ctx.clock.now(),
    signal: AbortSignal.timeout(ms),
  }
}
