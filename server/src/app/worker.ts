/** What a worker does beside sending: jobs, and work that comes again and again. */

import { setTimeout as wait } from 'node:timers/promises'
import { sweepScratch } from '#files/scratch.ts'
import { clockwork, makeClockwork } from '#jobs/clockwork.ts'
import { queueOf } from '#jobs/queue.ts'
import { refreshOverlays } from '#modules/calendar/index.ts'
import { checkDueConnections } from '#modules/channels/index.ts'
import { forgetSessions } from '#modules/library/index.ts'
import { settleNotices, tellHeldSending } from '#modules/notices/index.ts'
import { noticeJobs } from '#modules/notices/notices.jobs.ts'
import type { Ctx, Deps } from './ctx.ts'
import { forgetOldKeys } from './http/idempotency.ts'
import { inTx } from './tx.ts'

const JOBS = [...noticeJobs]
const MINUTE = 60_000

export interface Worker {
  /** Begins nothing more, and resolves when what is under way is done. */
  stop(): Promise<void>
}

/** Loading the queue takes a moment of the one thread: the first people who ask after a start come before it. */
const QUIET_MS = 1_000
const TRY_AGAIN_MS = 5_000

/** Answers at once and begins a moment later, so that it is in nobody's way at start-up. */
export function startWorker(deps: Deps, quietMs = QUIET_MS): Worker {
  const queue = queueOf(deps.database, deps.log)
  const recurring = makeClockwork(deps.database, deps.log, [
    clockwork('sweep-scratch', 60 * MINUTE, async () => void (await sweepScratch(deps.files.scratch()))),
    clockwork('settle-notices', 5 * MINUTE, () =>
      inEveryLibrary(deps, 'settle-notices', async (ctx) => {
        await tellHeldSending(ctx)
        await settleNotices(ctx)
      }),
    ),
    clockwork('check-connections', 60 * MINUTE, () => inEveryLibrary(deps, 'check-connections', checkDueConnections)),
    clockwork('forget-idempotency-keys', 60 * MINUTE, () =>
      inEveryLibrary(deps, 'forget-idempotency-keys', (ctx) => inTx(ctx, 'forgetIdempotencyKeys', forgetOldKeys)),
    ),
    clockwork('refresh-overlays', 15 * MINUTE, () => inEveryLibrary(deps, 'refresh-overlays', refreshOverlays)),
    clockwork('forget-sessions', 60 * MINUTE, () => forgetSessions(deps)),
  ])
  const stopping = new AbortController()
  const pause = (ms: number) => wait(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
  const begun = (async () => {
    await pause(quietMs)
    if (stopping.signal.aborted) return
    recurring.start()
    while (!stopping.signal.aborted) {
      try {
        return await queue.start(deps, JOBS)
      } catch (error) {
        deps.log.error('jobs cannot be worked on yet', { error })
        await pause(TRY_AGAIN_MS)
      }
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await begun
      await recurring.stop()
      await queue.rest()
    },
  }
}

/** One transaction a library; one that has trouble does not keep the others waiting. */
async function inEveryLibrary(deps: Deps, name: string, work: (ctx: Ctx) => Promise<unknown>): Promise<void> {
  const { rows } = await deps.database.pool.query<{ id: string }>('select app.every_library() as id')
  const troubles: unknown[] = []
  for (const { id } of rows) {
    const library = { id, handle: '', zone: '' }
    await work({ ...deps, library, actor: { kind: 'job', name }, tx: null }).catch((error: unknown) =>
      troubles.push(error),
    )
  }
  if (troubles.length > 0) throw troubles[0]
}
