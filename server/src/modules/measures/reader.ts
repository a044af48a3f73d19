/**
 * Reads figures: wakes at the moment of the next reading, claims channels for all libraries, and works on several at once, on each one at a
 * time. As with the sender the rows are the schedule; a worker that dies leaves a lease that runs out.
 */
import type { Deps } from '#app/ctx.ts'
import { readChannel } from './read-channel.ts'
import { type Claimed, LEASE_SECONDS } from './work.ts'

export interface Reader {
  start(): void
  /** Takes no new channel and resolves when those under way are done. */
  stop(): Promise<void>
  /** For tests and figures: reads all that is due, and resolves when nothing is left to do now. */
  drain(): Promise<void>
}
/** Channels at once. Most of the time they wait for networks; each takes a database connection only for a moment. */
const MOST_AT_ONCE = 8
/** Nobody waits for a figure: there is no notification, it looks again. */
const LOOK_ANYWAY_MS = 30_000
/** After a start people come first. */
const QUIET_MS = 2_000

export function makeReader(deps: Deps): Reader {
  const under = new Set<Promise<void>>()
  const log = deps.log.child({ part: 'reader' })
  let stopping = false
  let running: Promise<void> | null = null
  let wakeUp: (() => void) | null = null

  async function claim(how: number): Promise<{ claims: Claimed[]; nextMs: number | null }> {
    const { rows } = await deps.database.pool.query<Claimed>(
      'select library_id as library, channel_id as channel, token from app.claim_readings(make_interval(secs => $1), $2)',
      [LEASE_SECONDS, how],
    )
    const time = await deps.database.pool.query<{ now: Date; next: Date | null }>(
      'select app.now() as now, app.next_reading() as next',
    )
    const { now, next } = time.rows[0]!
    deps.clock.take(now)
    return { claims: rows, nextMs: next ? next.getTime() - now.getTime() : null }
  }

  function begin(claims: Claimed[]): void {
    for (const one of claims) {
      const task: Promise<void> = readChannel(deps, one)
        .catch((error: unknown) =>
          log.error('reading a channel stopped in the middle; its lease will run out and it will be read again', {
            channel: one.channel,
            error,
          }),
        )
        .finally(() => {
          under.delete(task)
          wakeUp?.()
        })
      under.add(task)
    }
  }

  async function round(): Promise<number> {
    const room = MOST_AT_ONCE - under.size
    if (room <= 0) return LOOK_ANYWAY_MS
    const { claims, nextMs } = await claim(room)
    begin(claims)
    if (claims.length > 0) return 0
    return nextMs === null ? LOOK_ANYWAY_MS : Math.min(Math.max(nextMs, 250), LOOK_ANYWAY_MS)
  }

  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms)
      timer.unref()
      wakeUp = () => {
        clearTimeout(timer)
        done()
      }
    }).finally(() => {
      wakeUp = null
    })

  async function loop(): Promise<void> {
    await pause(QUIET_MS)
    while (!stopping) {
      let ms = LOOK_ANYWAY_MS
      try {
        ms = await round()
      } catch (error) {
        log.warn('the database did not answer the reader', { error })
      }
      if (!stopping && ms > 0) await pause(ms)
    }
  }

  return {
    start: () => {
      running ??= loop()
    },
    async stop() {
      stopping = true
      wakeUp?.()
      await running
      await Promise.all(under)
    },
    async drain() {
      for (;;) {
        const { claims } = await claim(MOST_AT_ONCE - under.size)
        begin(claims)
        if (claims.length === 0 && under.size === 0) return
        await Promise.race(under)
      }
    },
  }
}
