import type { JobWithMetadata, PgBoss } from 'pg-boss'
import type { Ctx, Deps } from '#app/ctx.ts'
import { QUEUE } from './boss.ts'
import type { Job, Ticket } from './define.ts'

export interface Counts {
  done: number
  /** Runs that failed and are tried again. */
  failed: number
  /** Jobs that are given up. Their rows are still there: a sweep or a person finds them. */
  dead: number
}
/** News comes by NOTIFY; the poll is for retries that fall due and for news that was lost. */
const POLL_SECONDS = 5
const AT_ONCE = 5

/** Runs jobs, up to five at once, until the queue is stopped. */
export async function startWorker(
  boss: PgBoss,
  deps: Deps,
  jobs: readonly Job[],
  counts: Counts,
): Promise<{ wake(): void; stop(): Promise<void> }> {
  const known = new Map(jobs.map((job) => [job.kind.name, job]))
  if (known.size !== jobs.length) throw new Error('two kinds of job have the same name')
  const id = await boss.work<Ticket, never, typeof OPTIONS>(QUEUE, OPTIONS, async (batch) => {
    const results = await Promise.all(batch.map((job) => runOne(deps, known, job, counts)))
    // There may be more; the poll would come to it only later.
    boss.notifyWorker(id)
    return results
  })
  return { wake: () => boss.notifyWorker(id), stop: () => boss.offWork(QUEUE, { id, wait: true }) }
}
const OPTIONS = {
  includeMetadata: true,
  perJobResults: true,
  batchSize: AT_ONCE,
  pollingIntervalSeconds: POLL_SECONDS,
} as const

async function runOne(deps: Deps, known: Map<string, Job>, one: JobWithMetadata<Ticket>, counts: Counts) {
  const { kind, library, payload } = one.data
  const log = deps.log.child({ job: kind, jobId: one.id, library })
  try {
    const job = known.get(kind)
    if (!job) throw new Error('this version knows no such job')
    await job.run({ ...ctxOf(deps, library, kind), log }, payload)
    counts.done += 1
    return { id: one.id, status: 'completed' as const }
  } catch (error) {
    const last = one.retryCount >= one.retryLimit
    counts[last ? 'dead' : 'failed'] += 1
    if (last) log.error('a job is given up', { tries: one.retryCount + 1, error })
    else log.warn('a job failed and will be tried again', { tries: one.retryCount + 1, error })
    return {
      id: one.id,
      status: 'failed' as const,
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

/** Whoever needs the library's handle or zone reads its row. */
const ctxOf = (deps: Deps, library: string | null, name: string): Ctx => ({
  ...deps,
  library: library === null ? null : { id: library, handle: '', zone: '' },
  actor: { kind: 'job', name },
  tx: null,
})
