/** What a worker does beside sending: jobs, and work that comes again and again. */

import { sweepScratch } from '#files/scratch.ts'
import { clockwork, makeClockwork } from '#jobs/clockwork.ts'
import { queueOf } from '#jobs/queue.ts'
import { settleNotices } from '#modules/notices/index.ts'
import { noticeJobs } from '#modules/notices/notices.jobs.ts'
import type { Ctx, Deps } from './ctx.ts'

const JOBS = [...noticeJobs]
const MINUTE = 60_000

export interface Worker {
  /** Begins nothing more, and resolves when what is under way is done. */
  stop(): Promise<void>
}

/** Answers at once; the queue is loaded after that, so that it is in nobody's way at start-up. */
export function startWorker(deps: Deps): Worker {
  const queue = queueOf(deps.database, deps.log)
  const recurring = makeClockwork(deps.database, deps.log, [
    clockwork('sweep-scratch', 60 * MINUTE, async () => void (await sweepScratch(deps.files.scratch()))),
    clockwork('settle-notices', 5 * MINUTE, () => inEveryLibrary(deps, 'settle-notices', settleNotices)),
  ])
  let stopped = false
  let wait: NodeJS.Timeout | undefined
  const begin = async (): Promise<void> => {
    if (stopped) return
    await queue.start(deps, JOBS).catch((error: unknown) => {
      deps.log.error('jobs cannot be worked on yet', { error })
      wait = setTimeout(() => {
        begun = begin()
      }, 5_000)
    })
  }
  let begun = begin()
  recurring.start()
  return {
    async stop() {
      stopped = true
      clearTimeout(wait)
      await recurring.stop()
      await begun
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
