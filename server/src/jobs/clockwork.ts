/**
 * Recurring work by stretches of time ("buckets"): each is done once for all processes, and what fell into a sleep or a stop is
 * caught up. Time is the database's. The table remembers the last bucket done; a claim in it runs out, should its process die.
 */
import type { Log } from '#app/log.ts'
import type { Database } from '#db/client.ts'

export interface Recurring {
  /** Stable: the table remembers by it. */
  name: string
  everyMs: number
  /** How many missed buckets are caught up at most, the newest ones. 1 (the default) is enough where only the present state counts. */
  catchUp?: number
  /** @param bucket when the stretch began. May run twice for the same bucket. Throws to be tried again. */
  run(bucket: Date): Promise<void>
}
export interface Clockwork {
  start(): void
  /** Does all that is due now. Resolves when it is done. */
  tick(): Promise<void>
  /** Begins nothing more, and resolves when what runs has ended. */
  stop(): Promise<void>
}

export const clockwork = (name: string, everyMs: number, run: Recurring['run'], catchUp = 1): Recurring => ({
  name,
  everyMs,
  run,
  catchUp,
})

/** A sleeping machine's timers sleep too: after waking it looks within this time. */
const LOOK_MS = 60_000
/** Longer than any such work should take. */
const CLAIM = `interval '15 minutes'`
const WAIT_AFTER_TROUBLE = `interval '1 minute' * least(power(2, tries), 60)`

export function makeClockwork(database: Pick<Database, 'pool'>, log: Log, works: Recurring[]): Clockwork {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const known = new Set<string>()

  async function tick(): Promise<void> {
    for (const work of works) {
      if (stopped) return
      await look(work).catch((error: unknown) => log.error('recurring work has trouble', { name: work.name, error }))
    }
  }
  async function look(work: Recurring): Promise<void> {
    if (!known.has(work.name))
      await database.pool.query('insert into clockwork (name) values ($1) on conflict do nothing', [work.name])
    known.add(work.name)
    for (;;) {
      const bucket = stopped ? null : await claim(work)
      if (!bucket) return
      try {
        await work.run(bucket)
        await database.pool.query(
          `update clockwork set bucket = $2, tries = 0, trouble = null, claimed_until = null where name = $1`,
          [work.name, bucket],
        )
      } catch (error) {
        log.error('recurring work failed and will be tried again', { name: work.name, bucket, error })
        await database.pool.query(
          `update clockwork set tries = tries + 1, trouble = $2, claimed_until = app.now() + ${WAIT_AFTER_TROUBLE} where name = $1`,
          [work.name, error instanceof Error ? error.message : String(error)],
        )
        return
      }
    }
  }
  /** The oldest bucket that is to be done now, claimed; null when there is none or another process has it. */
  async function claim({ name, everyMs, catchUp = 1 }: Recurring): Promise<Date | null> {
    const { rows } = await database.pool.query<{ bucket: Date }>(
      `with newest as (select to_timestamp(floor(extract(epoch from app.now()) * 1000 / $2::float8) * $2::float8 / 1000) as at),
       claimed as (update clockwork set claimed_until = app.now() + ${CLAIM} from newest
         where name = $1 and bucket < newest.at and coalesce(claimed_until, '-infinity') <= app.now() returning bucket, newest.at)
       select greatest(bucket + $2::float8 * interval '1 millisecond', at - $2::float8 * ($3::int - 1) * interval '1 millisecond') as bucket from claimed`,
      [name, everyMs, catchUp],
    )
    return rows[0]?.bucket ?? null
  }
  function next(): void {
    if (stopped) return
    timer = setTimeout(
      () => {
        running = tick().finally(next)
      },
      Math.min(LOOK_MS, ...works.map(({ everyMs }) => everyMs)),
    )
    timer.unref()
  }
  return {
    start() {
      running = tick().finally(next)
    },
    tick,
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
